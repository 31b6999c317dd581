package wsat.sim.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import wsat.at.Settings;
import wsat.board.os.WholeFile;
import wsat.board.text.Quoted;
import wsat.port.Station;

/** A dialogue between a host, the module and servers, read from an {@code .at} file. */
public final class Transcript {
    /** The longest file in bytes: twice what {@code --record} writes into one. */
    private static final int FILE_MAX = 16 << 20;

    private final String name;
    private final Variables variables;
    private final List<Step> steps = new ArrayList<>();
    private final Settings settings = new Settings();
    private int baud;
    private int station = Station.GOT_IP;
    private boolean softAp;
    private boolean steady;

    private Transcript(String name, Variables variables) {
        this.name = name;
        this.variables = variables;
    }

    /** Reads a file. @param values of what stands in it as {@code ${NAME}}, a character of Latin-1 for each byte */
    public static Transcript read(Path file, Map<String, String> values) throws IOException, TranscriptException {
        return parse(file.toString(), new String(WholeFile.read(file, FILE_MAX), StandardCharsets.ISO_8859_1), values);
    }

    /** A transcript without variables. @param name for messages */
    public static Transcript parse(String name, String text) throws TranscriptException {
        return parse(name, text, Map.of());
    }

    /** A transcript. @param name for messages */
    public static Transcript parse(String name, String text, Map<String, String> values) throws TranscriptException {
        Transcript transcript = new Transcript(name, new Variables(values));
        String[] lines = text.split("\r?\n", -1);
        transcript.checkValues(lines);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i];
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                transcript.add(i + 1, line);
            } catch (IllegalArgumentException e) {
                throw new TranscriptException(name, i + 1, e.getMessage());
            }
        }
        return transcript;
    }

    /** All names that have no value are told at once. */
    private void checkValues(String[] lines) throws TranscriptException {
        Set<String> missing = new LinkedHashSet<>();
        int first = 0;
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].startsWith("#")) {
                missing.addAll(variables.missing(lines[i]));
                first = first == 0 && !missing.isEmpty() ? i + 1 : first;
            }
        }
        if (!missing.isEmpty()) {
            throw new TranscriptException(name, first, "no value is given for " + String.join(", ", missing)
                    + "; give one with --set NAME=VALUE, or --set NAME and the environment");
        }
    }

    private void add(int number, String line) {
        if (Character.isWhitespace(line.charAt(line.length() - 1))) {
            throw new IllegalArgumentException("the line ends in a blank; where it is meant, write \\x20");
        }
        Words words = new Words(line, variables);
        if (words.takes("option")) {
            if (!steps.isEmpty()) {
                throw new IllegalArgumentException("options come first");
            }
            option(words);
        } else {
            steps.add(new Step(number, line, Script.action(words)));
        }
        words.end();
    }

    private void option(Words words) {
        String option = words.word("an option");
        switch (option) {
            case "baud":
                baud = words.number("a baud rate", 80, 5_000_000);
                break;
            case "line-max":
                settings.lineMax = words.number("a line's length", 16, 65536);
                break;
            case "buffer-max":
                settings.bufferMax = words.number("a buffer's size", 1, 65536);
                break;
            case "ws-links":
                settings.links = words.number("how many WebSocket links", Settings.LINKS, Settings.LINKS_MAX);
                break;
            case "sockets":
                settings.sockets = words.number("how many sockets", 5, Settings.SOCKETS_MAX);
                break;
            case "header-max":
                settings.headerMax = words.number("the headers' length", 16, 65536);
                break;
            case "urc-guard":
                settings.urcGuardMillis = (int) words.millis();
                break;
            case "boot":
                settings.bootMillis = (int) words.millis();
                break;
            case "payload-idle":
                settings.payloadIdleMillis = (int) words.millis();
                break;
            case "dialect":
                settings.dialect = dialect(words.word("a version"));
                break;
            case "module-name":
                settings.moduleName = words.word("a module's name");
                break;
            case "network":
                station = Script.network(words);
                break;
            case "steady":
                steady = true;
                break;
            case "soft-ap":
                softAp = true;
                break;
            default:
                throw new IllegalArgumentException("no such option: " + Quoted.of(option));
        }
    }

    private static int dialect(String version) {
        switch (version) {
            case "4.1": return Settings.V4_1;
            case "4.2": return Settings.V4_2;
            default: throw new IllegalArgumentException("no such dialect: " + Quoted.of(version));
        }
    }

    /** The name of the file. */
    public String name() {
        return name;
    }

    /** A text that is shown to people, with the names of variables in the place of their values. */
    public String hide(String text) {
        return variables.hide(text);
    }

    Variables variables() {
        return variables;
    }

    /** What happens, in its order. */
    public List<Step> steps() {
        return steps;
    }

    /** How the module is set up. */
    public Settings settings() {
        return settings;
    }

    /** How the machine's network is at power-up. */
    int station() {
        return station;
    }

    /** How it is played in such a manner: its times may be to the millisecond. */
    Manner manner(Manner asked) {
        return steady && asked.cuts() == Manner.Cuts.RANDOM ? new Manner(asked.echo(), Manner.Cuts.WHOLE, 0) : asked;
    }

    /** Whether the machine can open access points. */
    boolean softAp() {
        return softAp;
    }

    /** Of the line; 0: bytes take no time. */
    public int baud() {
        return baud;
    }
}

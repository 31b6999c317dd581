package wsat.sim.world;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import wsat.at.Settings;
import wsat.board.text.Quoted;
import wsat.port.Station;

/** A dialogue between a host, the module and servers, read from an {@code .at} file. */
public final class Transcript {
    private final String name;
    private final List<Step> steps = new ArrayList<>();
    private final Settings settings = new Settings();
    private int baud;
    private int station = Station.GOT_IP;

    private Transcript(String name) {
        this.name = name;
    }

    /** Reads a file. */
    public static Transcript read(Path file) throws IOException, TranscriptException {
        return parse(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** @param name for messages */
    public static Transcript parse(String name, String text) throws TranscriptException {
        Transcript transcript = new Transcript(name);
        String[] lines = text.split("\r?\n", -1);
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

    private void add(int number, String line) {
        if (Character.isWhitespace(line.charAt(line.length() - 1))) {
            throw new IllegalArgumentException("the line ends in a blank; where it is meant, write \\x20");
        }
        Words words = new Words(line);
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

    List<Step> steps() {
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

    /** Of the line; 0: bytes take no time. */
    public int baud() {
        return baud;
    }
}

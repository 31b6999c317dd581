package wsat.sim;

import static wsat.board.run.Options.flag;
import static wsat.board.run.Options.value;

import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import wsat.board.run.Options;
import wsat.board.run.UsageError;
import wsat.board.run.Values;
import wsat.board.text.Quoted;
import wsat.pki.module.ModuleLine;

/** What {@code wsat play} was asked to do, checked. */
final class PlayOptions {
    static final Options OPTIONS = new Options("wsat play",
            "wsat play FILE.at --port PORT: a transcript with a real module, or a real host, and where it differs.",
            new String[][] {
                value("--port", "PORT", "TTY, tcp:HOST:PORT, or pty or pty:PATH: a pseudo-terminal for the other side"),
                value("--as", "SIDE", "which side is played: host or module (default: host)"),
                value("--baud", "N", "bits a second of a TTY (80 to 5000000; default: 115200)"),
                value("--flow", "HOW", "flow control of a TTY: none or rtscts (default: none)"),
                flag("--reset", "restarts the module before, by AT+RST"),
                value("--timeout", "SECONDS", "how long an answer, or a host, may take (1 to 3600; default: 10)"),
                ScriptValues.SET, ScriptValues.SET_FILE,
                value("--junit", "OUT.xml", "writes the result for build servers, too"),
                flag("--help", "prints this"),
            }, new String[0][]);

    final boolean help;
    final Path file;
    final String port;
    /** Of {@code tcp:HOST:PORT}, or null. */
    final InetSocketAddress tcp;
    final boolean asModule;
    final int baud;
    final boolean rtsCts;
    final boolean reset;
    final int timeoutMillis;
    final Map<String, String> values;
    /** Null: not wanted. */
    final Path junit;

    PlayOptions(String[] args, int from) throws UsageError {
        boolean named = args.length > from && !args[from].startsWith("-");
        Values given = OPTIONS.parse(args, named ? from + 1 : from);
        help = given.flag("--help");
        file = named ? path(args[from]) : null;
        port = given.matching("--port", null, "(?!tcp:).+|" + ModuleLine.TCP.pattern(),
                "a TTY, tcp:HOST:PORT such as tcp:127.0.0.1:5000, pty or pty:PATH");
        asModule = given.choice("--as", 0, "host", "module") == 1;
        baud = given.number("--baud", 115_200, 80, 5_000_000);
        rtsCts = given.choice("--flow", 0, "none", "rtscts") == 1;
        reset = given.flag("--reset");
        timeoutMillis = given.number("--timeout", 10, 1, 3600) * 1000;
        values = ScriptValues.of(given, System.getenv());
        junit = given.path("--junit", null);
        if (!help && file == null) {
            throw new UsageError("say which transcript first: wsat play FILE.at --port PORT (see wsat play --help)");
        }
        if (!help && port == null) {
            given.wrong("--port", "say where the " + (asModule ? "host" : "module") + " is, such as /dev/ttyUSB0");
        }
        if (asModule && reset) {
            given.wrong("--reset", "is for --as host");
        }
        given.check();
        tcp = port == null ? null : tcp(port);
    }

    private static Path path(String text) throws UsageError {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new UsageError(Quoted.of(text) + " is no path");
        }
    }

    private static InetSocketAddress tcp(String port) throws UsageError {
        Matcher matcher = ModuleLine.TCP.matcher(port);
        if (!matcher.matches()) {
            return null;
        }
        int number = Integer.parseInt(matcher.group(2));
        InetSocketAddress address = number > 65_535 ? null : new InetSocketAddress(matcher.group(1), number);
        if (address == null || address.isUnresolved()) {
            throw new UsageError("--port: " + Quoted.of(port) + ": there is no such address");
        }
        return address;
    }
}

package wsat.sim;

import static wsat.board.run.Options.flag;
import static wsat.board.run.Options.value;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import wsat.board.os.FileReason;
import wsat.board.run.BoardOptions;
import wsat.board.run.Options;
import wsat.board.run.RunOptions;
import wsat.board.run.UsageError;
import wsat.board.run.Values;
import wsat.board.text.Quoted;

/** What {@code wsat sim} was asked to do, checked. */
final class SimOptions {
    static final Options OPTIONS = new Options("wsat sim",
            "The coprocessor on your desk. Without a line option: a console on this terminal.",
            new String[][] {
                value("--pty", "PATH", "serial line: a pseudo-terminal, PATH is made a link to it"),
                value("--tcp", "HOST:PORT", "serial line: raw TCP, as pyserial's socket://HOST:PORT"),
                flag("--stdio", "serial line: standard input and output; ends when the input does"),
                value("--baud", "N", "paces the line as 8N1 at N bit/s would (80 to 5000000; default: unpaced)"),
                value("--flash", "FILE", "image of the partition mfg_nvs, made if missing (default: in memory)"),
                value("--nvs", "FILE", "image of the partition nvs, what the host has set (default: in memory)"),
                flag("--no-echo-server", "starts no WebSocket echo server"),
                value("--echo-tls", "DIR",
                        "the echo server is wss with DIR's certificates (wsat pki test-ca) and wants the client's"),
                value("--script", "FILE.at", "plays a transcript against the coprocessor"),
                ScriptValues.SET, ScriptValues.SET_FILE,
            }, BoardOptions.ROWS).notOf(RunOptions.OPTIONS);

    final BoardOptions board;
    final Path pty;
    final InetSocketAddress tcp;
    final boolean stdio;
    /** Bits a second; 0: unpaced. */
    final int baud;
    /** Null: in memory. */
    final Path flash;
    /** Null: in memory. */
    final Path nvs;
    final boolean echoServer;
    /** Null: an echo server without TLS. */
    final Path echoTls;
    final Path script;
    /** Of what stands in the transcript as {@code ${NAME}}. */
    final Map<String, String> values;

    SimOptions(String[] args, int from) throws UsageError {
        Values values = OPTIONS.parse(args, from, null);
        board = new BoardOptions(values);
        pty = values.path("--pty", null);
        flash = values.path("--flash", null);
        nvs = values.path("--nvs", null);
        stdio = values.flag("--stdio");
        script = values.path("--script", null);
        echoServer = !values.flag("--no-echo-server");
        echoTls = values.path("--echo-tls", null);
        baud = values.number("--baud", 0, 80, 5_000_000);
        board.settings.uart.baud = baud == 0 ? board.settings.uart.baud : baud;
        board.settings.baudGiven = baud != 0;
        this.values = ScriptValues.of(values, System.getenv());
        values.check();
        tcp = board.help || board.version ? null : address(values.text("--tcp"));
        if (echoTls != null && !echoServer) {
            throw new UsageError("--echo-tls is for the echo server: leave --no-echo-server out");
        }
        int lines = (pty != null ? 1 : 0) + (tcp != null ? 1 : 0) + (stdio ? 1 : 0) + (script != null ? 1 : 0);
        if (lines > 1) {
            throw new UsageError("choose one of --pty, --tcp, --stdio and --script");
        }
        if (script == null && !this.values.isEmpty()) {
            throw new UsageError("--set and --set-file are for the transcript of --script");
        }
        if (script != null && board.record != null) {
            throw new UsageError("--record is for a line: a transcript that is played is one already");
        }
        if (script != null && !Files.isReadable(script)) {
            throw new UsageError("--script: cannot read " + script + ": " + FileReason.unreadable(script));
        }
    }

    static String usage() {
        return OPTIONS.help();
    }

    /** {@code HOST:PORT}; an IPv6 address in brackets. */
    private static InetSocketAddress address(String text) throws UsageError {
        if (text == null) {
            return null;
        }
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            String host = colon < 1 ? "" : text.substring(0, colon);
            boolean brackets = host.startsWith("[") && host.endsWith("]");
            if (!host.isEmpty() && port >= 0 && port <= 65_535 && (brackets || host.indexOf(':') < 0)) {
                return new InetSocketAddress(InetAddress.getByName(host), port);
            }
        } catch (NumberFormatException e) {
            // said below
        } catch (UnknownHostException e) {
            throw new UsageError("--tcp: no address is known for the host of " + Quoted.of(text));
        }
        throw new UsageError("--tcp: " + Quoted.of(text) + " is not HOST:PORT, such as 127.0.0.1:5000");
    }
}

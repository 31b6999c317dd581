package wsat.board.run;

import static wsat.board.run.Options.flag;
import static wsat.board.run.Options.value;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import wsat.at.Settings;
import wsat.board.StderrLog;
import wsat.board.net.ListenAddress;
import wsat.board.os.FileReason;
import wsat.board.text.Quoted;
import wsat.board.tls.SystemRoots;
import wsat.board.tls.VerifyOptions;
import wsat.board.trace.BothTraces;
import wsat.board.trace.TraceLog;
import wsat.board.web.WebAddress;
import wsat.port.Log;

/** What every coprocessor can be told, whatever board it runs on. */
public final class BoardOptions {
    /** Rows for the table of a command. */
    public static final String[][] ROWS = {
        value("--config", "FILE", "options in a file, as lines of 'baud = 115200'; the command line wins"),
        value("--max-buffer", "N", "largest buffer_size of AT+WSCFG (1 to 65536; default: 16384)"),
        value("--max-links", "N", "how many TCP, UDP and SSL links there are (5 to 10; default: 5)"),
        value("--ws-links", "N", "how many WebSocket links there are (3 to 8; default: 3)"),
        value("--listen", "ADDRESS",
                "where the host's servers listen: all, loopback or an address (default: all; of sim: loopback)"),
        value("--line-max", "N", "longest command line in bytes (256 to 16384; default: 4096)"),
        value("--payload-idle-ms", "N", "a payload that pauses so long is an ERROR (0 to 3600000; default: 0, never)"),
        value("--urc-guard-ms", "N", "quiet time after a final result (0 to 10000; default: 3 to 10, by the rate)"),
        value("--boot-ms", "N", "from a restart to ready, as a module that boots (0 to 1000; default: 300)"),
        flag("--verify-host", "auth_mode 2 and 3: the certificate must be for the URI's host"),
        value("--system-roots", "FILE",
                "roots for auth_mode 4, 5 and AT+WSTLS: PEM or a key store (default: the machine's)"),
        flag("--weak-certificates", "auth_mode 2 and 3: SHA-1 signatures and RSA keys below 2048 bits are let in"),
        value("--ssid", "NAME", "the Wi-Fi network that a host is told it is in (default: wsat)"),
        value("--module", "NAME", "the chip that AT+GMR names (default: ESP32C3)"),
        value("--dialect", "VERSION", "of ESP-AT, where a host hears the difference: 4.1 or 4.2 (default: 4.1)"),
        value("--web", "[PORT]", "a page that shows both sides of the module, on 127.0.0.1; ADDRESS:PORT elsewhere"),
        value("--log", "LEVEL", "off, error, warn, info, debug or trace, to standard error (default: warn)"),
        flag("--log-payload", "--log trace shows the first bytes of what goes to servers and comes from them"),
        value("--record", "FILE", "what is said as a transcript, FILE.at, or what a page shows, FILE.jsonl"),
        flag("--version", "prints the version"),
        flag("--help", "prints this"),
    };

    public final boolean help;
    public final boolean version;
    public final VerifyOptions verifyOptions;
    public final String ssid;
    /** Null: nobody has said. */
    private final ListenAddress listen;
    /** Where the page is served; null: there is none. */
    public final InetSocketAddress web;
    /** Of {@link StderrLog}. */
    public final int logLevel;
    private final boolean logPayload;
    /** Null: nothing is recorded. */
    public final Path record;
    public final Settings settings = new Settings();

    /** Takes what it knows from {@code values}, which collects the mistakes. */
    public BoardOptions(Values values) {
        help = values.flag("--help");
        version = values.flag("--version");
        verifyOptions = new VerifyOptions(values.flag("--verify-host"), values.flag("--weak-certificates"),
                roots(values));
        settings.bufferMax = values.number("--max-buffer", settings.bufferMax, 1, 65_536);
        settings.sockets = values.number("--max-links", settings.sockets, 5, Settings.SOCKETS_MAX);
        settings.links = values.number("--ws-links", settings.links, Settings.LINKS, Settings.LINKS_MAX);
        settings.lineMax = values.number("--line-max", settings.lineMax, 256, 16_384);
        settings.payloadIdleMillis = values.number("--payload-idle-ms", settings.payloadIdleMillis, 0, 3_600_000);
        settings.urcGuardMillis = values.number("--urc-guard-ms", settings.urcGuardMillis, 0, 10_000);
        settings.bootMillis = values.number("--boot-ms", settings.bootMillis, 0, 1000);
        ssid = values.matching("--ssid", "wsat", "[^\"\\p{Cntrl}]{1,32}",
                "a name of 1 to 32 characters that can be used here");
        listen = listen(values);
        settings.moduleName = values.matching("--module", settings.moduleName, "[A-Za-z0-9-]{1,32}",
                "a name of 1 to 32 letters and digits");
        settings.dialect = values.choice("--dialect", Settings.V4_1, "4.1", "4.2");
        web = web(values);
        logLevel = values.choice("--log", Log.WARN, "off", "error", "warn", "info", "debug", "trace");
        logPayload = values.flag("--log-payload");
        record = values.path("--record", null);
    }

    private static ListenAddress listen(Values values) {
        String text = values.text("--listen");
        ListenAddress address = text == null ? null : ListenAddress.of(text);
        if (text != null && address == null) {
            values.wrong("--listen", Quoted.of(text) + " is neither all, nor loopback, nor an address");
        }
        return address;
    }

    /** Where servers listen. @param otherwise when nobody has said */
    public ListenAddress listen(ListenAddress otherwise) {
        return listen == null ? otherwise : listen;
    }

    private static InetSocketAddress web(Values values) {
        String text = values.text("--web");
        InetSocketAddress address = text == null ? null : WebAddress.of(text);
        if (text != null && address == null) {
            values.wrong("--web", Quoted.of(text) + " is neither a port nor ADDRESS:PORT, such as 8080");
        }
        return address;
    }

    private static SystemRoots roots(Values values) {
        Path file = values.path("--system-roots", null);
        if (file == null) {
            return SystemRoots.USUAL;
        }
        if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
            values.wrong("--system-roots", "cannot read " + file + ": "
                + (Files.isDirectory(file) ? "it is a folder, name the bundle"
                    : !Files.isReadable(file) ? FileReason.unreadable(file)
                    : "it is no regular file, and might never end"));
        }
        return new SystemRoots(file);
    }

    /**
     * Has the dialogue with the host logged and recorded, as far as that is wanted.
     *
     * @return what is to be closed at the end, or null
     */
    public Recording trace(Log log) throws UsageError {
        Recording recording = record == null ? null : new Recording(record, settings, log);
        settings.trace = BothTraces.of(
                logLevel == StderrLog.TRACE ? new TraceLog(log, StderrLog.TRACE, logPayload) : null,
                recording == null ? null : recording.trace());
        return recording;
    }
}

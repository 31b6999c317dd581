package wsat.sim;

import static wsat.sim.Options.flag;
import static wsat.sim.Options.value;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import wsat.at.Settings;
import wsat.board.StderrLog;
import wsat.port.Log;

/** What {@code wsat sim} was asked to do, checked. */
final class SimOptions {
    private static final Options OPTIONS = new Options("wsat sim",
            "The coprocessor on your desk. Without a line option: a console on this terminal.",
            value("--pty", "PATH", "serial line: a pseudo-terminal, PATH is made a link to it"),
            value("--tcp", "HOST:PORT", "serial line: raw TCP, as pyserial's socket://HOST:PORT"),
            flag("--stdio", "serial line: standard input and output; ends when the input does"),
            value("--baud", "N", "paces the line as 8N1 at N bit/s would (80 to 5000000; default: unpaced)"),
            value("--flash", "FILE", "image of the partition mfg_nvs, made if missing (default: in memory)"),
            value("--nvs", "FILE", "image of the partition nvs, what the host has set (default: in memory)"),
            flag("--verify-host", "auth_mode 2 and 3: the certificate must be for the URI's host"),
            value("--max-buffer", "N", "largest buffer_size of AT+WSCFG (1 to 65536; default: 8192)"),
            value("--sockets", "N", "TCP, UDP and SSL links (5 to 10; default: 5)"),
            flag("--no-echo-server", "starts no WebSocket echo server"),
            value("--echo-tls", "DIR", "the echo server is wss with DIR's certificates (wsat pki test-ca) and wants the client's"),
            value("--script", "FILE.at", "plays a transcript against the coprocessor"),
            value("--urc-guard-ms", "N", "quiet time after a final result (0 to 10000; default: 3)"),
            value("--ssid", "NAME", "the Wi-Fi network that a host is told it is in (default: wsat)"),
            value("--module", "NAME", "the chip that AT+GMR names (default: ESP32C3)"),
            value("--log", "LEVEL", "off, error, warn, info or debug, to standard error (default: warn)"),
            flag("--version", "prints the version"),
            flag("--help", "prints this"));

    final boolean help;
    final boolean version;
    final Path pty;
    final InetSocketAddress tcp;
    final boolean stdio;
    /** Bits a second; 0: unpaced. */
    final int baud;
    final int maxBuffer;
    final int sockets;
    /** Null: in memory. */
    final Path flash;
    /** Null: in memory. */
    final Path nvs;
    final boolean verifyHost;
    final boolean echoServer;
    /** Null: an echo server without TLS. */
    final Path echoTls;
    final Path script;
    final int urcGuardMillis;
    final int logLevel;
    final String ssid;
    final String moduleName;

    SimOptions(String[] args, int from) throws UsageError {
        Map<String, String> values = OPTIONS.parse(args, from);
        help = values.containsKey("--help");
        version = values.containsKey("--version");
        pty = values.containsKey("--pty") ? Path.of(values.get("--pty")) : null;
        flash = values.containsKey("--flash") ? Path.of(values.get("--flash")) : null;
        nvs = values.containsKey("--nvs") ? Path.of(values.get("--nvs")) : null;
        verifyHost = values.containsKey("--verify-host");
        stdio = values.containsKey("--stdio");
        script = values.containsKey("--script") ? Path.of(values.get("--script")) : null;
        echoServer = !values.containsKey("--no-echo-server");
        echoTls = values.containsKey("--echo-tls") ? Path.of(values.get("--echo-tls")) : null;
        baud = number(values, "--baud", 0, 80, 5_000_000);
        maxBuffer = number(values, "--max-buffer", 8192, 1, 65_536);
        sockets = number(values, "--sockets", 5, 5, Settings.SOCKETS_MAX);
        urcGuardMillis = number(values, "--urc-guard-ms", 3, 0, 10_000);
        ssid = text(values, "--ssid", "wsat", "[^\"\\p{Cntrl}]{1,32}");
        moduleName = text(values, "--module", "ESP32C3", "[A-Za-z0-9-]{1,32}");
        logLevel = level(values.get("--log"));
        tcp = help || version ? null : address(values.get("--tcp"));
        if (echoTls != null && !echoServer) {
            throw new UsageError("--echo-tls is for the echo server: leave --no-echo-server out");
        }
        int lines = (pty != null ? 1 : 0) + (tcp != null ? 1 : 0) + (stdio ? 1 : 0) + (script != null ? 1 : 0);
        if (lines > 1) {
            throw new UsageError("choose one of --pty, --tcp, --stdio and --script");
        }
        if (script != null && !Files.isReadable(script)) {
            throw new UsageError("--script: cannot read " + script);
        }
    }

    static String usage() {
        return OPTIONS.help();
    }

    private static int number(Map<String, String> values, String name, int otherwise, int least, int most)
            throws UsageError {
        String text = values.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageError(name + ": '" + text + "' is not a number from " + least + " to " + most);
    }

    private static String text(Map<String, String> values, String name, String otherwise, String pattern)
            throws UsageError {
        String text = values.getOrDefault(name, otherwise);
        if (!text.matches(pattern)) {
            throw new UsageError(name + ": '" + text + "' is not a name of 1 to 32 characters that can be used here");
        }
        return text;
    }

    private static int level(String name) throws UsageError {
        int level = name == null ? Log.WARN : StderrLog.level(name);
        if (level < 0) {
            throw new UsageError("--log: '" + name + "' is none of off, error, warn, info, debug");
        }
        return level;
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
            throw new UsageError("--tcp: no address is known for the host of '" + text + "'");
        }
        throw new UsageError("--tcp: '" + text + "' is not HOST:PORT, such as 127.0.0.1:5000");
    }
}

package wsat.board.trace;

import java.util.Locale;
import wsat.at.Settings;
import wsat.at.Version;
import wsat.port.UartConfig;

/** The lines of a transcript in the making, with stamps as comments and a {@code wait} for what came late. */
final class Rows {
    /** Who plays a transcript waits a second by itself, so less is not written. */
    private static final long WAIT_MICROS = 900_000;

    private StringBuilder out = new StringBuilder();
    private long first = -1;
    private long stamp = -1;
    private long lastAt = -1;

    /** The lines since the last time, each with its end. */
    String take() {
        String lines = out.toString();
        out = new StringBuilder();
        return lines;
    }

    /** How a module is set up, as far as it differs from what a transcript takes for granted. */
    void options(Settings settings) {
        Settings usual = new Settings();
        comment("Recorded by wsat " + Version.WSAT + "; a stamp, in seconds, stands in front of what was said then.");
        comment("${NAME} is what must not be written: wsat play --set NAME=VALUE, wsat sim --script --set NAME=VALUE");
        option("baud", settings.uart.baud, new UartConfig().baud);
        option("line-max", settings.lineMax, usual.lineMax);
        option("buffer-max", settings.bufferMax, usual.bufferMax);
        option("sockets", settings.sockets, usual.sockets);
        option("ws-links", settings.links, usual.links);
        option("urc-guard", settings.urcGuardMillis, usual.urcGuardMillis, "ms");
        option("boot", settings.bootMillis, usual.bootMillis, "ms");
        option("payload-idle", settings.payloadIdleMillis, usual.payloadIdleMillis, "ms");
        if (settings.dialect != usual.dialect) {
            line("option dialect 4.2");
        }
        if (!settings.moduleName.equals(usual.moduleName)) {
            line("option module-name " + settings.moduleName);
        }
    }

    private void option(String name, int is, int usual) {
        option(name, is, usual, "");
    }

    private void option(String name, int is, int usual, String unit) {
        if (is != usual) {
            line("option " + name + " " + is + unit);
        }
    }

    void comment(String text) {
        line("# " + text);
    }

    void line(String text) {
        out.append(text).append('\n');
    }

    /** A line of somebody's at that time, in microseconds. */
    void line(String text, long at) {
        stamp(at);
        line(text);
    }

    private void stamp(long at) {
        first = first < 0 ? at : first;
        if (at != stamp) {
            stamp = at;
            long since = at - first;
            comment(String.format(Locale.ROOT, "%d.%06d", since / 1_000_000, since % 1_000_000));
        }
        lastAt = Math.max(lastAt, at);
    }

    /** What comes next came at that time: who plays this may have to wait for it. */
    void await(long at) {
        long gap = lastAt < 0 ? 0 : at - lastAt;
        if (gap >= WAIT_MICROS) {
            pause(gap);
        }
        lastAt = at;
    }

    void pause(long micros) {
        line("wait " + micros / 1000 + "ms");
    }
}

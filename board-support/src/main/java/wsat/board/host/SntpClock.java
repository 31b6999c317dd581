package wsat.board.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.function.LongSupplier;
import wsat.board.net.Slow;
import wsat.board.text.AddressText;
import wsat.board.text.Latin1;
import wsat.port.Clock;
import wsat.port.Log;
import wsat.port.Text;

/**
 * The machine's clock and an offset to it, which the host or a time server sets. Servers are asked by
 * a slow thread. The machine's clock is never set.
 */
public final class SntpClock implements Clock {
    private static final int TIMEOUT_MILLIS = 5000;

    private final Slow slow;
    private final LongSupplier machine;
    private final Log log;
    private long offsetMillis;
    private Asking asking;
    private int answer = IDLE;

    public SntpClock(Slow slow, Log log) {
        this(slow, new Machine(), log);
    }

    /** @param machine milliseconds since 1970-01-01 00:00 UTC */
    SntpClock(Slow slow, LongSupplier machine, Log log) {
        this.slow = slow;
        this.machine = machine;
        this.log = log;
    }

    @Override
    public long unixMillis() {
        return machine.getAsLong() + offsetMillis;
    }

    @Override
    public void set(long unixMillis) {
        offsetMillis = unixMillis - machine.getAsLong();
    }

    @Override
    public void ask(Text server) {
        if (asking != null) {
            slow.forget(asking);
        }
        asking = new Asking(Latin1.string(server));
        answer = ASKING;
        slow.ask(asking);
    }

    @Override
    public int answer() {
        return answer;
    }

    /** A class, since the first lambda of a JVM takes tens of milliseconds to start. */
    private static final class Machine implements LongSupplier {
        @Override
        public long getAsLong() {
            return System.currentTimeMillis();
        }
    }

    /** One question to one server. */
    private final class Asking implements Slow.Job {
        private final String server;
        private String wrong = "it could not be asked";
        private long offset;

        Asking(String server) {
            this.server = server;
        }

        @Override
        public void work() {
            try {
                offset = new SntpQuestion(machine).ask(address(), TIMEOUT_MILLIS);
                wrong = null;
            } catch (UnknownHostException e) {
                wrong = "no such host";
            } catch (IOException | IllegalArgumentException e) {
                wrong = e.getMessage() == null ? e.toString() : e.getMessage();
            }
        }

        private InetSocketAddress address() throws UnknownHostException {
            int colon = server.indexOf(':');
            boolean hasPort = server.matches("[^:]+:[0-9]{1,5}");
            int port = hasPort ? Integer.parseInt(server.substring(colon + 1)) : SntpQuestion.PORT;
            return new InetSocketAddress(InetAddress.getByName(hasPort ? server.substring(0, colon) : server), port);
        }

        @Override
        public void done() {
            if (asking != this) {
                return;
            }
            asking = null;
            if (wrong == null) {
                offsetMillis = offset;
                answer = ANSWERED;
                log.log(Log.INFO, "SNTP", AddressText.bare(server)
                        + " answered, milliseconds that the machine's clock is behind:", offset);
            } else {
                answer = FAILED;
                log.log(Log.WARN, "SNTP", "no time from " + AddressText.bare(server) + ": " + wrong, Log.NO_VALUE);
            }
        }
    }
}

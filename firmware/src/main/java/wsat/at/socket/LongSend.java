package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.link.Socket;
import wsat.port.Log;
import wsat.port.SocketPort;
import wsat.port.Text;

/**
 * The bytes of {@code AT+CIPSENDL}, which leave while others come (ESP-AT, AT+CIPSENDL): a data mode that is over when
 * as many have come as were announced, or the host calls it off. A link that is lost takes none any more, and the host
 * says the others all the same.
 */
final class LongSend extends Passthrough {
    private static final int TIMEOUT_MILLIS = 10_000;

    /** {@code AT+CIPSENDLCFG}. */
    final Command config = new Config();

    private final NumberCommand interval;
    private final Output output;
    private final Log log;

    private int reportSize = 1024;
    private int transmitSize = 2920;

    private Socket link;
    private int changes;
    private Text address;
    private int port;
    private long length;
    /** How many bytes have come, how many the network has taken, and up to where the host has been told of it. */
    private long heard;
    private long sent;
    private long told;
    /** Whether what comes is dropped. */
    private boolean lost;
    /** When the network took something last, or had nothing to take. */
    private long movedAt;

    /** @param interval {@code AT+TRANSINTVL}, in milliseconds */
    LongSend(NumberCommand interval, Output output, Log log) {
        this.interval = interval;
        this.output = output;
        this.log = log;
    }

    /** @param elsewhere the address of a UDP peer other than the link's own, or null */
    LongSend on(Socket open, int bytes, Text elsewhere, int elsewherePort) {
        link = open;
        changes = open.changes();
        address = elsewhere;
        port = elsewherePort;
        length = bytes;
        heard = 0;
        sent = 0;
        told = 0;
        lost = false;
        movedAt = Long.MIN_VALUE;
        return this;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void heard(int count) {
        heard += count;
    }

    @Override
    public int pieceMax() {
        return transmitSize;
    }

    @Override
    public long intervalMicros() {
        return interval.value * 1000L;
    }

    @Override
    public boolean isMessages() {
        return false;
    }

    /** What a lost link does not take is dropped here. */
    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public int send(byte[] bytes, int from, int count, long now) {
        int answer = lost ? SocketPort.NOT_OPEN : address == null ? link.send(bytes, from, count)
                : link.send(bytes, from, count, address, port);
        if (answer == SocketPort.BUSY) {
            movedAt = movedAt == Long.MIN_VALUE ? now : movedAt;
            return 0;
        }
        if (answer == SocketPort.TAKEN) {
            sent += count;
            movedAt = now;
        } else {
            lose("the connection ended before the bytes were sent");
        }
        return count;
    }

    private void lose(String why) {
        if (!lost) {
            lost = true;
            log.log(Log.WARN, "AT+CIPSENDL", why, Log.NO_VALUE);
        }
    }

    @Override
    public int poll(long now) {
        if (lost) {
            return 0;
        }
        if (changes != link.changes() || !link.sends()) {
            lose("the connection ended before the bytes were sent");
            return 1;
        }
        if (link.allSent() && sent == heard) {
            movedAt = now;
        } else if (movedAt != Long.MIN_VALUE && now - deadline() >= 0) {
            link.giveUp(); // part of them may be out: nothing can follow them on a stream
            lose("not sent in time");
            return 1;
        }
        return 0;
    }

    @Override
    public long deadline() {
        int millis = link.options.sendTimeoutMillis == 0 ? TIMEOUT_MILLIS : link.options.sendTimeoutMillis;
        return lost || movedAt == Long.MIN_VALUE || sent == heard && link.allSent() ? Long.MAX_VALUE
                : movedAt + millis * 1000L;
    }

    @Override
    public boolean isDone() {
        return (lost || link.allSent()) && sent - told < reportSize;
    }

    @Override
    public boolean tell(long now) {
        if (sent - told < reportSize) {
            return false;
        }
        report(told + reportSize);
        return true;
    }

    private void report(long upTo) {
        told = upTo;
        output.say("+CIPSENDL:").say((int) upTo).say(",").say((int) heard).say("\r\n");
    }

    @Override
    public boolean tellsStation() {
        return false;
    }

    /** The last report is of all that has left. */
    @Override
    public void ended() {
        if (told < sent) {
            report(sent);
        }
        output.end(heard < length ? "\r\nSEND Canceled\r\n" : lost ? "\r\nSEND FAIL\r\n" : "\r\nSEND OK\r\n");
    }

    /** {@code AT+CIPSENDLCFG=<report size>[,<transmit size>]}. */
    private final class Config extends Command {
        private static final int LEAST = 100;
        private static final int REPORT_MAX = 1 << 20;
        private static final int TRANSMIT_MAX = 2920;

        Config() {
            super("AT+CIPSENDLCFG", QUERY | SET);
        }

        @Override
        protected int query() {
            line(output).say(reportSize).say(",").say(transmitSize).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 2);
            int report = a.number(0, LEAST, REPORT_MAX);
            int transmit = a.number(1, LEAST, TRANSMIT_MAX, TRANSMIT_MAX);
            if (a.error() != 0) {
                return a.error();
            }
            reportSize = report;
            transmitSize = transmit;
            return OK;
        }
    }
}

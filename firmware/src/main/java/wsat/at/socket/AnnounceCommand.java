package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.station.Wifi;
import wsat.port.Announcement;
import wsat.port.Announcer;
import wsat.port.Log;
import wsat.port.Text;

/**
 * {@code AT+MDNS=1,<"hostname">,<"service_type">,<port>[,<"instance">][,<"proto">][,<txt_number>[,<"key">,<"value">]]},
 * {@code AT+MDNS=0} and, ESP-AT 4.2, {@code AT+MDNS=2,<type>,…}, which is {@link ServiceQuery}'s (ESP-AT, AT+MDNS).
 */
public final class AnnounceCommand extends Command {
    /** The most pairs of a TXT record, as ESP-AT 4.2; 4.1 has 10. */
    static final int PAIRS_MAX = 20;
    private static final int FIRST_PAIR = 7;
    /** A board has this long to begin, which it does in a second. */
    private static final int BEGIN_MICROS = 10_000_000;
    private static final int QUERY = 2;

    private final Announcer announcer;
    private final Wifi wifi;
    private final NumberCommand ipv6;
    private final Log log;
    private final Announcement what = new Announcement();
    private final Text protocol = new Text(Announcement.LABEL_MAX);
    private final ServiceName names = new ServiceName();
    private final ServiceQuery query;
    private final Text key = new Text(Announcement.PAIR_MAX);
    private final Text value = new Text(Announcement.PAIR_MAX);
    private long deadline;
    private boolean asking;

    /** @param ipv6 {@code AT+CIPV6} */
    public AnnounceCommand(Announcer announcer, Wifi wifi, NumberCommand ipv6, Output output, Log log) {
        super("AT+MDNS", SET);
        this.announcer = announcer;
        this.wifi = wifi;
        this.ipv6 = ipv6;
        this.log = log;
        query = new ServiceQuery(this, names, announcer, output, log);
    }

    @Override
    protected int set(Arguments a, long now) {
        int mode = a.number(0, 0, QUERY);
        if (mode == 0) {
            a.expect(1, 1);
            if (a.error() == 0) {
                announcer.withdraw();
            }
            return a.error();
        }
        String wrong = mode == QUERY ? query.read(a) : read(a);
        if (a.error() != 0 || wrong != null) {
            return wrong == null ? a.error() : failed(log, wrong);
        }
        if (!wifi.started() || wifi.mode() == 0) {
            return failed(log, "Wi-Fi is off: AT+CWMODE=1 first");
        }
        asking = mode == QUERY;
        return asking ? query.begin(now) : begin(now);
    }

    private int begin(long now) {
        what.ipv6 = ipv6.value == 1;
        announcer.announce(what);
        deadline = now + BEGIN_MICROS;
        return announced(now);
    }

    /** @return what is wrong, beside what {@code a} says; null: nothing */
    private String read(Arguments a) {
        a.expect(4, FIRST_PAIR + 2 * PAIRS_MAX);
        a.string(1, what.hostName);
        a.string(2, what.type);
        what.port = a.number(3, 1, 65_535);
        a.optionalString(4, what.instance);
        a.optionalString(5, protocol);
        int pairs = a.number(6, 0, PAIRS_MAX, 0);
        a.expect(4, a.count() < FIRST_PAIR ? FIRST_PAIR : FIRST_PAIR + 2 * pairs);
        if (pairs > 0) {
            a.expect(FIRST_PAIR + 2 * pairs, FIRST_PAIR + 2 * pairs);
        }
        if (a.error() != 0) {
            return null;
        }
        if (what.instance.length == 0) {
            what.instance.set(what.hostName);
        }
        String wrong = names.wrong(what.hostName, what.type, what.instance, protocol);
        what.udp = ServiceName.isUdp(protocol);
        return wrong == null ? readPairs(a, pairs) : wrong;
    }

    private String readPairs(Arguments a, int pairs) {
        what.txt.clear();
        for (int i = 0; i < pairs; i++) {
            int at = FIRST_PAIR + 2 * i;
            a.string(at, key);
            a.string(at + 1, value);
            if (a.error() != 0) {
                return null;
            }
            if (!isKey()) {
                return "a TXT key is printable ASCII without an equals sign";
            }
            int length = key.length + 1 + value.length;
            if (length > Announcement.PAIR_MAX || !what.txt.fits(1 + length)) {
                return "a TXT pair has at most 255 bytes, all of them 1300";
            }
            what.txt.append(length).append(key).append('=').append(value);
        }
        return null;
    }

    private boolean isKey() {
        boolean fine = key.length > 0;
        for (int i = 0; fine && i < key.length; i++) {
            int b = key.bytes[i];
            fine = b >= ' ' && b < 127 && b != '=';
        }
        return fine;
    }

    @Override
    protected int poll(long now) {
        return asking ? query.poll(now) : announced(now);
    }

    private int announced(long now) {
        switch (announcer.announced()) {
            case Announcer.ANNOUNCED: return OK;
            case Announcer.FAILED: return ErrorCode.FAILED;
            default: break;
        }
        if (now - deadline < 0) {
            return RUNNING;
        }
        announcer.withdraw();
        return failed(log, "the announcement did not begin in time");
    }

    @Override
    protected long deadline() {
        return asking ? query.deadline() : deadline;
    }
}

package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.station.Wifi;
import wsat.port.Announcement;
import wsat.port.Announcer;
import wsat.port.Log;
import wsat.port.Text;

/**
 * {@code AT+MDNS=1,<"hostname">,<"service_type">,<port>[,<"instance">][,<"proto">][,<txt_number>[,<"key">,<"value">]]}
 * and {@code AT+MDNS=0} (ESP-AT, AT+MDNS).
 */
public final class AnnounceCommand extends Command {
    /** As ESP-AT 4.2; 4.1 has 10. */
    private static final int PAIRS_MAX = 20;
    private static final int FIRST_PAIR = 7;
    /** A board has this long to begin, which it does in a second. */
    private static final int BEGIN_MICROS = 10_000_000;

    private final Announcer announcer;
    private final Wifi wifi;
    private final Log log;
    private final Announcement what = new Announcement();
    private final Text protocol = new Text(Announcement.LABEL_MAX);
    private final Text key = new Text(Announcement.PAIR_MAX);
    private final Text value = new Text(Announcement.PAIR_MAX);
    private long deadline;

    public AnnounceCommand(Announcer announcer, Wifi wifi, Log log) {
        super("AT+MDNS", SET);
        this.announcer = announcer;
        this.wifi = wifi;
        this.log = log;
    }

    @Override
    protected int set(Arguments a, long now) {
        boolean enable = a.number(0, 0, 1) == 1;
        if (!enable) {
            a.expect(1, 1);
            if (a.error() == 0) {
                announcer.withdraw();
            }
            return a.error();
        }
        a.expect(4, FIRST_PAIR + 2 * PAIRS_MAX);
        String wrong = read(a);
        if (a.error() != 0 || wrong != null) {
            return wrong == null ? a.error() : failed(log, wrong);
        }
        if (!wifi.started() || wifi.mode() == 0) {
            return failed(log, "Wi-Fi is off: AT+CWMODE=1 first");
        }
        announcer.announce(what);
        deadline = now + BEGIN_MICROS;
        return poll(now);
    }

    /** @return what is wrong, beside what {@code a} says; null: nothing */
    private String read(Arguments a) {
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
        if (!isLabel(what.hostName)) {
            return "a host name is letters, digits and hyphens, without .local";
        }
        if (!isType()) {
            return "a service type is one label, such as _http";
        }
        if (what.instance.holdsControl()) {
            return "an instance has no control characters";
        }
        if (!isProtocol()) {
            return "the protocol is _tcp or _udp";
        }
        return readPairs(a, pairs);
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

    /** ESP8266's forms have no underscore: it is put in front, as those modules do. */
    private boolean isType() {
        if (what.type.length > 0 && what.type.bytes[0] != '_' && what.type.fits(1)) {
            key.set(what.type);
            what.type.set("_").append(key);
        }
        return what.type.length > 1 && what.type.bytes[0] == '_' && isLabel(what.type);
    }

    private boolean isProtocol() {
        int from = protocol.length > 0 && protocol.bytes[0] == '_' ? 1 : 0;
        what.udp = is(from, 'u', 'd');
        return protocol.length == 0 || what.udp || is(from, 't', 'c');
    }

    private boolean is(int from, char first, char second) {
        return protocol.length == from + 3 && protocol.bytes[from] == first && protocol.bytes[from + 1] == second
                && protocol.bytes[from + 2] == 'p';
    }

    private static boolean isLabel(Text text) {
        boolean fine = text.length > 0;
        for (int i = 0; fine && i < text.length; i++) {
            int b = text.bytes[i];
            int lower = b | 0x20;
            fine = lower >= 'a' && lower <= 'z' || b >= '0' && b <= '9' || b == '-' || b == '_';
        }
        return fine;
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
        return deadline;
    }
}

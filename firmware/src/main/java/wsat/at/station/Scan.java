package wsat.at.station;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.Station;
import wsat.port.Text;

/**
 * {@code AT+CWLAP[=[<"ssid">][,<"mac">][,<channel>][,<scan_type>][,<scan_time_min>][,<scan_time_max>]
 * [,<ext_channel_bitmap>]]} (ESP-AT, AT+CWLAP), sorted, filtered and cut as {@code AT+CWLAPOPT} says.
 */
final class Scan extends Command {
    /** ecn, ssid, rssi, mac, channel, freq_offset, freqcal_val, pairwise_cipher, group_cipher, bgn, wps. */
    static final int ALL_FIELDS = 0x7FF;
    static final int ALL_ENCRYPTIONS = 0xFFFF;
    static final int WEAKEST = -100;

    /** More than a host reads; the rest is left out. */
    private static final int MAX = 32;
    private static final int TIMEOUT_MICROS = 15_000_000;
    private static final int CCMP = 4;
    private static final int BGN = 7;
    private static final int CHANNELS = 0x7FFE;

    private final Wifi wifi;
    private final Station station;
    private final Output output;
    private final Log log;
    private final AccessPoint[] found = new AccessPoint[MAX];
    private final Text ssid = new Text(AccessPoint.SSID_MAX);
    private final Text mac = new Text(AccessPoint.MAC_LENGTH);
    /** 0: any of {@link #channels}. */
    private int channel;
    /** Bit n: channel n; none of 1 to 14: all. */
    private int channels;
    private boolean sorted;
    private int fields = ALL_FIELDS;
    private int weakest = WEAKEST;
    private int encryptions = ALL_ENCRYPTIONS;
    private long deadline;

    Scan(Wifi wifi, Station station, Output output, Log log) {
        super("AT+CWLAP", SET | EXECUTE);
        this.wifi = wifi;
        this.station = station;
        this.output = output;
        this.log = log;
        for (int i = 0; i < MAX; i++) {
            found[i] = new AccessPoint();
        }
    }

    /** {@code AT+CWLAPOPT}. */
    void options(boolean strongestFirst, int mask, int leastStrength, int encryptionMask) {
        sorted = strongestFirst;
        fields = mask;
        weakest = leastStrength;
        encryptions = encryptionMask;
    }

    @Override
    protected int execute(long now) {
        ssid.clear();
        mac.clear();
        channel = 0;
        channels = 0;
        return begin(now);
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 7);
        a.optionalString(0, ssid);
        a.optionalString(1, mac);
        channel = a.number(2, 0, 14, 0);
        a.number(3, 0, 1, 0);
        a.number(4, 0, 1500, 0);
        a.number(5, 0, 1500, 0);
        channels = a.number(6, 0, 0xFFFF, 0) & CHANNELS;
        if (mac.length > 0 && !Address.isMac(mac)) {
            a.fail(ErrorCode.invalid(1));
        }
        return a.error() != 0 ? a.error() : begin(now);
    }

    private int begin(long now) {
        if (!wifi.stationOn()) {
            log.log(Log.WARN, name, "there is no station: AT+CWMODE is", wifi.mode());
            return ErrorCode.FAILED;
        }
        station.scan();
        deadline = now + TIMEOUT_MICROS;
        return poll(now);
    }

    @Override
    protected int poll(long now) {
        int count = station.scanned();
        if (count == Station.SCANNING && now - deadline < 0) {
            return RUNNING;
        }
        if (count < 0) {
            log.log(Log.WARN, name, "no scan", Log.NO_VALUE);
            return ErrorCode.FAILED;
        }
        int kept = 0;
        for (int i = 0; i < count && kept < MAX; i++) {
            station.accessPoint(i, found[kept]);
            if (isWanted(found[kept])) {
                kept++;
            }
        }
        if (sorted) {
            sort(kept);
        }
        for (int i = 0; i < kept; i++) {
            say(found[i]);
        }
        return OK;
    }

    private boolean isWanted(AccessPoint one) {
        return one.rssi >= weakest
                && (encryptions >> one.encryption & 1) != 0
                && isOnChannel(one.channel)
                && (ssid.length == 0 || one.ssid.same(ssid))
                && (mac.length == 0 || Address.sameMac(one.mac, mac));
    }

    /** One channel is asked for, or some, or all. */
    private boolean isOnChannel(int one) {
        return channel != 0 ? one == channel : channels == 0 || one < 32 && (channels >> one & 1) != 0;
    }

    /** Strongest first; equals stay as they came. */
    private void sort(int count) {
        for (int i = 1; i < count; i++) {
            AccessPoint one = found[i];
            int at = i;
            for (; at > 0 && found[at - 1].rssi < one.rssi; at--) {
                found[at] = found[at - 1];
            }
            found[at] = one;
        }
    }

    private void say(AccessPoint one) {
        line(output).say("(");
        boolean first = true;
        for (int field = 0; 1 << field <= ALL_FIELDS; field++) {
            if ((fields >> field & 1) != 0) {
                output.say(first ? "" : ",");
                say(one, field);
                first = false;
            }
        }
        output.say(")\r\n");
    }

    private void say(AccessPoint one, int field) {
        switch (field) {
            case 0: output.say(one.encryption); break;
            case 1: output.say("\"").sayForeign(one.ssid).say("\""); break;
            case 2: output.say(one.rssi); break;
            case 3: output.say("\"").say(one.mac).say("\""); break;
            case 4: output.say(one.channel); break;
            case 5: case 6: output.say(-1); break;
            case 7: case 8: output.say(one.encryption == 0 ? 0 : CCMP); break;
            case 9: output.say(BGN); break;
            default: output.say(0); break;
        }
    }

    @Override
    protected long deadline() {
        return deadline;
    }
}

package wsat.at.station;

import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.port.Log;
import wsat.port.SoftAp;
import wsat.port.SoftApConfig;
import wsat.port.Text;

/**
 * The access point as the host knows it: what the commands have set for it, when it is opened, and which of its
 * stations the host has been told of. A board that can open none keeps what is set, and nothing else happens. It is
 * opened when {@code AT+CWMODE} has one and the host has ever given it a name by {@code AT+CWSAP}: a host that sets
 * mode 3 by habit does not open the machine to everybody.
 */
public final class OwnAccessPoint {
    private static final long OPEN_MICROS = 15_000_000L;

    private static final int NOTHING = 0;
    private static final int GONE = 1;
    private static final int COME = 2;
    private static final int ADDRESSED = 3;

    final SoftApConfig config = new SoftApConfig();
    /** Null: the board can open none. */
    private final SoftAp port;
    private boolean named;
    private boolean on;
    private boolean besideStation;
    private boolean poweredUp;
    private long deadline;

    private final Text[] toldMac = new Text[SoftAp.STATIONS_MAX];
    private final Text[] toldAddress = new Text[SoftAp.STATIONS_MAX];
    private final Text mac = new Text(17);
    private final Text address = new Text(15);
    private int told;
    private int changes;
    private boolean allTold = true;
    private int news;
    private int newsOf;

    OwnAccessPoint(SoftAp port) {
        this.port = port;
        for (int i = 0; i < SoftAp.STATIONS_MAX; i++) {
            toldMac[i] = new Text(17);
            toldAddress[i] = new Text(15);
        }
    }

    /** Whether the board can open one. */
    boolean exists() {
        return port != null;
    }

    /** Whether {@code AT+CWSAP} has given it a name. */
    void named(boolean given) {
        named = given;
    }

    /** Its address, or nothing while it is not known. */
    Text mac() {
        return port == null ? mac : port.mac();
    }

    // --- when it is open --------------------------------------------------------------------------

    /** {@code AT+CWMODE} and {@code AT+CWINIT}: whether there is one, and a station beside it. */
    void switched(boolean nowOn, boolean withStation) {
        boolean same = nowOn == on && withStation == besideStation;
        on = nowOn;
        besideStation = withStation;
        if (poweredUp && !same) {
            follow();
        }
    }

    /** What was kept is set again. What an earlier start has opened gives way. */
    void powerUp() {
        poweredUp = true;
        follow();
    }

    private void follow() {
        if (port == null) {
            return;
        }
        if (on && named) {
            config.besideStation = besideStation;
            port.open(config);
        } else {
            port.close();
        }
    }

    /**
     * Has it be as it is set, after a change.
     *
     * @return {@link Command#OK} where nothing is to be waited for, or {@link Command#RUNNING}, then {@link #poll}
     */
    int apply(long now) {
        if (port == null || !poweredUp) {
            return Command.OK;
        }
        follow();
        if (!on || !named) {
            return Command.OK;
        }
        deadline = now + OPEN_MICROS;
        return Command.RUNNING;
    }

    /** How {@link #apply} goes. @return {@link Command#RUNNING}, {@code OK} or an error, which the board has logged */
    int poll(String name, Log log, long now) {
        int state = port.state();
        if (state == SoftAp.OPEN) {
            return Command.OK;
        }
        if (state == SoftAp.OPENING && now - deadline < 0) {
            return Command.RUNNING;
        }
        if (state == SoftAp.OPENING) {
            log.log(Log.WARN, name, "the access point was not open in time; it is set as before", Log.NO_VALUE);
        }
        return ErrorCode.FAILED;
    }

    long deadline() {
        return deadline;
    }

    // --- its stations -----------------------------------------------------------------------------

    /** {@code AT+CWLIF}: a line for each. */
    void list(Command command, Output output) {
        for (int i = 0; port != null && i < port.stations(); i++) {
            port.station(i, mac, address);
            command.line(output);
            if (address.length == 0) {
                output.say("0.0.0.0");
            } else {
                output.say(address);
            }
            output.say(",").say(mac).say("\r\n");
        }
        mac.clear();
    }

    /**
     * {@code AT+CWQIF}.
     *
     * @param who empty: all; made small letters
     * @return {@link Command#OK}, or {@link Command#RUNNING}
     */
    int sendAway(Text who) {
        if (port == null || port.state() != SoftAp.OPEN) {
            return Command.OK; // nobody is there
        }
        for (int i = 0; i < who.length; i++) {
            if (who.bytes[i] >= 'A' && who.bytes[i] <= 'F') {
                who.bytes[i] += 'a' - 'A';
            }
        }
        port.sendAway(who);
        return sentAway();
    }

    /** How it goes. */
    int sentAway() {
        switch (port.sentAway()) {
            case SoftAp.SENDING: return Command.RUNNING;
            case SoftAp.SENT: return Command.OK;
            default: return ErrorCode.FAILED;
        }
    }

    /** Whether a station has come, been given an address or gone, and the host has not been told. */
    public boolean untold() {
        if (port == null || allTold && changes == port.changes()) {
            return false;
        }
        changes = port.changes();
        find();
        allTold = news == NOTHING;
        return !allTold;
    }

    /** What is told next: who has gone goes first, so that there is always room. */
    private void find() {
        for (int i = 0; i < told; i++) {
            if (!isThere(toldMac[i])) {
                news = GONE;
                newsOf = i;
                return;
            }
        }
        for (int i = 0; i < port.stations(); i++) {
            port.station(i, mac, address);
            int known = indexOf(mac);
            if (known < 0 || address.length > 0 && !toldAddress[known].same(address)) {
                news = known < 0 ? COME : ADDRESSED;
                newsOf = i;
                return;
            }
        }
        news = NOTHING;
    }

    private boolean isThere(Text who) {
        for (int i = 0; i < port.stations(); i++) {
            port.station(i, mac, address);
            if (mac.same(who)) {
                return true;
            }
        }
        return false;
    }

    private int indexOf(Text who) {
        for (int i = 0; i < told; i++) {
            if (toldMac[i].same(who)) {
                return i;
            }
        }
        return -1;
    }

    /** Tells one thing that is {@link #untold}. */
    public void tell(Output output) {
        if (news == GONE) {
            output.say("+STA_DISCONNECTED:\"").say(toldMac[newsOf]).say("\"\r\n");
            forget(newsOf);
        } else {
            port.station(newsOf, mac, address);
            output.say(news == COME ? "+STA_CONNECTED:\"" : "+DIST_STA_IP:\"").say(mac);
            if (news == COME) {
                toldMac[told].set(mac);
                toldAddress[told++].clear();
            } else {
                output.say("\",\"").say(address);
                toldAddress[indexOf(mac)].set(address);
            }
            output.say("\"\r\n");
        }
        news = NOTHING;
        allTold = false; // there may be more
    }

    private void forget(int index) {
        told--;
        toldMac[index].set(toldMac[told]);
        toldAddress[index].set(toldAddress[told]);
    }
}

package wsat.board.net;

import static wsat.port.SocketPort.LOST;
import static wsat.port.SocketPort.OPENING;

import java.net.InetAddress;
import wsat.port.Log;
import wsat.port.Packet;
import wsat.port.SocketInfo;
import wsat.port.Text;

/** One socket, from its opening to its end: what TCP and UDP have in common. */
abstract class Endpoint implements Ready {
    static final long NEVER = Long.MAX_VALUE;

    final Network network;
    final String name;
    private int state = OPENING;

    /** @param name for the log */
    Endpoint(Network network, String name) {
        this.network = network;
        this.name = name;
    }

    abstract void begin();

    abstract void info(SocketInfo into);

    abstract boolean receive(Packet packet);

    abstract int held();

    abstract void release(int count);

    abstract int send(byte[] payload, int offset, int length, Text address, int port);

    abstract int unsent();

    /** The link lets go. @return whether something is still to be done in the background */
    abstract boolean leave();

    /** Ends it at once. */
    abstract void cut();

    /** Whether there is nothing left of it. */
    abstract boolean gone();

    /** What was put off until this turn. */
    abstract void turn();

    /** When {@link #expire} has something to do. */
    abstract long deadline();

    /** The deadline has come. */
    abstract void expire();

    final int state() {
        return state;
    }

    final void become(int newState) {
        state = newState;
        network.stir();
    }

    final void lost(String why) {
        log(Log.WARN, why);
        become(LOST);
    }

    public final void log(int level, String what) {
        network.log().log(level, name, what, Log.NO_VALUE);
    }

    /** As text, without the name of an interface behind it. */
    static void write(InetAddress address, Text into) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        into.set(zone < 0 ? text : text.substring(0, zone));
    }
}

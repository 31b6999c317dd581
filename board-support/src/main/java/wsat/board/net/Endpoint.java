package wsat.board.net;

import static wsat.port.SocketPort.ENDED;
import static wsat.port.SocketPort.LOST;
import static wsat.port.SocketPort.OPENING;

import java.net.InetAddress;
import wsat.board.text.AddressText;
import wsat.port.Ending;
import wsat.port.Log;
import wsat.port.Packet;
import wsat.port.SocketInfo;
import wsat.port.Text;

/** One socket, from its opening to its end: what TCP and UDP have in common. */
abstract class Endpoint implements Ready {
    static final long NEVER = Long.MAX_VALUE;

    final Network network;
    /** For the log. */
    private String name;
    private Ending ending;
    /** Who is at the other end. */
    private final boolean served;
    /** Its link; negative while it has none. */
    private int number = -1;
    private int state = OPENING;
    /** Whether it is an attempt like one before, whose failure is in the log. */
    private boolean again;

    /**
     * @param name   for the log
     * @param ending of the link, for the host
     */
    Endpoint(Network network, String name, Ending ending) {
        this(network, name, ending, false);
    }

    /** @param served whether it is a client who has come */
    Endpoint(Network network, String name, Ending ending, boolean served) {
        this.served = served;
        this.network = network;
        this.name = name;
        this.ending = ending;
    }

    /** A client gets its link. */
    final void belongsTo(String link, Ending itsEnding) {
        name = link;
        itsEnding.set(ending);
        ending = itsEnding;
    }

    /** Is told its link. */
    void number(int link) {
        number = link;
    }

    final int number() {
        return number;
    }

    abstract void begin();

    /** It is an attempt like the one before: of its failure only those hear who look for it. */
    final void again() {
        again = true;
    }

    /** At which level its failure is logged. */
    final int level() {
        return again ? Log.DEBUG : Log.WARN;
    }

    abstract void info(SocketInfo into);

    abstract boolean receive(Packet packet);

    abstract int held();

    /** Moves whenever something has come. */
    abstract int arrivals();

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

    final void lost(Failure why) {
        log(served ? Log.INFO : level(), why.words()); // else who comes could fill the log
        why.tell(ending);
        become(LOST);
    }

    /** The link lets go before it is open. */
    final void givenUp(int stage, int code, String doing) {
        log(Log.INFO, "given up while " + doing);
        new Failure(stage, code, "not in time: " + doing).tell(ending);
    }

    /** The peer has ended it in order. */
    final void endedInOrder() {
        String words = peer() + " ended the connection";
        log(Log.DEBUG, words);
        new Failure(Ending.TCP_END, 0, words).tell(ending);
        become(ENDED);
    }

    /** Who is at the other end, for the log. */
    final String peer() {
        return served ? "the client" : "the server";
    }

    public final void log(int level, String what) {
        network.log().log(level, name, what, Log.NO_VALUE);
    }

    /** As text, without the name of an interface behind it. */
    static void write(InetAddress address, Text into) {
        into.set(AddressText.of(address));
    }
}

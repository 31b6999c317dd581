package wsat.board.mdns;

import wsat.board.net.Network;
import wsat.port.Announcement;
import wsat.port.Announcer;
import wsat.port.Log;

/**
 * Announces on the addresses where clients are waited for. It costs nothing until the first announcement: its
 * {@link AnnouncingThread} is started by that and ended by {@link #withdraw}.
 */
public final class MulticastAnnouncer implements Announcer {
    static final String NAME = "AT+MDNS";

    private final Network network;
    private final Runnable ring;
    private final Log log;
    /** The newest one, which may be saying goodbye; null: none yet. */
    private AnnouncingThread thread;

    /** @param ring wakes the loop, from any thread */
    public MulticastAnnouncer(Network network, Runnable ring, Log log) {
        this.network = network;
        this.ring = ring;
        this.log = log;
    }

    @Override
    public void announce(Announcement what) {
        withdraw();
        thread = new AnnouncingThread(Wish.of(what), network.listenAddress(), thread, ring, log);
        thread.start();
    }

    @Override
    public int announced() {
        return thread == null ? FAILED : thread.announced();
    }

    @Override
    public void withdraw() {
        if (thread != null) {
            thread.withdraw();
        }
    }

    /** Withdraws, and waits until the network has been told. @param millis at most */
    public void goodbye(int millis) {
        if (thread != null) {
            thread.withdraw();
            thread.await(millis);
        }
    }
}

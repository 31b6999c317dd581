package wsat.board.mdns;

import wsat.board.net.Network;
import wsat.port.Announcement;
import wsat.port.Announcer;
import wsat.port.Log;
import wsat.port.ServiceAnswer;
import wsat.port.ServiceQuestion;

/**
 * Announces on the addresses where clients are waited for, and asks on all. It costs nothing until the first
 * announcement: its {@link AnnouncingThread} is started by that and ended by {@link #withdraw}. A question has an
 * {@link AskingThread} for some seconds.
 */
public final class MulticastAnnouncer implements Announcer {
    static final String NAME = "AT+MDNS";

    private final Network network;
    private final Runnable ring;
    private final Log log;
    /** The newest one, which may be saying goodbye; null: none yet. */
    private AnnouncingThread thread;
    /** Of the newest question; null: none yet. */
    private AskingThread asking;

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

    @Override
    public void ask(ServiceQuestion what) {
        if (asking != null) {
            asking.end();
        }
        asking = new AskingThread(new Inquiry(what), ring, log);
        asking.start();
    }

    @Override
    public int answers() {
        return asking == null ? FAILED : asking.answers();
    }

    @Override
    public void answer(int index, ServiceAnswer into) {
        asking.answer(index).copy(into);
    }

    /** Withdraws, and waits until the network has been told. @param millis at most */
    public void goodbye(int millis) {
        if (asking != null) {
            asking.end();
        }
        if (thread != null) {
            thread.withdraw();
            thread.await(millis);
        }
    }
}

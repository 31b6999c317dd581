package wsat.port;

/**
 * Tells the machine's network by multicast DNS (RFC 6762) what it is called and which service it has, and asks it for
 * those of others. One announcement and one question at a time. No method waits, none calls back; all are called from
 * the loop thread.
 */
public interface Announcer {
    /** {@link #announced}: it answers for the names, or will as soon as there is a network. */
    int ANNOUNCED = 0;
    /** {@link #announced}: not yet. */
    int BEGINNING = -1;
    /** {@link #announced}: it cannot be done; the board has logged why, with the cure. */
    int FAILED = -2;

    /** The most answers to one question. */
    int ANSWERS_MAX = 20;

    /**
     * Begins to announce, and goes on until {@link #withdraw}, wherever the machine's addresses go. What was announced
     * before is withdrawn. A name that another machine has is changed by the board (RFC 6762, 9), which logs it.
     *
     * @param what copied
     */
    void announce(Announcement what);

    /** How that has begun, {@link #FAILED} to {@link #ANNOUNCED}; {@link #FAILED} when nothing is announced. */
    int announced();

    /** Announces nothing any more, and tells the network so (RFC 6762, 10.1); nothing to do when nothing is. */
    void withdraw();

    /**
     * Begins to ask; answers come by and by, for a few seconds. Those to what was asked before are gone.
     *
     * @param what copied
     */
    void ask(ServiceQuestion what);

    /**
     * How many answers there are until now, up to {@link #ANSWERS_MAX}: of {@link ServiceQuestion#INSTANCES} one an
     * instance, whatever is known of it, of others one that answers it. {@link #FAILED}: it cannot be asked, the board
     * has logged why.
     */
    int answers();

    /** Copies one of them, as it is known now. */
    void answer(int index, ServiceAnswer into);
}

package wsat.link;

/** What the host has not been told of a link yet: state, not a queue, so that it takes no room whatever happens. */
final class Untold {
    /** What was opened without a command that waits has failed. */
    boolean failure;
    /** A client has come. */
    boolean client;
    /** The head of the server's answer. */
    boolean head;
    boolean connect;
    /** Whether the connection that has not been told has ended again. */
    private boolean connectFirst;
    private boolean loss;
    private boolean attempt;

    /** What the host wants to hear beyond ESP-AT, as {@link Link#events}. */
    private int events;
    /** The port's counters, as the host knows them. */
    private int pongs;
    private int pings;

    int events() {
        return events;
    }

    /** Whether it wants to hear that. */
    boolean wants(int event) {
        return (events & event) != 0;
    }

    /** That is what it wants to hear from now on. */
    void want(int mask, int pongsNow, int pingsNow) {
        events = mask;
        attempt &= wants(Link.TELL_ATTEMPTS);
        head &= wants(Link.TELL_HEAD);
        pongs = pongsNow;
        pings = pingsNow;
    }

    /** A connection is being opened. */
    void dialled(int pingsNow) {
        head = false;
        pings = pingsNow;
    }

    /** It is there. */
    void connected(int pongsNow) {
        pongs = pongsNow;
    }

    /** It was a client that has opened it. */
    void accepted(int pingsNow) {
        client = true;
        head = false;
        pings = pingsNow;
    }

    /** It is lost. One loss is told, whatever was between. */
    void lost() {
        connect &= !loss;
        connectFirst = connect;
        loss = true;
    }

    boolean hasLoss() {
        return loss;
    }

    /** The loss has been told. */
    void lossTold() {
        loss = false;
    }

    /** The next attempt is planned. */
    void planned() {
        attempt = wants(Link.TELL_ATTEMPTS);
    }

    /** The link is free: nobody wants to hear of it. */
    void forget() {
        failure = false;
        client = false;
        attempt = false;
        loss = false;
        connect = false;
    }

    /**
     * The oldest of what stands in front of what a connection has brought.
     *
     * @param waiting whether the link waits for the attempt
     * @return {@link Link#FAILURE}, {@link Link#CLIENT}, {@link Link#LOSS}, {@link Link#ATTEMPT}, {@link Link#CONNECT}
     *     or {@link Link#NO_NEWS}
     */
    int first(boolean waiting) {
        if (failure) {
            return Link.FAILURE;
        }
        if (client) {
            return Link.CLIENT;
        }
        if (loss && !(connect && connectFirst)) {
            return Link.LOSS;
        }
        if (attempt && waiting) {
            return Link.ATTEMPT;
        }
        return connect ? Link.CONNECT : Link.NO_NEWS;
    }

    /** @return {@link Link#PONG}, {@link Link#PINGED} or {@link Link#NO_NEWS} */
    int ofPings(int pongsNow, int pingsNow) {
        if (!wants(Link.TELL_PINGS)) {
            return Link.NO_NEWS;
        }
        if (pongs != pongsNow) {
            return Link.PONG;
        }
        return pings != pingsNow ? Link.PINGED : Link.NO_NEWS;
    }

    /** The host is being told one of these. @return whether it was one of those that need nothing else */
    boolean told(int news, int pongsNow, int pingsNow) {
        switch (news) {
            case Link.CONNECT:
                connect = false;
                return true;
            case Link.CLIENT:
                client = false;
                return true;
            case Link.ATTEMPT:
                attempt = false;
                return true;
            case Link.PONG:
                pongs = pongsNow;
                return true;
            case Link.PINGED:
                pings = pingsNow;
                return true;
            default:
                return false;
        }
    }
}

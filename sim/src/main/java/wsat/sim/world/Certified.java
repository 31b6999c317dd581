package wsat.sim.world;

import wsat.port.Ending;
import wsat.port.Slot;
import wsat.port.TlsPort;
import wsat.port.TlsReason;

/** What the links of a port show and trust: looked at for a millisecond, then accepted or refused. */
final class Certified {
    private final VirtualTime clock;
    private final long[] configuredAt;
    /** Of each link, the mode whose certificates are in force: as on a board, over a restart too. */
    private final int[] modes;
    /** Whether the certificates in the slots are not to the board's liking. */
    boolean refuses;
    /** Whether the certificates of servers have expired. */
    boolean expired;

    Certified(int links, VirtualTime clock) {
        this.clock = clock;
        configuredAt = new long[links];
        modes = new int[links];
    }

    /** As {@link TlsPort#configure}. */
    void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
        if (certificate == null != (key == null) || (authMode & 1) != 0 != (key != null)
                || (authMode & 2) != 0 != (ca != null)) {
            throw new IllegalStateException("link " + link + ": mode " + authMode + " with other certificates");
        }
        configuredAt[link] = clock.millis + 1;
        if (!refuses) {
            modes[link] = authMode;
        }
    }

    /** As {@link TlsPort#configured}. */
    int configured(int link) {
        if (clock.millis < configuredAt[link]) {
            return TlsPort.CHECKING;
        }
        return refuses ? TlsPort.REFUSED : TlsPort.ACCEPTED;
    }

    /** Whether a link has ever been configured. */
    boolean known(int link) {
        return configuredAt[link] != 0;
    }

    /** The mode in force. */
    int mode(int link) {
        return modes[link];
    }

    /** How an opening fails by a server's certificate; null: it does not, or nobody looks at it. */
    Ending refusal(boolean secure, int authMode) {
        if (!expired || !secure || authMode < 2) {
            return null;
        }
        Ending ending = new Ending().set(Ending.TLS, TlsReason.EXPIRED);
        ending.text.append("the server's certificate is refused, expired");
        return ending;
    }

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent() {
        long next = Long.MAX_VALUE;
        for (long at : configuredAt) {
            next = at > clock.millis ? Math.min(next, at) : next;
        }
        return next;
    }
}

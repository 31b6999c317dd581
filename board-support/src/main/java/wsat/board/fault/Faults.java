package wsat.board.fault;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;
import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;
import wsat.board.text.Latin1;
import wsat.port.Clock;
import wsat.port.Ending;
import wsat.port.Log;
import wsat.port.Text;

/**
 * Faults that somebody makes, by the words of {@link FaultWords}. Words are given on any thread, everything else
 * belongs to the loop's.
 */
public final class Faults {
    private static final int WAITING_MAX = 1000;
    private static final long MILLIS = 1000;
    /** RFC 6455, 7.4.1. */
    private static final int NORMAL = 1000;

    /** What faults reach beside the ports. */
    public interface Machinery {
        /** Holds the module in reset for a moment; on the thread that gives the words. */
        void reset();

        /**
         * Has certificates of servers judged as though they had expired, or no longer; on the loop's thread.
         */
        void certificatesExpire(boolean expire);
    }

    private final Doorbell bell;
    private final Ticks clock;
    private final Log log;
    private final Clock wall;
    private final Machinery machinery;
    private final boolean withinPage;
    private final Consumer<Fault> told;
    private final ArrayBlockingQueue<Fault> given = new ArrayBlockingQueue<>(WAITING_MAX);

    private volatile boolean waiting;

    private final Reach reach = new Reach();
    private final LineFaults line = new LineFaults();
    private final Side servers;
    private final Side peers;
    private final Waits names = new Waits(1);
    private final Waits questions = new Waits(1);
    private long lineDeadline = Long.MAX_VALUE;

    /** The other ends of links of one kind. */
    static final class Side {
        final String verb;
        /** Of openings. */
        final Waits waits;
        private Attempt attempts = Attempt.REAL;
        private final Ending[] ends;
        private final boolean[] muted;
        private final boolean[] blocked;
        /** A bit for each link that has a connection or is getting one; the loop's thread alone changes it. */
        private volatile int there;

        Side(String verb, int links) {
            this.verb = verb;
            waits = new Waits(links);
            ends = new Ending[links];
            muted = new boolean[links];
            blocked = new boolean[links];
        }

        boolean muted(int link) {
            return muted[link];
        }

        boolean blocked(int link) {
            return blocked[link];
        }

        /** A link is opened anew. */
        void begin(int link) {
            forget(link);
            there(link, true);
        }

        /** Whether a link has a connection, or is getting one; what is meant for one goes with it. */
        void there(int link, boolean is) {
            int known = there;
            if ((known >> link & 1) != (is ? 1 : 0)) {
                there = known ^ 1 << link;
                forget(link);
            }
        }

        private boolean isThere(int link) {
            return (there >> link & 1) != 0;
        }

        private void forget(int link) {
            ends[link] = null;
            muted[link] = false;
            blocked[link] = false;
        }

        /** How a link ends now, once. @return null: it goes on */
        Ending end(int link) {
            Ending end = ends[link];
            ends[link] = null;
            return end;
        }

        private void take(Fault fault) {
            switch (fault.act().substring(verb.length() + 1)) {
                case "accept" -> attempts = Attempt.REAL.after(fault.millis());
                case "refuse" -> attempts = Attempt.fails(Ending.TCP, Ending.ECONNREFUSED, "connection refused")
                        .after(fault.millis());
                case "silent" -> attempts = Attempt.REAL.after(Attempt.NEVER);
                case "fails" -> attempts = Attempt.fails(fault.stage(), fault.code(), fault.text());
                case "mute", "unmute" -> muted[fault.link()] = fault.act().endsWith(" mute");
                case "block", "unblock" -> blocked[fault.link()] = fault.act().endsWith(" block");
                case "cut" -> end(fault, Ending.TCP_END, Ending.ECONNRESET, "connection reset");
                case "close" -> end(fault, Ending.BY_SERVER, fault.code() < 0 ? NORMAL : fault.code(), "");
                default -> end(fault, Ending.TCP_END, 0, "the " + verb + " ended the connection");
            }
        }

        private void end(Fault fault, int stage, int code, String words) {
            ends[fault.link()] = Attempt.fails(stage, code, words).failure();
        }
    }

    /**
     * @param links      how many WebSocket links there are
     * @param sockets    how many others
     * @param wall       the module's clock, which jumps
     * @param withinPage whether the module is in a page, in which some faults cannot be made
     * @param told       of each fault that is made, on the loop's thread
     */
    public Faults(int links, int sockets, Doorbell bell, Ticks clock, Log log, Clock wall, Machinery machinery,
            boolean withinPage, Consumer<Fault> told) {
        this.bell = bell;
        this.clock = clock;
        this.log = log;
        this.wall = wall;
        this.machinery = machinery;
        this.withinPage = withinPage;
        this.told = told;
        servers = new Side("server", links);
        peers = new Side("peer", sockets);
    }

    /**
     * Makes a fault soon; from any thread.
     *
     * @return null, or what is wrong with the words
     */
    public String make(String words) {
        Fault fault;
        try {
            fault = FaultWords.read(words);
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
        String elsewhere = withinPage ? FaultWords.elsewhere(fault) : null;
        if (elsewhere != null) {
            return fault.act() + " is not to be had in a page: " + elsewhere;
        }
        Side side = fault.act().startsWith("peer") ? peers : servers;
        if (fault.link() >= side.ends.length) {
            return "there is no link " + fault.link() + ", they are 0 to " + (side.ends.length - 1);
        }
        if (fault.link() >= 0 && !side.isThere(fault.link())) {
            return "link " + fault.link() + " has no connection";
        }
        if (!given.offer(fault)) {
            return "too many faults wait";
        }
        waiting = true;
        if (fault.is("power cycle")) {
            machinery.reset();
        }
        bell.ring();
        return null;
    }

    /** Takes what was given since the last time. Asked many times a turn, so it must cost next to nothing. */
    void look() {
        if (!waiting) {
            return;
        }
        waiting = false; // before they are taken, so that none is missed
        for (Fault fault = given.poll(); fault != null; fault = given.poll()) {
            told.accept(fault);
            take(fault);
        }
    }

    private void take(Fault fault) {
        if (fault.act().startsWith("server ")) {
            servers.take(fault);
        } else if (fault.act().startsWith("peer ")) {
            peers.take(fault);
        } else if (fault.act().startsWith("certificate ")) {
            machinery.certificatesExpire(fault.is("certificate expired"));
        } else if (fault.is("time jump")) {
            wall.set(wall.unixMillis() + fault.number() * MILLIS);
        } else if (!reach.take(fault)) {
            line.take(fault);
        }
    }

    /** When something happens by itself, in {@link Ticks#millis}; Long.MAX_VALUE: nothing. */
    public long nextDeadline() {
        return Math.min(Math.min(servers.waits.next(), peers.waits.next()), Math.min(names.next(),
                Math.min(questions.next(), lineDeadline)));
    }

    Side servers() {
        return servers;
    }

    Side peers() {
        return peers;
    }

    /** What becomes of an attempt that begins now. */
    Attempt attempt(Side side, Text host) {
        return reach.to(Latin1.string(host), side.attempts);
    }

    Reach reach() {
        return reach;
    }

    /** Of the resolver's one question. */
    Waits names() {
        return names;
    }

    /** Of the one question to a time server. */
    Waits questions() {
        return questions;
    }

    LineFaults line() {
        return line;
    }

    void lineDeadline(long millis) {
        lineDeadline = millis;
    }

    Ticks clock() {
        return clock;
    }

    long now() {
        return clock.millis();
    }

    /** Says in the log why a link was not opened, or lost. */
    void log(String link, Ending why) {
        log.log(Log.WARN, link, Latin1.string(why.text) + " (a fault that was made)", Log.NO_VALUE);
    }

    Log log() {
        return log;
    }
}

package wsat.board.nm;

import java.util.ArrayDeque;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.port.Log;
import wsat.port.Station;
import wsat.port.Text;

/**
 * {@code AT+CWJAP}, {@code AT+CWJEAP}, {@code AT+CWQAP} and {@code AT+CWHOSTNAME}: one attempt at a time, what becomes
 * of it, and what is still to be done for those before it. All of it belongs to the loop.
 */
final class Joining {
    private static final long SEARCH_MILLIS = 10_000;
    private static final long STEP_MILLIS = 250;
    private static final long AGAIN_MILLIS = 2000;
    /** How long another connection may be active after NetworkManager was told to activate ours. */
    private static final long BEGIN_MILLIS = 5000;
    /** An access point lets a station in within a second or two, and gives up a wrong password after four. */
    private static final long LET_IN_MILLIS = 5000;

    private final Log log;
    private String hostName;
    private Attempt attempt;
    private int joined = Station.FAILED;
    private boolean begun;
    private boolean progress;
    private int asksForPassword;
    private boolean knocking;
    private long knockingSince;
    private long deadline;
    private long due;
    /** What NetworkManager has been told to activate, or null. Written by errands too. */
    private volatile Attempt activating;
    /** Attempts that have ended, and whose profiles are not in order yet. The next one waits for them. */
    private final ArrayDeque<Attempt> over = new ArrayDeque<>();
    private boolean leaving;
    private boolean left;
    private boolean returning;

    Joining(Log log) {
        this.log = log;
    }

    /** As {@link Station#hostName}. */
    void hostName(Text name) {
        String given = Latin1.string(name);
        if (given.isEmpty()) {
            hostName = null;
        } else if (given.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")) {
            hostName = given;
        } else {
            log.log(Log.WARN, "AT+CWHOSTNAME", "this is no host name; DHCP servers get the one before", Log.NO_VALUE);
        }
    }

    /** For the DHCP server, or null. */
    String hostName() {
        return hostName;
    }

    /** As {@link Station#join}. */
    void join(Wanted wanted, long now) {
        giveUp(now);
        attempt = new Attempt(wanted);
        joined = Station.JOINING;
        begun = false;
        progress = false;
        asksForPassword = 0;
        knocking = false;
        leaving = false;
        left = false;
        returning = false;
        deadline = now + SEARCH_MILLIS;
        due = now;
    }

    /** As {@link Station#joined}. */
    int joined() {
        return joined;
    }

    /**
     * As {@link Station#outOfTime}. NetworkManager itself takes a password for wrong when an access point that wants
     * one does not let it in, but only after 25 s.
     */
    int outOfTime(long now) {
        if (attempt == null || !knocking || now - knockingSince < LET_IN_MILLIS || !attempt.wantsPassword()) {
            return Station.TIMED_OUT;
        }
        log.log(Log.WARN, attempt.command(), "the access point does not let us in: " + attempt.proof()
                + " is probably wrong", Log.NO_VALUE);
        return Station.WRONG_PASSWORD;
    }

    /** As {@link Station#leave}. */
    void leave(long now) {
        giveUp(now);
        joined = Station.FAILED;
        leaving = true;
        left = true;
        returning = false;
        due = now;
    }

    /** The firmware begins anew: NetworkManager joins again what it knows, as a module does that stores its network. */
    void restarted(long now) {
        giveUp(now);
        leaving = false;
        returning |= left;
        left = false;
        due = now;
    }

    /** An attempt that is under way comes to a bad end. */
    private void giveUp(long now) {
        if (attempt != null) {
            end(Station.FAILED, now);
        }
    }

    /** The process ends. @return what is to be settled before */
    List<Attempt> end(long now) {
        giveUp(now);
        return List.copyOf(over);
    }

    /** Whether an attempt may come to its end at any time. */
    boolean isUnderWay() {
        return attempt != null;
    }

    /** What NetworkManager is told to activate now, or null; for any thread. */
    Attempt activating() {
        return activating;
    }

    /** NetworkManager has told a new state. @param of what it had been told to activate, or null */
    void changed(int state, int reason, Attempt of, long now) {
        if (attempt == null || of != attempt) {
            return;
        }
        if (DeviceState.makesWay(reason)) {
            progress = false;
            asksForPassword = 0;
            knocking = false;
            return; // what was before ours has been put away
        }
        progress |= state == DeviceState.PREPARE;
        if (!progress) {
            return; // still of the one before
        }
        asksForPassword += state == DeviceState.NEED_AUTH ? 1 : 0;
        if (state == DeviceState.CONFIG) {
            knockingSince = now;
        }
        knocking = state == DeviceState.CONFIG || state == DeviceState.NEED_AUTH;
        if (DeviceState.isFailure(state, reason, asksForPassword)) {
            fail(DeviceState.refusal(state, reason, attempt.proof()), now);
        } else if (state <= DeviceState.DISCONNECTED) {
            fail(DeviceState.refusal(state, reason, attempt.proof()), now);
        }
    }

    /** The device has been looked at. */
    void looked(Seen seen, int state, long now) {
        if (attempt == null || !begun) {
            return;
        }
        if (attempt.isJoined(seen) && state == Station.GOT_IP) {
            end(Station.JOINED, now);
        } else if (!attempt.isUnderWay(seen) && now - deadline >= 0) {
            fail(new Refusal("NetworkManager is busy with another connection", Station.FAILED), now);
        }
    }

    /** Nobody can tell how it goes. */
    void lost(Refusal why, long now) {
        if (attempt != null) {
            fail(why, now);
        }
    }

    private void fail(Refusal why, long now) {
        log.log(Log.WARN, attempt.command(), why.getMessage(), Log.NO_VALUE);
        end(why.code, now);
    }

    /** The attempt is over: {@link Station#JOINED} or one of the failures. */
    private void end(int outcome, long now) {
        attempt.end(outcome == Station.JOINED);
        returning |= outcome == Station.JOINED;
        over.add(attempt);
        attempt = null;
        activating = null;
        joined = outcome;
        due = now;
    }

    /** When {@link #errand} wants to be sent; Long.MAX_VALUE: there is none. */
    long due() {
        return leaving || returning || !over.isEmpty() || attempt != null && !begun ? due : Long.MAX_VALUE;
    }

    /** The most urgent, or null. No other one is under way. */
    Errand errand() {
        over.removeIf(Attempt::isSettled);
        if (leaving) {
            return new Leave();
        }
        if (!over.isEmpty()) {
            return new Settle(over.element());
        }
        if (attempt != null && !begun) {
            return new Begin();
        }
        return returning ? new Return() : null;
    }

    private final class Begin extends Errand {
        private final Attempt mine = attempt;
        private boolean under;

        @Override
        void ask(Radio radio) throws Refusal {
            under = mine.begin(radio, () -> activating = mine);
        }

        @Override
        void answered(long now) {
            if (mine != attempt) {
                activating = null;
                return; // given up meanwhile
            }
            begun = under;
            if (under) {
                deadline = now + BEGIN_MILLIS;
            } else if (now - deadline >= 0) {
                fail(Attempt.notFound(), now);
            } else {
                due = now + STEP_MILLIS;
            }
        }

        @Override
        void refused(Refusal why, long now) {
            if (mine == attempt) {
                fail(why, now);
            }
        }

        /** The search has not begun; how long the host waits is the firmware's affair. */
        @Override
        void early(Refusal why, long now) {
            if (mine == attempt) {
                deadline = now + SEARCH_MILLIS;
                due = now + EARLY_MILLIS;
            }
        }
    }

    /** What is asked until somebody answers, and is done with then, whatever the answer is. */
    private abstract class Chore extends Errand {
        private final String where;

        Chore(String where) {
            this.where = where;
        }

        abstract void done();

        /** What the log says before NetworkManager's reason. */
        String complaint() {
            return "";
        }

        @Override
        void answered(long now) {
            done();
        }

        @Override
        void refused(Refusal why, long now) {
            if (why.stale) {
                due = now + AGAIN_MILLIS;
            } else {
                done();
                log.log(Log.WARN, where, complaint() + why.getMessage(), Log.NO_VALUE);
            }
        }
    }

    /** Puts the profile of an attempt that is over in order: NetworkManager has been told it may keep it for long. */
    private final class Settle extends Chore {
        private final Attempt mine;

        Settle(Attempt mine) {
            super(mine.command());
            this.mine = mine;
        }

        @Override
        void ask(Radio radio) throws Refusal {
            mine.settle(radio);
        }

        @Override
        void done() {
            over.remove(mine);
        }

        @Override
        String complaint() {
            return mine.unsettled();
        }
    }

    private final class Leave extends Chore {
        Leave() {
            super("AT+CWQAP");
        }

        @Override
        void ask(Radio radio) throws Refusal {
            radio.disconnect();
        }

        @Override
        void done() {
            leaving = false;
        }
    }

    /** NetworkManager may join by itself again: what has been joined, and what it knows. */
    private final class Return extends Chore {
        Return() {
            super("Wi-Fi");
        }

        @Override
        void ask(Radio radio) throws Refusal {
            radio.allowAutoconnect();
        }

        @Override
        void done() {
            returning = false;
        }
    }
}

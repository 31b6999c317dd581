package wsat.board.nm;

/**
 * One thing to ask of NetworkManager, which {@link NetworkManagerStation} sends. What {@link #ask} finds out is
 * the slow thread's until the loop takes it.
 */
abstract class Errand {
    /** How long what is not there yet is given. */
    static final long EARLY_MILLIS = 500;

    /** Waits, in a slow thread. */
    abstract void ask(Radio radio) throws Refusal;

    /** Takes the answer, in the loop. */
    abstract void answered(long now);

    /** There is no answer; in the loop. */
    abstract void refused(Refusal why, long now);

    /** What is asked is not there yet, since the machine starts; in the loop. */
    void early(Refusal why, long now) {
        refused(why, now);
    }
}

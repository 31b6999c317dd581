package wsat.board.web;

/** What is lent on each link until it is released, so that it is told once although it is asked for often. */
final class LentOnce {
    private static final int EMPTY = -1;

    /** How many bytes are still lent; {@link #EMPTY}: something without any is. */
    private final int[] left;

    /** @param links how many there are */
    LentOnce(int links) {
        left = new int[links];
    }

    /** So many bytes are lent. @return whether they have not been before */
    boolean begins(int link, int length) {
        boolean begins = left[link] == 0;
        if (begins) {
            left[link] = length == 0 ? EMPTY : length;
        }
        return begins;
    }

    void released(int link, int count) {
        left[link] = Math.max(0, left[link] - count);
    }

    /** Nothing is lent any more. */
    void forget(int link) {
        left[link] = 0;
    }
}

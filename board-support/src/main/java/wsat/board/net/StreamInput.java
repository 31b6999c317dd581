package wsat.board.net;

import java.nio.ByteBuffer;

/**
 * Bytes of a stream that have come and are not used yet, in one array. What is lent stays where it came to lie
 * until all of it is given back; more comes behind it.
 */
final class StreamInput {
    private final byte[] bytes;
    private final ByteBuffer room;
    private int start;
    private int end;
    /** Up to where it is lent; not beyond {@link #start}: nothing is. */
    private int lentEnd;

    StreamInput(int capacity) {
        bytes = new byte[capacity];
        room = ByteBuffer.wrap(bytes);
    }

    boolean hasRoom() {
        return (isLent() ? end : end - start) < bytes.length;
    }

    /** Where to read to; {@link #arrived} follows. */
    ByteBuffer room() {
        if (!isLent() && start > 0) {
            System.arraycopy(bytes, start, bytes, 0, end - start);
            end -= start;
            start = 0;
            lentEnd = 0;
        }
        return room.limit(bytes.length).position(end);
    }

    /** What was put into {@link #room} has come. */
    void arrived() {
        end = room.position();
    }

    int held() {
        return end - start;
    }

    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    /** All that is held must stay where it is. */
    void lend() {
        lentEnd = end;
    }

    private boolean isLent() {
        return start < lentEnd;
    }

    /** Gives back the first bytes held. */
    void release(int count) {
        start += Math.min(count, end - start);
    }
}

package wsat.board.net;

import java.nio.ByteBuffer;

/**
 * Bytes of a stream that have come and are not used yet, in one array. What is lent stays where it came to lie
 * until all of it is given back; more comes behind it. When nothing fits behind it any more, what is held goes on
 * in a second array: a host may wait for more than the end of the first has room for.
 */
final class StreamBuffer {
    private ByteBuffer room;
    private int start;
    private int end;
    /** Up to where it is lent; not beyond {@link #start}: nothing is. */
    private int lentEnd;
    /** The array that is not in use; null: not needed yet. */
    private ByteBuffer other;
    /** How many bytes, the next to be given back, are perhaps still looked at in the other array. */
    private int lentInOther;

    StreamBuffer(int capacity) {
        room = ByteBuffer.allocate(capacity);
    }

    boolean hasRoom() {
        return (isLent() && !mayMove() ? end : end - start) < room.capacity();
    }

    /** Where to read to; {@link #arrived} follows. */
    ByteBuffer room() {
        if (!isLent() && start > 0) {
            moveTo(room);
        } else if (end == room.capacity() && mayMove()) {
            lentInOther = lentEnd - start;
            ByteBuffer next = other == null ? ByteBuffer.allocate(room.capacity()) : other;
            other = room;
            moveTo(next);
        }
        return room.limit(room.capacity()).position(end);
    }

    private void moveTo(ByteBuffer next) {
        System.arraycopy(bytes(), start, next.array(), 0, end - start);
        room = next;
        end -= start;
        start = 0;
        lentEnd = 0;
    }

    /** With half of the room or more to be won, it is done seldom, and whoever waits for half of it gets that. */
    private boolean mayMove() {
        return lentInOther == 0 && end - start <= room.capacity() / 2;
    }

    /** What was put into {@link #room} has come. */
    void arrived() {
        end = room.position();
    }

    int held() {
        return end - start;
    }

    byte[] bytes() {
        return room.array();
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
        lentInOther = Math.max(0, lentInOther - count);
    }
}

package wsat.board.net;

import java.nio.ByteBuffer;

/**
 * What has come and is not yet used, in one array: first the chunk, whose bytes stay where they came to
 * lie, then what is not decoded yet. While the chunk is lent it does not move.
 *
 * <pre>
 *   0 ... start [chunk] end ... [undecoded] ... capacity
 * </pre>
 */
final class ReceiveBuffer {
    /** Room beside the largest chunk: control frames and headers are decoded behind a lent chunk. */
    private static final int SLACK = 2048;

    private byte[] bytes;
    private ByteBuffer undecoded;
    private ByteBuffer room;
    private int start;
    private int end;
    private boolean lent;

    /** @param chunkMax the most bytes of a chunk */
    ReceiveBuffer(int chunkMax) {
        wrap(new byte[chunkMax + SLACK]);
        undecoded.limit(0);
    }

    private void wrap(byte[] array) {
        bytes = array;
        undecoded = ByteBuffer.wrap(array);
        room = ByteBuffer.wrap(array);
    }

    /** Where to read to; empty when the array is full. {@link #arrived} follows. */
    ByteBuffer room() {
        compact();
        room.limit(bytes.length).position(undecoded.limit());
        return room;
    }

    /** Whether {@link #room} would have any. */
    boolean hasRoom() {
        int chunkEnd = lent ? end : end - start;
        return chunkEnd + undecoded.remaining() < bytes.length;
    }

    /** What was put into {@link #room} has come. */
    void arrived() {
        undecoded.limit(room.position());
    }

    /** What is not decoded yet; always backed by {@link #bytes} from its beginning. */
    ByteBuffer undecoded() {
        return undecoded;
    }

    /** Takes a larger array, while nothing is lent. */
    void grow(int capacity) {
        compact();
        ByteBuffer old = undecoded;
        byte[] larger = new byte[capacity];
        System.arraycopy(bytes, 0, larger, 0, old.limit());
        wrap(larger);
        undecoded.limit(old.limit()).position(old.position());
    }

    int capacity() {
        return bytes.length;
    }

    private void compact() {
        int length = end - start;
        if (!lent && start > 0) {
            System.arraycopy(bytes, start, bytes, 0, length);
            start = 0;
            end = length;
        }
        int position = undecoded.position();
        int count = undecoded.remaining();
        if (position > end) {
            System.arraycopy(bytes, position, bytes, end, count);
            undecoded.position(end).limit(end + count);
        }
    }

    /** Makes the next undecoded bytes the chunk's last ones. */
    void append(int count) {
        int position = undecoded.position();
        if (start == end) {
            start = position;
            end = position;
        } else if (end < position) {
            System.arraycopy(bytes, position, bytes, end, count);
        }
        end += count;
        undecoded.position(position + count);
    }

    /** Lets go of undecoded bytes. */
    void skip(int count) {
        undecoded.position(undecoded.position() + count);
    }

    byte[] bytes() {
        return bytes;
    }

    int chunkStart() {
        return start;
    }

    int chunkLength() {
        return end - start;
    }

    /** The chunk must stay where it is. */
    void lend() {
        lent = true;
    }

    /** Empties the chunk, which is no longer needed. */
    void release() {
        lent = false;
        dropChunk();
    }

    /** Empties the chunk, unless somebody may still look at it. */
    void dropChunk() {
        if (!lent) {
            start = 0;
            end = 0;
        }
    }
}

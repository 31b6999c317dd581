package wsat.board.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** Datagrams that have come and are not used yet, the oldest first: each in one piece in one ring of bytes. */
final class Datagrams {
    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;
    private final InetSocketAddress[] senders;
    private int first;
    private int count;
    private int held;

    Datagrams(int bytesMax, int countMax) {
        bytes = new byte[bytesMax];
        starts = new int[countMax];
        lengths = new int[countMax];
        senders = new InetSocketAddress[countMax];
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** How many bytes they have together. */
    int held() {
        return held;
    }

    /** Puts one behind the others. @return false: it does not fit */
    boolean add(ByteBuffer datagram, InetSocketAddress sender) {
        int length = datagram.remaining();
        int start = count == starts.length ? -1 : place(length);
        if (start < 0) {
            return false;
        }
        int at = at(count++);
        starts[at] = start;
        lengths[at] = length;
        senders[at] = sender;
        held += length;
        datagram.get(bytes, start, length);
        return true;
    }

    /**
     * Where so many bytes are free; what begins at the front again never fills up to the oldest.
     *
     * @return -1: nowhere
     */
    private int place(int length) {
        if (count == 0) {
            return length <= bytes.length ? 0 : -1;
        }
        int last = at(count - 1);
        int tail = starts[last] + lengths[last];
        int head = starts[first];
        if (tail < head) {
            return length < head - tail ? tail : -1;
        }
        if (length <= bytes.length - tail) {
            return tail;
        }
        return length < head ? 0 : -1;
    }

    private int at(int index) {
        return (first + index) % starts.length;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Of the oldest one. */
    int start() {
        return starts[first];
    }

    int length() {
        return lengths[first];
    }

    InetSocketAddress sender() {
        return senders[first];
    }

    /** Gives back the first bytes of the oldest one, which is gone when none is left. */
    void release(int bytesUsed) {
        int used = Math.min(bytesUsed, lengths[first]);
        starts[first] += used;
        lengths[first] -= used;
        held -= used;
        if (lengths[first] == 0) {
            senders[first] = null;
            first = at(1);
            count--;
        }
    }
}

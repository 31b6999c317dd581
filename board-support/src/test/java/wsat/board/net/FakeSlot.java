package wsat.board.net;

import java.nio.charset.StandardCharsets;
import wsat.port.Slot;

/** A certificate slot in memory, which may be read only once it is asked for, and in pieces. */
final class FakeSlot implements Slot {
    private static final int PIECE = 1000;
    private final byte[] bytes;
    private final int size;

    FakeSlot(byte[] bytes) {
        this(bytes, bytes.length);
    }

    /** One whose size is not what can be read. */
    FakeSlot(byte[] bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    static FakeSlot of(String text) {
        return new FakeSlot(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    static FakeSlot empty() {
        return new FakeSlot(new byte[0], -1);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int read(int from, byte[] target, int offset, int count) {
        int copied = Math.min(PIECE, Math.min(count, bytes.length - from));
        System.arraycopy(bytes, from, target, offset, copied);
        return copied;
    }
}

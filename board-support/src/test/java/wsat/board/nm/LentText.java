package wsat.board.nm;

import java.nio.charset.StandardCharsets;
import wsat.port.Slot;

/** A slot with text in it. */
final class LentText implements Slot {
    private final byte[] bytes;

    LentText(String text) {
        bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public int size() {
        return bytes.length;
    }

    @Override
    public int read(int from, byte[] target, int offset, int count) {
        int copied = Math.min(count, bytes.length - from);
        System.arraycopy(bytes, from, target, offset, copied);
        return copied;
    }
}

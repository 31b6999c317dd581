package wsat.board.net;

/** Checks text for UTF-8 as it streams (RFC 6455, 8.1; RFC 3629, 4). */
final class Utf8 {
    /** How many more continuation bytes the present character needs. */
    private int needed;
    /** The bounds of the next one: narrower than 80 to BF behind E0, ED, F0 and F4. */
    private int low;
    private int high;

    /** Forgets what came before. */
    void reset() {
        needed = 0;
    }

    /** Whether the text may end here. */
    boolean complete() {
        return needed == 0;
    }

    /** @return whether these bytes, behind those before, can be UTF-8 */
    boolean accept(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            int b = bytes[i];
            if (needed == 0 && b >= 0) {
                continue;
            }
            if (!accept(b & 0xFF)) {
                return false;
            }
        }
        return true;
    }

    private boolean accept(int b) {
        if (needed > 0) {
            boolean within = b >= low && b <= high;
            needed--;
            low = 0x80;
            high = 0xBF;
            return within;
        }
        if (b < 0x80) {
            return true;
        }
        low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        needed = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        return b >= 0xC2 && b <= 0xF4;
    }
}

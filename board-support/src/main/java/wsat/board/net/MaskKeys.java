package wsat.board.net;

import java.security.SecureRandom;

/** Unpredictable masking keys (RFC 6455, 5.3), drawn in batches: one draw a frame would make garbage. */
final class MaskKeys {
    private final SecureRandom random = new SecureRandom();
    private final byte[] pool = new byte[1024];
    private int used = pool.length;

    int next() {
        if (used == pool.length) {
            random.nextBytes(pool);
            used = 0;
        }
        int key = 0;
        for (int end = used + 4; used < end; used++) {
            key = key << 8 | pool[used] & 0xFF;
        }
        return key;
    }
}

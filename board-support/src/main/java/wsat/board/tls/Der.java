package wsat.board.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Just enough DER (X.690) to take a private key apart and to put it into the wrapping of PKCS#8. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OID = 0x06;
    static final int SEQUENCE = 0x30;
    /** {@code [0]}, explicitly tagged. */
    static final int CONTEXT_0 = 0xA0;

    private final byte[] bytes;
    private final int end;
    /** The present element: where its header, its content and the next element begin. */
    private int start;
    private int content;
    private int next;
    private int tag;

    Der(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private Der(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        next = from;
        end = to;
    }

    /** Goes to the next element. @return false: there is none, or it does not fit */
    boolean next() {
        tag = 0;
        start = next;
        if (end - start < 2) {
            return false;
        }
        int length = bytes[start + 1] & 0xFF;
        content = start + 2;
        if (length >= 0x80) {
            int count = length & 0x7F;
            if (count < 1 || count > 3 || end - content < count) {
                return false;
            }
            length = 0;
            for (int last = content + count; content < last; content++) {
                length = length << 8 | bytes[content] & 0xFF;
            }
        }
        if (length > end - content) {
            return false;
        }
        next = content + length;
        tag = bytes[start] & 0xFF;
        return true;
    }

    /** Goes to the next element, which must have this tag. */
    boolean next(int wanted) {
        return next() && tag == wanted;
    }

    /** The tag of the present element, 0: there is none. */
    int tag() {
        return tag;
    }

    /** What the present element consists of. */
    Der inside() {
        return new Der(bytes, content, next);
    }

    /** The present element without its header. */
    byte[] content() {
        return Arrays.copyOfRange(bytes, content, next);
    }

    /** The present element with its header. */
    byte[] element() {
        return Arrays.copyOfRange(bytes, start, next);
    }

    /** Makes an element. */
    static byte[] wrap(int tag, byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int count = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(0x80 | count);
            for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
                out.write(length >>> shift);
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}

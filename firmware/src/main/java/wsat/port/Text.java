package wsat.port;

/**
 * A byte string of limited size that owns its array for life. Not a {@code String}: it is filled again
 * and again without allocation, and holds any byte.
 */
public final class Text {
    /** The bytes; valid from 0 to {@link #length}. */
    public final byte[] bytes;
    /** How many bytes are valid. */
    public int length;

    /** @param capacity the most bytes it can hold */
    public Text(int capacity) {
        bytes = new byte[capacity];
    }

    /** Makes it empty. */
    public void clear() {
        length = 0;
    }

    /** Whether {@code count} more bytes fit. */
    public boolean fits(int count) {
        return count <= bytes.length - length;
    }

    /** Whether it holds the same bytes. */
    public boolean same(Text other) {
        boolean same = length == other.length;
        for (int i = 0; same && i < length; i++) {
            same = bytes[i] == other.bytes[i];
        }
        return same;
    }

    /** Whether it is printable ASCII, and nothing that would need a backslash between quotes. */
    public boolean isPlain() {
        boolean plain = true;
        for (int i = 0; plain && i < length; i++) {
            byte b = bytes[i];
            plain = b >= ' ' && b < 127 && b != '"' && b != '\\';
        }
        return plain;
    }

    /** Whether one of its bytes is a control character of ASCII. */
    public boolean holdsControl() {
        boolean holds = false;
        for (int i = 0; !holds && i < length; i++) {
            holds = isControl(bytes[i]);
        }
        return holds;
    }

    /** Whether a byte is a control character of ASCII. */
    public static boolean isControl(byte b) {
        return b >= 0 && b < ' ' || b == 127;
    }

    /** Replaces what it holds; it must fit. */
    public Text set(Text other) {
        length = 0;
        return append(other);
    }

    /** Replaces what it holds by a string of Latin-1 characters; it must fit. */
    public Text set(String text) {
        length = 0;
        return append(text);
    }

    /** Appends bytes; they must fit ({@link #fits}). */
    public Text append(byte[] source, int offset, int count) {
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends one byte; it must fit. */
    public Text append(int value) {
        bytes[length++] = (byte) value;
        return this;
    }

    /** Appends a string of Latin-1 characters; it must fit. */
    public Text append(String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** Appends another text; it must fit. */
    public Text append(Text other) {
        return append(other.bytes, 0, other.length);
    }

    /** Appends a number in decimal; it must fit (at most 20 bytes). */
    public Text appendNumber(long value) {
        if (value < 0) {
            append('-');
        }
        int digits = 1;
        for (long rest = value / 10; rest != 0; rest /= 10) {
            digits++;
        }
        int at = length + digits;
        length = at;
        for (long rest = value; at > length - digits; rest /= 10) {
            int digit = (int) (rest % 10);
            bytes[--at] = (byte) ('0' + (digit < 0 ? -digit : digit));
        }
        return this;
    }
}

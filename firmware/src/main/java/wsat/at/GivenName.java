package wsat.at;

/**
 * The name of a command as a host gave it, fit for a log line: so much of it as can be a name, since what stands
 * behind may be a secret. Lent until the next {@link #set}.
 */
final class GivenName implements CharSequence {
    /** No command of ESP-AT has so long a name. */
    private static final int MAX = 24;
    private static final String MORE = "...";

    private byte[] line;
    private int length;
    private boolean cut;

    /** @param end where the line's parameters begin */
    GivenName set(byte[] line, int end) {
        this.line = line;
        int most = Math.min(end, MAX);
        length = 0;
        while (length < most && isOfNames(line[length])) {
            length++;
        }
        cut = length < end;
        return this;
    }

    private static boolean isOfNames(byte b) {
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '_' || b == '&';
    }

    @Override
    public int length() {
        return length + (cut ? MORE.length() : 0);
    }

    @Override
    public char charAt(int index) {
        return index < length ? (char) line[index] : MORE.charAt(index - length);
    }

    /** Would make garbage. */
    @Override
    public CharSequence subSequence(int start, int end) {
        throw new UnsupportedOperationException();
    }
}

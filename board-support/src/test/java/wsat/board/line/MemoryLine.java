package wsat.board.line;

import java.io.ByteArrayOutputStream;

/** A line whose other end is the test. */
public class MemoryLine extends VirtualLine {
    public final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    /** How many more bytes {@link #write} takes. */
    int room = Integer.MAX_VALUE;
    public boolean ended;
    /** Whether the next {@link #read} tells that the line was cut. */
    boolean cut;
    private byte[] input = new byte[0];
    private int from;

    protected void hostSays(byte[] bytes) {
        byte[] all = new byte[input.length - from + bytes.length];
        System.arraycopy(input, from, all, 0, input.length - from);
        System.arraycopy(bytes, 0, all, input.length - from, bytes.length);
        input = all;
        from = 0;
    }

    int unread() {
        return input.length - from;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        if (cut) {
            cut = false;
            return CUT;
        }
        int n = Math.min(length, input.length - from);
        System.arraycopy(input, from, buffer, offset, n);
        from += n;
        return n;
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        int n = Math.min(length, room);
        sent.write(buffer, offset, n);
        room -= n;
        return n;
    }

    @Override
    public int room() {
        return room;
    }

    @Override
    public void flush() {
        // nothing is kept back
    }

    @Override
    public boolean drained() {
        return true;
    }

    @Override
    public boolean ended() {
        return ended && from == input.length;
    }

    @Override
    public boolean broken() {
        return false;
    }

    @Override
    public long nextDeadline() {
        return Long.MAX_VALUE;
    }

    @Override
    public void close() {
        ended = true;
    }
}

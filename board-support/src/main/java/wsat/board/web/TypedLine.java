package wsat.board.web;

import wsat.board.line.ByteRing;
import wsat.board.line.Doorbell;
import wsat.board.line.VirtualLine;

/** A host that types on a page. What the module says it sees as events, so nothing is kept of it here. */
public final class TypedLine extends VirtualLine {
    private static final int TYPED_MAX = 1 << 20;

    private final ByteRing typed = new ByteRing(TYPED_MAX);
    private final Doorbell bell;

    /** @param bell wakes the loop when something is typed */
    public TypedLine(Doorbell bell) {
        this.bell = bell;
    }

    /** From one thread at a time. @return false: there is no room for all of it, and none is taken */
    synchronized boolean type(byte[] bytes) {
        if (typed.free() < bytes.length) {
            return false;
        }
        typed.put(bytes, 0, bytes.length);
        bell.ring();
        return true;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        return typed.take(buffer, offset, length);
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        return length;
    }

    @Override
    public int room() {
        return Integer.MAX_VALUE;
    }

    @Override
    public void flush() {
        // nothing is kept
    }

    @Override
    public boolean drained() {
        return true;
    }

    @Override
    public boolean ended() {
        return false;
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
        // nothing is open
    }
}

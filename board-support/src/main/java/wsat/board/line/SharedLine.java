package wsat.board.line;

import wsat.port.UartConfig;

/** Two hosts on one line: both hear everything, and what either says is heard. The first one's end is its end. */
public final class SharedLine implements Line {
    private final Line first;
    private final Line second;

    public SharedLine(Line first, Line second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        int n = first.read(buffer, offset, length);
        return n != 0 ? n : second.read(buffer, offset, length);
    }

    @Override
    public int write(byte[] buffer, int offset, int length) {
        int n = Math.min(length, room());
        first.write(buffer, offset, n);
        second.write(buffer, offset, n);
        return n;
    }

    @Override
    public int room() {
        return Math.min(first.room(), second.room());
    }

    @Override
    public void flush() {
        first.flush();
        second.flush();
    }

    @Override
    public void discard() {
        first.discard();
        second.discard();
    }

    @Override
    public boolean drained() {
        return first.drained() && second.drained();
    }

    @Override
    public boolean configure(UartConfig config) {
        return second.configure(config) && first.configure(config);
    }

    @Override
    public boolean crowded() {
        return first.crowded() || second.crowded();
    }

    @Override
    public int baudMost() {
        return Math.min(first.baudMost(), second.baudMost());
    }

    @Override
    public int characterNanos() {
        return first.characterNanos();
    }

    @Override
    public void config(UartConfig into) {
        first.config(into);
    }

    @Override
    public int queued() {
        return first.queued();
    }

    @Override
    public boolean ended() {
        return first.ended();
    }

    @Override
    public boolean broken() {
        return first.broken();
    }

    @Override
    public long nextDeadline() {
        return Math.min(first.nextDeadline(), second.nextDeadline());
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}

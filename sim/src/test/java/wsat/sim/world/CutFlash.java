package wsat.sim.world;

import wsat.port.Flash;

/** A partition whose power can be cut at a write or erase: that one is done by half, all later ones not at all. */
final class CutFlash implements Flash {
    private final Flash flash;
    private int left = Integer.MAX_VALUE;
    /** Writes and erases that were asked for. */
    int operations;

    CutFlash(Flash flash) {
        this.flash = flash;
    }

    /** @param whole how many more are done before the one that is not */
    void cutAfter(int whole) {
        operations = 0;
        left = whole;
    }

    @Override
    public int size() {
        return flash.size();
    }

    @Override
    public void read(int address, byte[] buffer, int offset, int length) {
        flash.read(address, buffer, offset, length);
    }

    @Override
    public boolean write(int address, byte[] buffer, int offset, int length) {
        operations++;
        boolean whole = left > 0;
        if (left >= 0) {
            flash.write(address, buffer, offset, whole ? length : length / 2);
        }
        left = Math.max(-1, left - 1);
        return whole;
    }

    @Override
    public boolean erase(int address) {
        operations++;
        boolean whole = left > 0;
        left = Math.max(-1, left - 1);
        return whole && flash.erase(address);
    }
}

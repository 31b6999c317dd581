package wsat.sim.browser;

import org.teavm.jso.typedarrays.Int8Array;
import wsat.board.flash.RamFlash;
import wsat.port.Flash;

/**
 * A partition in memory that a page keeps: sectors that have changed are handed over together, at moments at which the
 * partition could have been left without power.
 */
final class KeptFlash implements Flash {
    private final String name;
    private final RamFlash flash;
    private final boolean[] changed;

    /** @param bytes what was kept; empty: nothing */
    KeptFlash(String name, int size, byte[] bytes) {
        this.name = name;
        flash = new RamFlash(size);
        changed = new boolean[size / SECTOR];
        flash.write(0, bytes, 0, Math.min(bytes.length, size));
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
        for (int sector = address / SECTOR; sector * SECTOR < address + length; sector++) {
            changed[sector] = true;
        }
        return flash.write(address, buffer, offset, length);
    }

    @Override
    public boolean erase(int address) {
        changed[address / SECTOR] = true;
        return flash.erase(address);
    }

    /** Becomes an image of the same size. */
    void become(byte[] image) {
        for (int address = 0; address < image.length; address += SECTOR) {
            erase(address);
        }
        write(0, image, 0, image.length);
    }

    /** Hands over what has changed. */
    void store(Page page) {
        for (int sector = 0; sector < changed.length; sector++) {
            if (changed[sector]) {
                changed[sector] = false;
                page.store(name, sector, Int8Array.fromJavaArray(bytes(sector * SECTOR, SECTOR)));
            }
        }
    }

    /** All of it. */
    byte[] bytes() {
        return bytes(0, size());
    }

    private byte[] bytes(int address, int length) {
        byte[] bytes = new byte[length];
        read(address, bytes, 0, length);
        return bytes;
    }
}

package wsat.nvs;

import java.util.Arrays;
import java.util.List;
import wsat.port.Flash;

/** A flash in memory, whose power can be cut, or which can fail, at any operation and within it. */
final class RamFlash implements Flash {
    /** Power has gone. */
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1;

        PowerCut() {
            super(null, null, false, false);
        }
    }

    /** What an operation leaves that is cut: bytes done at first or at last, and a byte that is half-done. */
    record Tear(int done, boolean fromEnd, int bits) {
    }

    final byte[] image;
    int operations;
    int erases;
    /** Bytes of each operation so far, negative for an erase, when recorded. */
    List<Integer> lengths;
    boolean failing;
    private int cutAt = -1;
    private Tear tear;
    private boolean lives;
    private boolean forGood;

    RamFlash(int size) {
        image = new byte[size];
        Arrays.fill(image, (byte) 0xFF);
    }

    RamFlash(byte[] bytes) {
        image = bytes.clone();
    }

    /** The operation of that number, from now on, is done only as far as {@code how} says. */
    void cut(int operation, Tear how) {
        operations = 0;
        cutAt = operation;
        tear = how;
        lives = false;
    }

    /** The operation of that number, from now on, is done only as far as {@code how} says, and answers false. */
    void fail(int operation, Tear how, boolean andAllLater) {
        cut(operation, how);
        lives = true;
        forGood = andAllLater;
    }

    @Override
    public int size() {
        return image.length;
    }

    @Override
    public void read(int address, byte[] buffer, int offset, int length) {
        System.arraycopy(image, address, buffer, offset, length);
    }

    @Override
    public boolean write(int address, byte[] buffer, int offset, int length) {
        if (failing) {
            return false;
        }
        boolean cut = begin(length);
        for (int i = 0; i < length; i++) {
            image[address + i] &= cut ? torn(i, length, buffer[offset + i], image[address + i]) : buffer[offset + i];
        }
        return end(cut);
    }

    @Override
    public boolean erase(int address) {
        if (failing) {
            return false;
        }
        if (address % SECTOR != 0) {
            throw new IllegalArgumentException("erase at " + address);
        }
        boolean cut = begin(-SECTOR);
        erases++;
        for (int i = 0; i < SECTOR; i++) {
            image[address + i] = cut ? torn(i, SECTOR, (byte) 0xFF, image[address + i]) : (byte) 0xFF;
        }
        return end(cut);
    }

    private boolean begin(int length) {
        if (lengths != null) {
            lengths.add(length);
        }
        return operations++ == cutAt;
    }

    private boolean end(boolean cut) {
        if (cut && !lives) {
            throw new PowerCut();
        }
        failing |= cut && forGood;
        return !cut;
    }

    private byte torn(int i, int length, byte wanted, byte old) {
        int at = tear.fromEnd() ? length - 1 - i : i;
        if (at < tear.done()) {
            return wanted;
        }
        return at == tear.done() ? (byte) (wanted & tear.bits() | old & ~tear.bits()) : old;
    }
}

package wsat.board.flash;

import java.util.Arrays;
import wsat.port.Flash;

/** A partition in memory, erased at first and gone with the process: for a desk without an image. */
public final class RamFlash implements Flash {
    private final byte[] bytes;

    /** @param size in bytes, a multiple of {@link Flash#SECTOR} */
    public RamFlash(int size) {
        bytes = new byte[size];
        Arrays.fill(bytes, (byte) 0xFF);
    }

    @Override
    public int size() {
        return bytes.length;
    }

    @Override
    public void read(int address, byte[] buffer, int offset, int length) {
        System.arraycopy(bytes, address, buffer, offset, length);
    }

    @Override
    public boolean write(int address, byte[] buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
            bytes[address + i] &= buffer[offset + i];
        }
        return true;
    }

    @Override
    public boolean erase(int address) {
        Arrays.fill(bytes, address, address + SECTOR, (byte) 0xFF);
        return true;
    }
}

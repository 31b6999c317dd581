package wsat.nvs;

import wsat.port.Flash;

/**
 * The partition's flash until it fails. From then on nothing is written before {@link #retry}: whatever is called after
 * a failure, flash stays as a power cut at that moment leaves it, which is what a mount can mend.
 */
final class Medium implements Flash {
    private final Flash flash;
    private boolean failed;

    Medium(Flash flash) {
        this.flash = flash;
    }

    /** Whether something was not written since {@link #retry}. */
    boolean failed() {
        return failed;
    }

    /** What flash holds is about to be read anew, so it may be written again. */
    void retry() {
        failed = false;
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
        failed = failed || !flash.write(address, buffer, offset, length);
        return !failed;
    }

    @Override
    public boolean erase(int address) {
        failed = failed || !flash.erase(address);
        return !failed;
    }
}

package wsat.board.serial;

import wsat.board.line.Doorbell;
import wsat.board.os.Libc;

/**
 * Tells the host the first words, and then does what the loop needs to have the port to itself: JNA takes longer to set
 * up than all the rest of a start. All this while the host is not heard; the kernel keeps what it says.
 */
final class Beginning extends Thread {
    private final TtySerial port;
    private final byte[] words;
    private final Doorbell bell;
    private volatile boolean said;
    private volatile boolean over;

    Beginning(TtySerial port, byte[] words, Doorbell bell) {
        super("first words");
        this.port = port;
        this.words = words;
        this.bell = bell;
        setDaemon(true);
    }

    /** Whether the kernel has the first words: a host may take nothing for long. */
    boolean said() {
        return said;
    }

    /** Whether this has come to its end. */
    boolean over() {
        return over;
    }

    @Override
    public void run() {
        port.write(words, 0, words.length); // a port that is gone is noticed by who comes after us
        said = true;
        Libc.load();
        over = true;
        bell.ring();
    }
}

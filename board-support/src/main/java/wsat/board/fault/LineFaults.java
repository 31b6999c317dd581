package wsat.board.fault;

/** Faults of the bytes on a serial line, both ways. Belongs to the loop's thread. */
public final class LineFaults {
    /** What is left of a byte that nobody understands: no end of line. */
    private static final byte NOISE = (byte) 0x90;

    private int lose;
    private int damage;
    private int framing;
    private int breaks;
    private int loseAnswers;
    private int damageAnswers;
    private boolean stopped;
    private int garbled;

    /** Whether the fault is one of those here; then it is made. */
    public boolean take(Fault fault) {
        switch (fault.act()) {
            case "line lose" -> {
                lose += fault.ofModule() ? 0 : 1;
                loseAnswers += fault.ofModule() ? 1 : 0;
            }
            case "line damage" -> {
                damage += fault.ofModule() ? 0 : 1;
                damageAnswers += fault.ofModule() ? 1 : 0;
            }
            case "line framing" -> framing++;
            case "line break" -> breaks++;
            case "line stop", "line go" -> stopped = fault.is("line stop");
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether the host takes nothing of what the module says. */
    public boolean stopped() {
        return stopped;
    }

    /** How many bytes had no stop bit. */
    int garbled() {
        return garbled;
    }

    /** Whether a break is to be heard before anything else; then it was. */
    public boolean breaks() {
        boolean due = breaks > 0;
        breaks -= due ? 1 : 0;
        return due;
    }

    /** Does to bytes of the host what was asked for. @return how many are left of them */
    public int hear(byte[] buffer, int offset, int length) {
        int left = length;
        for (; lose > 0 && left > 0; lose--) {
            left--;
            System.arraycopy(buffer, offset + 1, buffer, offset, left);
        }
        for (int i = 0; i < left && damage + framing > 0; i++) {
            buffer[offset + i] ^= NOISE;
            if (damage > 0) {
                damage--;
            } else {
                framing--;
                garbled++;
            }
        }
        return left;
    }

    /** The same for bytes of the module. */
    public int say(byte[] buffer, int offset, int length) {
        int left = length;
        for (; loseAnswers > 0 && left > 0; loseAnswers--) {
            left--;
            System.arraycopy(buffer, offset + 1, buffer, offset, left);
        }
        for (int i = 0; i < left && damageAnswers > 0; i++, damageAnswers--) {
            buffer[offset + i] ^= NOISE;
        }
        return left;
    }

    /** Whether the next byte of the module is not to arrive as it is. */
    boolean touchesAnswers() {
        return loseAnswers + damageAnswers > 0;
    }
}

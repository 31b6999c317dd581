package wsat.board.serial;

/** Why a tty was not opened, in words for its user. */
public final class OpenError {
    private static final int EACCES = 13;
    private static final int EAGAIN = 11;
    private static final int EBUSY = 16;
    private static final int EISDIR = 21;
    private static final int ENOTTY = 25;
    /** jSerialComm's own, for a port that this process has. */
    private static final int OURS = 2;

    private OpenError() {
    }

    /**
     * What goes behind the port's path.
     *
     * @param error {@code SerialPort.getLastErrorCode()}
     */
    public static String words(int error) {
        return switch (error) {
            case EACCES -> "may not be opened: permission denied (sudo usermod -aG dialout $USER, then log in anew)";
            case EAGAIN, EBUSY -> "is in use by another program";
            case OURS -> "is in use already";
            case EISDIR -> "is a folder, and no serial port";
            case ENOTTY -> "is no serial port";
            default -> "cannot be opened as a serial port (error " + error + ")";
        };
    }
}

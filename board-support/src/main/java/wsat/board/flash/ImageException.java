package wsat.board.flash;

/** An image file that cannot be used. The message is one line that names the file and the cure. */
public final class ImageException extends Exception {
    private static final long serialVersionUID = 1;

    ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}

package wsat.board.flash;

/** An image file that cannot be used. The message is one line that names the file and the cure. */
public final class ImageException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Whether it stays so until a person does something: no disk that comes later and no program that ends mends it.
     */
    public final boolean lasting;

    ImageException(String message, Throwable cause, boolean lasting) {
        super(message, cause);
        this.lasting = lasting;
    }
}

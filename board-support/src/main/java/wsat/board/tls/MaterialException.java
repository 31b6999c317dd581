package wsat.board.tls;

/** A slot cannot be used; the message says which and why, and holds nothing of a key. */
public final class MaterialException extends Exception {
    private static final long serialVersionUID = 1;

    /** @param reason for the person at the board, beginning with the slot's namespace */
    MaterialException(String reason) {
        super(reason);
    }
}

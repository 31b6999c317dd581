package wsat.board.net;

/** Who is told of control frames, of the peer's and of the library's, as they pass. */
interface ControlWatch {
    /** @param payload its own */
    void control(boolean in, int opcode, byte[] payload);
}

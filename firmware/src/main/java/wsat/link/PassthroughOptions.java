package wsat.link;

/** How a WebSocket link is a wire ({@code AT+WSMODE}); survives closing. */
public final class PassthroughOptions {
    /** Whether what comes is told without a head, and what the host says may go on without a length. */
    public boolean on;
    /** Of the frames: 1 text, 2 binary. */
    public int opcode = 2;
    /** After so much silence what the host has said becomes a frame, in milliseconds. */
    public int idleMillis = 20;
    /** The longest frame, in bytes of payload. */
    public int frameMax = 1024;
}

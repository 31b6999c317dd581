package wsat.port;

/**
 * A piece of a data frame (or of a message), lent by the board: bytes of the board's own buffer. A frame
 * of up to {@code bufferSize} bytes is one chunk, a longer one is cut exactly at {@code bufferSize}.
 */
public final class Chunk {
    /** RFC 6455, 5.2: 0 to 15; of a message, the opcode of its first frame. */
    public int opcode;
    /** FIN bit; of a message, whether its last frame is within this chunk. */
    public boolean fin;
    /**
     * Payload length of the whole frame, up to 2^63-1. Of a message: its total when it fits one chunk,
     * else the payload length of its first frame, since the total is not known beforehand.
     */
    public long unitLength;
    /** Where in the frame (or message) this chunk begins. */
    public long offset;
    /** Whether the frame (or message) ends with this chunk. */
    public boolean last;
    /** The lent array. */
    public byte[] bytes;
    /** Where in {@link #bytes} the payload begins. */
    public int start;
    /** How many payload bytes, 0 to {@code bufferSize}. */
    public int length;
}

package wsat.link;

import wsat.port.Chunk;

/** What {@code AT+WSDATAFMT} sets for one link: how often {@code +WS_DATA} has a head, and what is in it. */
public final class DataFormat {
    /** Every chunk has a head. */
    public static final int CHUNK = 0;
    /** Every frame has a head. */
    public static final int FRAME = 1;
    /** Every message has a head. */
    public static final int MESSAGE = 2;

    /** The parts of the head, in their order. */
    public static final int OPCODE = 1;
    public static final int FIN = 2;
    public static final int PAYLOAD_LENGTH = 4;
    public static final int PAYLOAD_OFFSET = 8;
    public static final int DATA_LENGTH = 16;
    /** CR LF at the end. */
    public static final int CRLF = 32;
    /** All of them. */
    public static final int ALL = 63;

    /** {@link #CHUNK} to {@link #MESSAGE}. */
    public int level;
    /** Sum of {@link #OPCODE} to {@link #CRLF}. */
    public int mask;

    public DataFormat() {
        reset();
    }

    /** The format of ESP-AT 4.1: {@code +WS_DATA:<link>,<length>,<data>} CR LF for each chunk. */
    public void reset() {
        level = CHUNK;
        mask = DATA_LENGTH | CRLF;
    }

    /**
     * The number that stands for one part of the head.
     *
     * @param part {@link #OPCODE} to {@link #DATA_LENGTH}
     */
    public long value(int part, Chunk chunk) {
        switch (part) {
            case OPCODE: return chunk.opcode;
            case FIN: return chunk.fin ? 1 : 0;
            case PAYLOAD_LENGTH: return chunk.unitLength;
            case PAYLOAD_OFFSET: return chunk.offset;
            default: return level == CHUNK ? chunk.length : chunk.unitLength;
        }
    }
}

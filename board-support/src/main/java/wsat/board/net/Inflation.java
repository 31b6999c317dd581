package wsat.board.net;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.java_websocket.exceptions.InvalidDataException;
import org.java_websocket.framing.CloseFrame;

/**
 * Inflates a server's messages (RFC 7692, 7.2.2) into one array, a chunk at a time: what is not inflated yet stays with
 * the reader, so no message takes more memory than a chunk, however well it was compressed. One byte more than a chunk
 * is inflated, so that a message's last chunk is known for what it is.
 *
 * <p>A server's window is kept from message to message, which does no harm where the server does not look back. Only
 * behind a block that calls itself the last of its stream (BFINAL) it is forgotten.
 */
final class Inflation {
    /** What each message ends with, and no sender sends. */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final Inflater inflater = new Inflater(true);
    private final byte[] bytes;
    private int length;
    private int tailUsed;

    /** @param chunkMax the most bytes of a chunk */
    Inflation(int chunkMax) {
        bytes = new byte[chunkMax + 1];
    }

    /** A message begins. */
    void begin() {
        tailUsed = 0;
    }

    /**
     * Inflates until all of the input is used, or there is more than a chunk.
     *
     * @return how many bytes of it were used
     */
    int take(byte[] source, int from, int count) throws InvalidDataException {
        inflater.setInput(source, from, count);
        try {
            boolean more = true;
            while (more && !isFull()) {
                int inflated = inflater.inflate(bytes, length, bytes.length - length);
                length += inflated;
                more = inflater.finished() ? nextStream(source, from + count) : inflated > 0;
            }
        } catch (DataFormatException e) {
            throw new InvalidDataException(CloseFrame.NO_UTF8, "a message cannot be inflated: " + e.getMessage());
        }
        return count - inflater.getRemaining();
    }

    /** What follows a last block is a stream of its own (RFC 7692, 7.2.3.4). @return whether anything follows */
    private boolean nextStream(byte[] source, int to) {
        int left = inflater.getRemaining();
        inflater.reset();
        inflater.setInput(source, to - left, left);
        return left > 0;
    }

    /** All of the message has come: inflates what is left of it. @return whether all of it is there now */
    boolean finish() throws InvalidDataException {
        tailUsed += take(TAIL, tailUsed, TAIL.length - tailUsed);
        return !isFull();
    }

    /** Whether there is more than a chunk; until it is released, nothing more is inflated. */
    boolean isFull() {
        return length == bytes.length;
    }

    /** How many bytes are inflated and not released. */
    int length() {
        return length;
    }

    /** The same, as far as they make a chunk. */
    int chunkLength() {
        return Math.min(length, bytes.length - 1);
    }

    /** The chunk, from the array's beginning, and perhaps the first byte of the next. */
    byte[] bytes() {
        return bytes;
    }

    /** Empties the chunk, which is no longer needed. */
    void release() {
        bytes[0] = bytes[bytes.length - 1];
        length = isFull() ? 1 : 0;
    }

    /** Gives its memory back; it inflates no more. */
    void end() {
        inflater.end();
    }
}

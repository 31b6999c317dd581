package wsat.sim.world;

import java.util.ArrayDeque;
import wsat.port.Chunk;

/**
 * The data frames that a board has read of one connection, cut into chunks as {@link Chunk} says. A frame
 * of {@code bufferSize} bytes or fewer is one chunk; a chunk is formed once, and stays until it is released.
 */
public final class Received {
    /** A data frame of which {@code got} bytes have come and {@code used} have been released. */
    private static final class Part {
        final int opcode;
        final boolean fin;
        final byte[] payload;
        int got;
        int used;

        Part(int opcode, boolean fin, int length) {
            this.opcode = opcode;
            this.fin = fin;
            payload = new byte[length];
        }

        boolean complete() {
            return got == payload.length;
        }
    }

    private final ArrayDeque<Part> parts = new ArrayDeque<>();
    private final int bufferSize;
    private final Chance chance;

    /** What chunks are being cut from: a frame or a message that has begun. */
    private boolean inUnit;
    private boolean unitIsMessage;
    private int unitOpcode;
    private long unitLength;
    private long unitOffset;

    private byte[] lent;
    private int lentStart;
    private int lentLength;
    private int released;
    private boolean lentFin;
    private boolean lentLast;

    /** @param bufferSize the most payload bytes of a chunk */
    public Received(int bufferSize) {
        this(bufferSize, Chance.NONE);
    }

    Received(int bufferSize, Chance chance) {
        this.bufferSize = bufferSize;
        this.chance = chance;
    }

    /** A frame's head has come. */
    public void begin(int opcode, boolean fin, int length) {
        parts.add(new Part(opcode, fin, length));
    }

    /** Bytes of the last frame have come. @return how many belonged to it */
    public int more(byte[] bytes, int offset, int length) {
        Part part = parts.getLast();
        int count = Math.min(length, part.payload.length - part.got);
        System.arraycopy(bytes, offset, part.payload, part.got, count);
        part.got += count;
        return count;
    }

    /** Whether a chunk is lent or could be. */
    boolean ready(boolean wholeMessages) {
        return lent != null || !parts.isEmpty() && size(wholeMessages) >= 0;
    }

    /** How long the next chunk is; negative: it has not all come. */
    private int size(boolean wholeMessages) {
        boolean message = inUnit ? unitIsMessage : wholeMessages;
        long here = 0;
        long announced = 0;
        for (Part part : parts) {
            here += part.got - part.used;
            announced += part.payload.length - part.used;
            boolean ends = part.complete() && (part.fin || !message);
            if (ends && here <= bufferSize) {
                return (int) here;
            }
            // Only what is longer than a chunk is cut: it must be known to be longer.
            if (here >= bufferSize && announced > bufferSize) {
                return bufferSize;
            }
            if (ends || !message) {
                break;
            }
        }
        return -1;
    }

    /** As {@code WebSocketPort.receive}. */
    public boolean lend(boolean wholeMessages, Chunk chunk) {
        if (!ready(wholeMessages)) {
            return false;
        }
        if (lent == null) {
            form(size(wholeMessages), wholeMessages);
        }
        chunk.opcode = unitOpcode;
        chunk.fin = lentFin;
        chunk.unitLength = unitLength;
        chunk.offset = unitOffset;
        chunk.last = lentLast;
        chunk.bytes = lent;
        chunk.start = lentStart;
        chunk.length = lentLength;
        return true;
    }

    private void form(int size, boolean wholeMessages) {
        if (!inUnit) {
            inUnit = true;
            unitIsMessage = wholeMessages;
            unitOpcode = parts.peek().opcode;
            unitLength = parts.peek().payload.length;
            unitOffset = 0;
        }
        lentStart = chance.upTo(7);
        lent = new byte[lentStart + size + chance.upTo(7)];
        lentLength = size;
        released = 0;
        int at = lentStart;
        int left = size;
        while (true) {
            Part part = parts.peek();
            int count = Math.min(left, part.got - part.used);
            System.arraycopy(part.payload, part.used, lent, at, count);
            part.used += count;
            at += count;
            left -= count;
            boolean done = part.used == part.payload.length;
            lentFin = part.fin;
            lentLast = done && (part.fin || !unitIsMessage);
            if (done) {
                parts.remove();
            }
            if (lentLast || left == 0 && (!done || parts.isEmpty() || parts.peek().payload.length > 0)) {
                break;
            }
        }
        if (unitIsMessage && lentLast && unitOffset == 0) {
            unitLength = size;
        }
    }

    /** @return the released bytes; empty unless something was */
    public byte[] release(int count) {
        if (lent == null || count < 0 || count > lentLength - released) {
            throw new IllegalStateException("released " + count + " bytes that are not lent");
        }
        byte[] told = new byte[count];
        System.arraycopy(lent, lentStart + released, told, 0, count);
        released += count;
        if (released == lentLength) {
            java.util.Arrays.fill(lent, (byte) '?'); // nobody may look at it any more
            lent = null;
            unitOffset += lentLength;
            inUnit = !lentLast;
        }
        return told;
    }
}

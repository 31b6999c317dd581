package wsat.link;

import wsat.port.Chunk;

/** Of a link that the host pulls: what it has been told of, and how far it has read. A frame is told once. */
final class Pull {
    /** Whether what comes waits until the host reads it. */
    boolean on;
    /** Whether the host knows of the frame that waits. */
    boolean announced;
    /** How many bytes of the chunk that waits have been read. */
    int readTo;

    /** Another connection: what waited is gone. */
    void forget() {
        announced = false;
        readTo = 0;
    }

    /** So many more bytes of the chunk are being read. */
    void read(int count, Chunk chunk) {
        announced = true;
        readTo += count;
        if (readTo == chunk.length) {
            readTo = 0;
            announced = !chunk.last;
        }
    }
}

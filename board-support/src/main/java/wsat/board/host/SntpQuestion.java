package wsat.board.host;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/**
 * One question to one time server (RFC 4330). Believed is only who answers from where was asked, in the mode of
 * a server, with our own timestamp, which is random and nobody else knows; all else is ignored, and the question
 * goes on until its time is over. Blocks.
 */
final class SntpQuestion {
    static final int PORT = 123;

    private static final int LENGTH = 48;
    /** No leap second, version 4, mode 3: a client (RFC 4330, 4). */
    private static final byte CLIENT = 0x23;
    private static final int MODE_SERVER = 4;
    private static final int NOT_SYNCHRONIZED = 3;
    private static final int STRATUM_MAX = 15;
    private static final int REFERENCE = 12;
    private static final int ORIGINATE = 24;
    private static final int RECEIVE = 32;
    private static final int TRANSMIT = 40;
    /** Where NTP's seconds begin, and where they begin again, in milliseconds of 1970 (RFC 4330, 3). */
    private static final long ERA_1900 = -2_208_988_800_000L;
    private static final long ERA_2036 = ERA_1900 + (1L << 32) * 1000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final ByteBuffer asked = ByteBuffer.allocate(LENGTH);
    /** One byte more than is looked at: extensions and keys behind it do not matter. */
    private final ByteBuffer answer = ByteBuffer.allocate(LENGTH);
    private final LongSupplier machine;
    private long sentAt;
    private String ignored;

    /** @param machine the machine's clock, milliseconds since 1970-01-01 00:00 UTC */
    SntpQuestion(LongSupplier machine) {
        this.machine = machine;
    }

    /**
     * Asks.
     *
     * @return how many milliseconds the machine's clock is behind the server's
     * @throws IOException with the reason in words
     */
    long ask(InetSocketAddress server, int timeoutMillis) throws IOException {
        long end = System.nanoTime() + timeoutMillis * 1_000_000L;
        // Connected: what comes from elsewhere the system itself throws away.
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            asked.put(0, CLIENT).putLong(TRANSMIT, RANDOM.nextLong());
            sentAt = machine.getAsLong();
            socket.send(new DatagramPacket(asked.array(), LENGTH));
            while (true) {
                int left = (int) ((end - System.nanoTime()) / 1_000_000);
                if (left <= 0) {
                    throw new SocketTimeoutException();
                }
                socket.setSoTimeout(left);
                DatagramPacket packet = new DatagramPacket(answer.array(), LENGTH);
                socket.receive(packet);
                long receivedAt = machine.getAsLong();
                String wrong = wrong(packet.getLength());
                if (wrong == null) {
                    return offset(receivedAt);
                }
                ignored = wrong;
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(ignored == null ? "no answer"
                    : "no answer that can be believed; the last one " + ignored, e);
        }
    }

    /** RFC 4330, 5. @return null: it is the answer */
    private String wrong(int length) {
        if (length < LENGTH) {
            return "was too short";
        }
        if (answer.getLong(ORIGINATE) != asked.getLong(TRANSMIT)) {
            return "was to another question";
        }
        if ((answer.get(0) & 7) != MODE_SERVER) {
            return "was not that of a server";
        }
        int stratum = answer.get(1) & 0xFF;
        if (stratum == 0) {
            return "said only: " + new String(answer.array(), REFERENCE, 4, StandardCharsets.US_ASCII);
        }
        if (stratum > STRATUM_MAX || (answer.get(0) >> 6 & 3) == NOT_SYNCHRONIZED) {
            return "said that the server itself has no time";
        }
        return answer.getLong(TRANSMIT) == 0 || answer.getLong(RECEIVE) == 0 ? "had no time in it" : null;
    }

    /** RFC 4330, 5: half of the difference there and half of the one back. */
    private long offset(long receivedAt) {
        return (millis(answer.getLong(RECEIVE)) - sentAt + millis(answer.getLong(TRANSMIT)) - receivedAt) / 2;
    }

    private static long millis(long timestamp) {
        long seconds = timestamp >>> 32;
        long fraction = timestamp & 0xFFFF_FFFFL;
        return (timestamp < 0 ? ERA_1900 : ERA_2036) + seconds * 1000 + (fraction * 1000 + (1L << 31) >> 32);
    }
}

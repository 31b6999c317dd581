package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.board.net.Frames.frame;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import wsat.port.DeflateOptions;
import wsat.port.LinkInfo;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/** permessage-deflate (RFC 7692), byte for byte. */
class DeflateTest {
    private static final String PLAIN = "permessage-deflate";
    /** RFC 7692, 7.2.3.1: "Hello". */
    private static final byte[] HELLO = bytes(0xF2, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00);

    private final Loop loop = new Loop(1, 8192);
    private final DeflateOptions options = new DeflateOptions();
    private final Deflater deflater = new Deflater(9, true);
    private final Inflater inflater = new Inflater(true);

    @AfterEach
    void stopLoop() {
        loop.close();
        deflater.end();
        inflater.end();
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    /** As a sender that keeps its context compresses it. */
    private byte[] deflated(byte[] message) {
        if (message.length == 0) {
            return bytes(0);
        }
        byte[] bytes = new byte[message.length + 100];
        deflater.setInput(message);
        int length = deflater.deflate(bytes, 0, bytes.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(bytes, length - 4);
    }

    private byte[] inflated(byte[] payload) throws Exception {
        inflater.setInput(Frames.join(payload, bytes(0, 0, 0xFF, 0xFF)));
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] bytes = new byte[1000];
        for (int count = inflater.inflate(bytes); count > 0; count = inflater.inflate(bytes)) {
            message.write(bytes, 0, count);
        }
        return message.toByteArray();
    }

    private static String agreed(String extensions) {
        return "Sec-WebSocket-Extensions: " + extensions + "\r\n";
    }

    private RawServer server(String extensions, byte[]... behind) {
        return new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(), agreed(extensions)), Frames.join(behind));
            peer.readEnd();
        });
    }

    private Loop begin(RawServer server, int bufferSize) {
        OpenRequest request = Loop.request("127.0.0.1", server.port, "/", bufferSize);
        options.offered = true;
        request.deflate.set(options);
        loop.network.open(0, request);
        return loop;
    }

    private Loop open(RawServer server, int bufferSize) {
        return begin(server, bufferSize).untilState(WebSocketPort.OPEN);
    }

    private void assertChunk(int opcode, boolean fin, String text) {
        loop.next();
        assertEquals(opcode, loop.chunk.opcode);
        assertEquals(fin, loop.chunk.fin);
        assertEquals(text.length(), loop.chunk.unitLength);
        assertEquals(0, loop.chunk.offset);
        assertTrue(loop.chunk.last);
        assertEquals(text, new String(loop.take()));
    }

    // --- the offer and its answer -------------------------------------------------------------------

    private String offered() {
        String[] head = new String[1];
        try (RawServer server = new RawServer(peer -> {
            head[0] = peer.request();
            peer.send(Frames.upgrade(head[0]));
            peer.readEnd();
        })) {
            open(server, 1024);
            loop.network.drop(0);
            loop.untilDone(server);
            return Arrays.stream(head[0].split("\r\n")).filter(line -> line.startsWith("Sec-WebSocket-Extensions"))
                    .reduce("", String::concat);
        }
    }

    @Test
    void whatIsOfferedFollowsTheSettings() {
        assertEquals("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits", offered());
        options.serverContext = false;
        assertEquals("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; "
                + "server_no_context_takeover", offered());
        options.clientContext = false;
        assertEquals("Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits; "
                + "server_no_context_takeover; client_no_context_takeover", offered());
    }

    private boolean compressed() {
        LinkInfo info = new LinkInfo();
        loop.network.info(0, info);
        return info.compressed;
    }

    @Test
    void answersThatCanBeKeptAreTaken() {
        for (String answer : new String[] {"permessage-deflate", " PerMessage-Deflate ",
            "permessage-deflate;server_no_context_takeover",
            "permessage-deflate; client_no_context_takeover; server_max_window_bits=8",
            "permessage-deflate; server_max_window_bits=\"15\"",
            "permessage-deflate; client_max_window_bits=8", "permessage-deflate; client_max_window_bits=\"15\"",
            "permessage-deflate ; server_max_window_bits = 10 ; server_no_context_takeover"}) {
            try (RawServer server = server(answer, frame(0xC1, HELLO))) {
                open(server, 1024);
                assertEquals("Hello", loop.text(), answer);
                assertTrue(compressed());
                loop.network.drop(0);
                assertFalse(compressed());
            }
        }
    }

    @Test
    void answersThatWereNotOfferedAreRefused() {
        for (String answer : new String[] {"x-webkit-deflate-frame", "permessage-deflate, permessage-deflate",
            "permessage-deflate; x",
            "permessage-deflate; client_max_window_bits=16", "permessage-deflate; client_max_window_bits",
            "permessage-deflate; client_max_window_bits=\"\"", "permessage-deflate; client_max_window_bits=8=9",
            "permessage-deflate; server_max_window_bits", "permessage-deflate; server_max_window_bits=7",
            "permessage-deflate; server_max_window_bits=16", "permessage-deflate; server_max_window_bits=08",
            "permessage-deflate; server_no_context_takeover=1",
            "permessage-deflate; server_no_context_takeover; server_no_context_takeover"}) {
            loop.log.clear();
            try (RawServer server = server(answer)) {
                begin(server, 1024).untilState(WebSocketPort.LOST);
                assertTrue(loop.logged("the extension is not as it was asked for, Sec-WebSocket-Extensions is \""),
                    loop.log.toString());
                loop.network.drop(0);
            }
        }
    }

    @Test
    void aServerThatDeclinesIsTalkedToPlainly() {
        try (RawServer server = new RawServer(peer -> {
            peer.upgrade(frame(0x81, "plain"), frame(0xC1, HELLO));
            assertEquals(0x81, peer.read().first);
            assertEquals("1002 a reserved bit is set", peer.readClose());
        })) {
            open(server, 1024).send(1, true, new byte[500]);
            assertFalse(compressed());
            assertEquals("plain", loop.text());
            loop.until("the end", () -> !loop.network.receive(0, false, loop.chunk)
                    && loop.network.state(0) == WebSocketPort.LOST);
            loop.untilDone(server);
        }
    }

    // --- receiving ----------------------------------------------------------------------------------

    /** RFC 7692, 7.2.3. */
    @Test
    void theExamplesOfTheStandardAreUnderstood() {
        try (RawServer server = server(PLAIN, frame(0xC1, HELLO),
                frame(0x41, bytes(0xF2, 0x48, 0xCD)), frame(0x89, "ping"), frame(0x80, bytes(0xC9, 0xC9, 0x07, 0x00)),
                frame(0xC1, bytes(0xF2, 0x00, 0x11, 0x00, 0x00)),
                frame(0xC1, bytes(0x00, 0x05, 0x00, 0xFA, 0xFF, 0x48, 0x65, 0x6C, 0x6C, 0x6F, 0x00)),
                frame(0xC1, bytes(0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0x00, 0x00)),
                frame(0xC1, bytes(0xF2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xCA, 0xC9, 0xC9, 0x07, 0x00)),
                frame(0x81, "Hello"), frame(0xC2, bytes(0)), frame(0xC2, new byte[0]), frame(0x81, ""))) {
            open(server, 1024);
            assertChunk(1, true, "Hello");
            assertChunk(1, false, "He");
            assertChunk(0, true, "llo");
            assertChunk(1, true, "Hello");
            assertChunk(1, true, "Hello");
            assertChunk(1, true, "Hello");
            assertChunk(1, true, "Hello");
            assertChunk(1, true, "Hello");
            assertChunk(2, true, "");
            assertChunk(2, true, "");
            assertChunk(1, true, "");
        }
    }

    /** Whatever a frame holds, and however large a chunk is: chunks are full, the last one says that it is. */
    @Test
    void aLongMessageComesAsFramesOfTheBufferSize() {
        String text = "The quick brown fox jumps over the lazy dog. ".repeat(20);
        for (int bufferSize : new int[] {1, 7, text.length() - 1, text.length(), text.length() + 1, 8192}) {
            byte[] payload = deflated(text.getBytes());
            try (RawServer server = server(PLAIN, frame(0xC1, payload), frame(0x81, ""),
                    frame(0xC1, deflated("end".getBytes())))) {
                open(server, bufferSize);
                for (int at = 0; at < text.length(); at += bufferSize) {
                    int end = Math.min(text.length(), at + bufferSize);
                    assertChunk(at == 0 ? 1 : 0, end == text.length(), text.substring(at, end));
                }
                assertChunk(1, true, "");
                assertEquals("end", new String(loop.message()));
                loop.network.drop(0);
                deflater.reset();
            }
        }
    }

    @Test
    void aJoinedMessageHasOneHead() {
        loop.wholeMessages = true;
        byte[] first = deflated("fragments are joined".getBytes());
        byte[] second = deflated(new byte[2500]);
        try (RawServer server = server(PLAIN, frame(0x41, Arrays.copyOf(first, 3)), frame(0x00, ""),
                frame(0x8A, "pong"),
                frame(0x80, Arrays.copyOfRange(first, 3, first.length)), frame(0xC2, second))) {
            open(server, 1000);
            assertChunk(1, true, "fragments are joined");
            for (int at = 0; at < 2500; at += 1000) {
                loop.next();
                assertEquals(2, loop.chunk.opcode);
                assertEquals(at, loop.chunk.offset);
                assertEquals(1000, loop.chunk.unitLength);
                assertEquals(at == 2000, loop.chunk.last);
                assertEquals(at == 2000, loop.chunk.fin);
                assertEquals(at == 2000 ? 500 : 1000, loop.take().length);
            }
        }
    }

    /** Random messages, compressed or not, in random fragments, with pings among them, in pieces of any size. */
    @Test
    void randomMessagesInRandomPiecesComeAsTheyWere() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            int window = random.nextInt(3);
            byte[][] messages = new byte[20][];
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            for (int i = 0; i < messages.length; i++) {
                messages[i] = new byte[(int) Math.pow(2, random.nextInt(14)) - random.nextInt(2)];
                for (int at = 0; at < messages[i].length; at++) {
                    messages[i][at] = (byte) (random.nextInt(8) * random.nextInt(1 + window * 8));
                }
                boolean compressed = random.nextInt(4) > 0;
                fragments(compressed ? deflated(messages[i]) : messages[i], compressed ? 0x42 : 0x02, random, wire);
            }
            int step = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(3000);
            byte[] all = wire.toByteArray();
            int limit = step == 1 ? 3000 : all.length;
            try (RawServer server = new RawServer(peer -> {
                peer.send(Frames.upgrade(peer.request(), agreed(PLAIN)));
                for (int at = 0; at < all.length; at += at < limit ? step : all.length) {
                    peer.out.write(all, at, Math.min(at < limit ? step : all.length, all.length - at));
                }
                peer.readEnd();
            })) {
                loop.wholeMessages = random.nextBoolean();
                open(server, 1 + random.nextInt(3000));
                for (byte[] message : messages) {
                    assertArrayEquals(message, loop.message(), "seed " + seed);
                }
                loop.network.drop(0);
                deflater.reset();
            }
        }
    }

    private static void fragments(byte[] payload, int first, Random random, ByteArrayOutputStream wire) {
        int at = 0;
        int head = first;
        boolean fin;
        do {
            int count = random.nextInt(payload.length - at + 1);
            fin = at + count == payload.length && random.nextInt(4) > 0;
            wire.writeBytes(frame(head | (fin ? 0x80 : 0), Arrays.copyOfRange(payload, at, at + count)));
            if (random.nextInt(3) == 0) {
                wire.writeBytes(frame(0x89, "among fragments"));
            }
            at += count;
            head = 0;
        } while (!fin);
    }

    /** A frame that is flushed in the middle of a message does not wait for the rest of it. */
    @Test
    void whatAServerStreamsIsThereAtOnce() {
        CountDownLatch heard = new CountDownLatch(1);
        byte[] one = Frames.join(deflated("token one ".getBytes()), bytes(0, 0, 0xFF, 0xFF));
        byte[] two = deflated("token two".getBytes());
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(), agreed(PLAIN)), frame(0x41, one));
            heard.await();
            peer.send(frame(0x80, two));
            peer.readEnd();
        })) {
            open(server, 1024);
            assertChunk(1, false, "token one ");
            heard.countDown();
            assertChunk(0, true, "token two");
        }
    }

    private void assertFails(String close, int bufferSize, byte[]... frames) {
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(), agreed(PLAIN)), Frames.join(frames));
            assertEquals(close, peer.readClose());
        })) {
            open(server, bufferSize);
            loop.until("the end", () -> {
                if (loop.network.receive(0, false, loop.chunk)) {
                    loop.network.release(0, loop.chunk.length);
                }
                return loop.network.state(0) == WebSocketPort.LOST;
            });
            loop.untilDone(server);
            loop.network.drop(0);
        }
    }

    @Test
    void theBitIsWhereItMayBeAndNowhereElse() {
        assertFails("1002 a reserved bit is set", 1024, frame(0x41, HELLO), frame(0xC0, HELLO));
        assertFails("1002 a reserved bit is set", 1024, frame(0x01, "a"), frame(0xC0, HELLO));
        assertFails("1002 a reserved bit is set", 1024, frame(0xC9, ""));
        assertFails("1002 a reserved bit is set", 1024, frame(0xC8, ""));
        assertFails("1002 a reserved bit is set", 1024, frame(0xE1, HELLO));
    }

    @Test
    void whatCannotBeInflatedFailsTheConnection() {
        assertFails("1007 a message cannot be inflated: invalid block type", 1024, frame(0xC1, bytes(0xFF, 0xFF)));
        assertFails("1007 a message cannot be inflated: invalid distance too far back", 1024,
                frame(0xC1, HELLO), frame(0xC1, HELLO), frame(0xC1, bytes(0xF3, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0, 0)),
                frame(0xC1, bytes(0xF2, 0x00, 0x11, 0x00, 0x00)));
    }

    @Test
    void textIsHeldToUtf8BehindInflation() {
        for (int bufferSize : new int[] {1, 2, 3, 1024}) {
            deflater.reset();
            byte[] whole = "grün €".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte[] cut = Arrays.copyOf(whole, whole.length - 1);
            assertFails("1007 text is not UTF-8", bufferSize, frame(0xC1, deflated(whole)), frame(0xC1, deflated(cut)));
            deflater.reset();
            assertFails("1007 text is not UTF-8", bufferSize, frame(0xC1, deflated(bytes('a', 0xC0, 0x80))));
        }
    }

    /** 256 MiB of zeros, taken slowly: in a heap of 64 MiB, and no more is inflated than is taken. */
    @Test
    void aBombGoesOffOneChunkAtATime() {
        int mebibytes = 256;
        byte[] zeros = new byte[1 << 20];
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(), agreed(PLAIN)));
            for (int i = 0; i < mebibytes; i++) {
                byte[] piece = deflated(zeros);
                peer.send(frame(i == 0 ? 0x42 : 0x00, Frames.join(piece, bytes(0, 0, 0xFF, 0xFF))));
            }
            peer.send(frame(0x80, bytes(0)), frame(0xC1, deflated("survived".getBytes())));
            peer.readEnd();
        })) {
            open(server, 8192);
            for (long left = (long) mebibytes << 20; left > 0;) {
                loop.next();
                assertTrue(loop.chunk.length <= 8192 && !loop.chunk.fin);
                left -= loop.chunk.length;
                loop.network.release(0, loop.chunk.length);
            }
            assertChunk(0, true, "");
            assertChunk(1, true, "survived");
        }
    }

    /** The host is gone in the middle of a compressed frame: the goodbye is said, what still comes is thrown away. */
    @Test
    void aLinkIsClosedInTheMiddleOfAFrame() {
        byte[] payload = deflated(new byte[100_000]);
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(), agreed(PLAIN)),
                    Arrays.copyOf(frame(0xC2, payload), 50));
            assertEquals("1000 ", peer.readClose());
            peer.send(Arrays.copyOfRange(frame(0xC2, payload), 50, frame(0xC2, payload).length), frame(0xC1, HELLO),
                    Frames.close(1000, ""));
            peer.fin();
            assertEquals(0, peer.readEnd());
        })) {
            open(server, 100).next();
            loop.network.close(0, 1000);
            loop.untilDone(server);
        }
    }

    // --- sending ------------------------------------------------------------------------------------

    private byte[] sent(RawServer.Peer peer) throws Exception {
        peer.read();
        return (peer.first & 0x40) == 0 ? peer.payload : inflated(peer.payload);
    }

    @Test
    void messagesAreCompressedWhereThatMakesThemShorter() {
        options.minLength = 20;
        byte[] noise = new byte[2000];
        new Random(1).nextBytes(noise);
        String text = "what is said twice, what is said twice";
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(), agreed(PLAIN)));
            assertEquals(text, new String(sent(peer)));
            assertEquals(0xC1, peer.first);
            int length = peer.payload.length;
            assertEquals(text, new String(sent(peer)));
            assertEquals(0xC2, peer.first);
            assertTrue(peer.payload.length < length, "looks back");
            assertArrayEquals(noise, sent(peer));
            assertEquals(0x82, peer.first);
            assertArrayEquals(noise, sent(peer));
            assertEquals(0x82, peer.first);
            assertEquals(text, new String(sent(peer)));
            assertEquals(0xC1, peer.first);
            assertEquals(19, sent(peer).length);
            assertEquals(0x82, peer.first);
            assertEquals(20, sent(peer).length);
            assertEquals(0xC2, peer.first);
            assertEquals(100, sent(peer).length);
            assertEquals(0x01, peer.first);
            assertEquals(100, sent(peer).length);
            assertEquals(0x80, peer.first);
            assertEquals(100, sent(peer).length);
            assertEquals(0x89, peer.first);
            assertEquals("1000 ", peer.readClose());
        })) {
            open(server, 1024).send(1, true, text.getBytes()).send(2, true, text.getBytes());
            loop.send(2, true, noise).send(2, true, noise).send(1, true, text.getBytes());
            loop.send(2, true, new byte[19]).send(2, true, new byte[20]);
            loop.send(1, false, new byte[100]).send(0, true, new byte[100]).send(9, true, new byte[100]);
            loop.send(8, true, bytes(3, 0xE8)).untilDone(server);
        }
    }

    /** An inflater with a window of its own could not follow if one message looked back further than was agreed. */
    @Test
    void aSmallWindowOfTheServersIsKeptTo() {
        Deflation small = new Deflation(8192, 1, true, 256);
        Random random = new Random(3);
        byte[] unit = new byte[100];
        random.nextBytes(unit);
        Inflater window = new Inflater(true);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            int looksBack = 0;
            for (int i = 0; i < 400; i++) {
                byte[] message = new byte[1 + random.nextInt(i % 10 == 0 ? 4000 : 120)];
                for (int at = 0; at < message.length; at++) {
                    message[at] = unit[(at + i) % (i % 7 == 0 ? 100 : 9)];
                }
                int count = small.deflate(message, 0, message.length);
                if (count != Deflation.NOT_SHORTER) {
                    // A stream of its own for each message, that knows no more than the last 256 bytes before it.
                    byte[] before = said.toByteArray();
                    window.reset();
                    window.setDictionary(before, Math.max(0, before.length - 256), Math.min(256, before.length));
                    window.setInput(Frames.join(Arrays.copyOf(small.bytes(), count), bytes(0, 0, 0xFF, 0xFF)));
                    byte[] back = new byte[message.length];
                    assertEquals(back.length, window.inflate(back));
                    assertArrayEquals(message, back);
                    looksBack += count < 20 ? 1 : 0;
                    said.writeBytes(message);
                }
            }
            assertTrue(looksBack > 100, looksBack + " messages got any good of those before them");
        } catch (java.util.zip.DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            window.end();
            small.end();
        }
    }

    private int lengthOfSecond(String extensions) {
        int[] length = new int[1];
        String text = "what is said twice, what is said another time";
        try (RawServer server = new RawServer(peer -> {
            peer.send(Frames.upgrade(peer.request(), agreed(extensions)));
            for (int i = 0; i < 2; i++) {
                assertEquals(text, new String(sent(peer)));
                assertEquals(0xC1, peer.first);
                length[0] = peer.payload.length;
                inflater.reset();
                if (!extensions.contains("client_no")) {
                    inflater.setDictionary(text.getBytes());
                }
            }
        })) {
            options.minLength = 1;
            open(server, 1024).send(text).send(text).untilDone(server);
            loop.network.drop(0);
            inflater.reset();
            return length[0];
        }
    }

    @Test
    void eitherSideMayHaveOursForgetItsContext() {
        int withContext = lengthOfSecond(PLAIN);
        int without = lengthOfSecond(PLAIN + "; client_no_context_takeover");
        assertTrue(withContext < without, withContext + " " + without);
        options.clientContext = false;
        assertEquals(without, lengthOfSecond(PLAIN));
    }
}

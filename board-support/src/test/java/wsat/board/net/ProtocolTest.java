package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static wsat.board.net.Frames.ascii;
import static wsat.board.net.Frames.close;
import static wsat.board.net.Frames.frame;
import static wsat.board.net.Frames.join;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import wsat.port.Chunk;
import wsat.port.LinkInfo;

/** The protocol without a socket: one byte stream of a server, cut in every way, says the same. */
class ProtocolTest {
    private static final int CHUNK_MAX = 16;

    private final MaskKeys maskKeys = new MaskKeys();

    /** A protocol fed by hand; all that happens is written down. */
    private final class Run {
        final ReceiveBuffer input = new ReceiveBuffer(CHUNK_MAX);
        final SendBuffer output = new SendBuffer(CHUNK_MAX, maskKeys);
        final LinkInfo info = new LinkInfo();
        final FrameReader reader = new FrameReader(input, CHUNK_MAX, info);
        final Protocol protocol = new Protocol(Loop.request("h", 80, "/", CHUNK_MAX), input, output, reader, info);
        final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        final WritableByteChannel wire = Channels.newChannel(sent);
        final StringBuilder story = new StringBuilder();
        final boolean whole;
        final String request;
        final Chunk chunk = new Chunk();
        boolean told;

        Run(boolean whole) throws IOException {
            this.whole = whole;
            protocol.begin();
            protocol.drain();
            flush();
            request = sent.toString(StandardCharsets.US_ASCII);
            sent.reset();
        }

        void flush() throws IOException {
            while (output.flush(wire) > 0) {
                protocol.drain();
            }
        }

        /** Feeds all bytes, as far as there is room at a time. */
        Run feed(byte[] bytes, int from, int to) throws IOException {
            int at = from;
            while (at < to) {
                ByteBuffer room = input.room();
                int count = Math.min(room.remaining(), to - at);
                assertTrue(count > 0 || protocol.over(), "no room");
                if (protocol.over()) {
                    return this;
                }
                room.put(bytes, at, count);
                at += count;
                input.arrived();
                protocol.advance(false, false);
                look();
            }
            return this;
        }

        void look() throws IOException {
            flush();
            if (protocol.open() && !told) {
                told = true;
                story.append("open\n");
            }
            protocol.advance(true, whole);
            while (reader.complete()) {
                reader.lend(chunk);
                story.append(chunk.opcode).append(chunk.fin ? " fin " : " ").append(chunk.offset).append('+')
                        .append(chunk.length).append('/').append(chunk.unitLength).append(chunk.last ? " last " : " ")
                        .append(new String(chunk.bytes, chunk.start, chunk.length, StandardCharsets.ISO_8859_1))
                        .append('\n');
                assertTrue(reader.release(chunk.length));
                protocol.advance(true, whole);
            }
            flush();
        }

        String end() throws IOException {
            story.append(protocol.over() ? "over " + protocol.closeCode() + " " + protocol.why() + "\n" : "");
            story.append("pongs ").append(protocol.pongs()).append('\n');
            byte[] bytes = sent.toByteArray();
            for (int i = 0; i < bytes.length; i += 6 + (bytes[i + 1] & 127)) {
                story.append("sent ").append(bytes[i] & 0xFF).append(' ');
                for (int j = 0; j < (bytes[i + 1] & 127); j++) {
                    story.append((char) ((bytes[i + 6 + j] ^ bytes[i + 2 + j % 4]) & 0xFF));
                }
                story.append('\n');
            }
            return story.toString();
        }
    }

    private static final byte[] RECORDED = join(
            frame(0x81, "short"),
            frame(0x82, new byte[0]),
            frame(0x89, "ping"),
            frame(0x82, "sixteen bytes now"),
            frame(0x82, "exactly sixteen "),
            frame(0x01, "h\u00e9"),
            frame(0x8A, "pong"),
            frame(0x00, "ll\u20ac"),
            frame(0x00, ""),
            frame(0x80, "o"),
            frame(0x02, "a message that is longer "),
            frame(0x80, "than any chunk may be"),
            frame(0x89, new byte[0]),
            Frames.header(0x82, 127), new byte[127],
            close(1001, "bye"),
            frame(0x81, "never seen"));

    private static final String PONGS_AND_CLOSE = "over 1001 bye\npongs 1\n"
            + "sent 138 ping\nsent 138 \nsent 136 \u0003\u00e9bye\n";

    private static String zeros() {
        StringBuilder story = new StringBuilder();
        for (int offset = 0; offset < 127; offset += 16) {
            int length = Math.min(16, 127 - offset);
            story.append("2 fin ").append(offset).append('+').append(length).append("/127 ")
                    .append(offset == 112 ? "last " : "").append("\0".repeat(length)).append('\n');
        }
        return story.toString();
    }

    private static final String FRAMES = "open\n1 fin 0+5/5 last short\n2 fin 0+0/0 last \n"
            + "2 fin 0+16/17 sixteen bytes no\n2 fin 16+1/17 last w\n2 fin 0+16/16 last exactly sixteen \n"
            + "1 0+3/3 last h\u00c3\u00a9\n0 0+5/5 last ll\u00e2\u0082\u00ac\n0 0+0/0 last \n0 fin 0+1/1 last o\n"
            + "2 0+16/25 a message that i\n2 16+9/25 last s longer \n"
            + "0 fin 0+16/21 than any chunk m\n0 fin 16+5/21 last ay be\n" + zeros() + PONGS_AND_CLOSE;

    private static final String MESSAGES = "open\n1 fin 0+5/5 last short\n2 fin 0+0/0 last \n"
            + "2 fin 0+16/17 sixteen bytes no\n2 fin 16+1/17 last w\n2 fin 0+16/16 last exactly sixteen \n"
            + "1 fin 0+9/9 last h\u00c3\u00a9ll\u00e2\u0082\u00aco\n"
            + "2 0+16/25 a message that i\n2 fin 16+16/25 s longer than an\n2 fin 32+14/25 last y chunk may be\n"
            + zeros() + PONGS_AND_CLOSE;

    @Test
    void everyTwoWayCutSaysTheSame() throws IOException {
        for (boolean whole : new boolean[] {false, true}) {
            int length = join(Frames.upgrade(new Run(whole).request), RECORDED).length;
            for (int cut = 0; cut <= length; cut++) {
                Run run = new Run(whole);
                byte[] all = join(Frames.upgrade(run.request), RECORDED);
                run.feed(all, 0, cut).feed(all, cut, all.length);
                assertEquals(whole ? MESSAGES : FRAMES, run.end(), "cut at " + cut);
            }
        }
    }

    @Test
    void byteByByteSaysTheSame() throws IOException {
        for (boolean whole : new boolean[] {false, true}) {
            Run run = new Run(whole);
            byte[] all = join(Frames.upgrade(run.request), RECORDED);
            for (int i = 0; i < all.length; i++) {
                run.feed(all, i, i + 1);
            }
            assertEquals(whole ? MESSAGES : FRAMES, run.end());
        }
    }

    private void refused(int code, String why, byte[]... frames) throws IOException {
        byte[] bytes = join(frames);
        for (int cut = 0; cut < bytes.length; cut++) {
            Run run = new Run(false);
            byte[] head = Frames.upgrade(run.request);
            run.feed(head, 0, head.length).feed(bytes, 0, cut).feed(bytes, cut, bytes.length);
            assertTrue(run.protocol.over(), why);
            assertFalse(run.protocol.closeReceived(), why);
            assertEquals(code, run.protocol.closeCode());
            assertTrue(run.protocol.why().contains(why), run.protocol.why());
            String end = run.end();
            String close = "sent 136 " + (char) (code >> 8) + (char) (code & 0xFF) + run.protocol.why() + "\n";
            assertTrue(end.endsWith(close), end);
        }
    }

    @Test
    void whatTheRfcForbidsIsRefusedWithItsCode() throws IOException {
        refused(1002, "reserved bit", frame(0xC1, "a"));
        refused(1002, "reserved bit", frame(0x91, "a"));
        refused(1002, "reserved bit", frame(0xA9, "a"));
        refused(1002, "masked", new byte[] {(byte) 0x81, (byte) 0x80, 0, 0, 0, 0});
        refused(1002, "unknown opcode", frame(0x83, "a"));
        refused(1002, "unknown opcode", frame(0x8B, "a"));
        refused(1002, "fragmented or too long", frame(0x09, "a"));
        refused(1002, "fragmented or too long", frame(0x89, new byte[126]));
        refused(1002, "highest bit", new byte[] {(byte) 0x82, 127, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0});
        refused(1002, "of no message", frame(0x80, "a"));
        refused(1002, "within another", frame(0x01, "a"), frame(0x81, "b"));
        refused(1002, "half a close code", frame(0x88, "a"));
        refused(1002, "closecode", close(1005, ""));
        refused(1002, "closecode", close(1006, ""));
        refused(1002, "closecode", close(999, ""));
        refused(1002, "close code", close(2999, ""));
        refused(1007, "not UTF-8", join(Frames.header(0x88, 3), new byte[] {3, (byte) 0xE8, (byte) 0xFF}));
    }

    @Test
    void textThatIsNotUtf8IsRefused() throws IOException {
        refused(1007, "not UTF-8", frame(0x81, new byte[] {'a', (byte) 0xFF}));
        refused(1007, "not UTF-8", frame(0x81, new byte[] {(byte) 0xE2, (byte) 0x82}));
        refused(1007, "not UTF-8", frame(0x01, new byte[] {(byte) 0xE2}), frame(0x80, new byte[] {(byte) 0x28}));
        refused(1007, "not UTF-8", frame(0x01, new byte[] {(byte) 0xE2}), frame(0x80, new byte[0]));
        refused(1007, "not UTF-8", Frames.header(0x81, 1L << 40), ascii("x".repeat(40)), new byte[] {(byte) 0xC0});
    }

    @Test
    void aTextSplitWithinACharacterIsFine() throws IOException {
        Run run = new Run(false);
        byte[] all = join(Frames.upgrade(run.request), frame(0x01, new byte[] {(byte) 0xE2}),
                frame(0x80, new byte[] {(byte) 0x82, (byte) 0xAC}));
        assertFalse(run.feed(all, 0, all.length).protocol.over());
    }

    @Test
    void aCloseWithoutACodeOrWithABare1007IsAClose() throws IOException {
        for (byte[] close : new byte[][] {frame(0x88, ""), close(1007, "")}) {
            Run run = new Run(false);
            byte[] all = join(Frames.upgrade(run.request), close);
            run.feed(all, 0, all.length);
            assertTrue(run.protocol.over());
            assertTrue(run.protocol.closeReceived());
        }
    }

    @Test
    void anAnswerThatIsNoUpgradeIsRefused() throws IOException {
        refusedHead("HTTP/1.1 401 Unauthorized", "wants authorization", "");
        refusedHead("HTTP/1.1 302 Found", "Location is \"ws://elsewhere/\"", "Location: ws://elsewhere/\r\n");
        refusedHead("HTTP/1.0 101 Switching", "it has no Sec-WebSocket-Accept", "");
        refusedHead("HTTP/1.1 101 Switching Protocols", "no Sec-WebSocket-Accept", "Upgrade: websocket\r\n");
        refusedHead("HTTP/1.1 101 Switching Protocols", "does not fit the key, it is \"c29tZSBvdGhlciBrZXk=\"",
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: c29tZSBvdGhlciBrZXk=\r\n");
        Run run = new Run(false);
        byte[] head = Frames.upgrade(run.request, "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        run.feed(head, 0, head.length);
        assertTrue(run.protocol.over());
        assertTrue(run.protocol.why()
                .endsWith("an extension was not asked for, Sec-WebSocket-Extensions is \"permessage-deflate\""),
                run.protocol.why());
    }

    private void refusedHead(String status, String why, String headers) throws IOException {
        Run run = new Run(false);
        byte[] head = ascii(status + "\r\n" + headers + "\r\n");
        run.feed(head, 0, head.length);
        assertTrue(run.protocol.over());
        assertFalse(run.protocol.open());
        assertTrue(run.protocol.why().startsWith("the server answered \"" + status + "\": "), run.protocol.why());
        assertTrue(run.protocol.why().contains(why), run.protocol.why());
        assertEquals("", run.sent.toString(StandardCharsets.US_ASCII));
    }

    @Test
    void theServersChoiceOfASubprotocolIsNotJudged() throws IOException {
        Run run = new Run(false);
        byte[] head = Frames.upgrade(run.request, "Sec-WebSocket-Protocol: something else\r\n");
        run.feed(head, 0, head.length);
        assertTrue(run.protocol.open());
        assertFalse(run.protocol.over());
    }

    @Test
    void aHeadOf16KiBIsTakenAndALongerOneIsNot() throws IOException {
        for (int length : new int[] {Protocol.HEAD_MAX, Protocol.HEAD_MAX + 1}) {
            Run run = new Run(false);
            int missing = length - Frames.upgrade(run.request, "X: \r\n").length;
            byte[] all = join(Frames.upgrade(run.request, "X: " + "x".repeat(missing) + "\r\n"), frame(0x81, "hello"));
            run.feed(all, 0, all.length);
            assertEquals(length > Protocol.HEAD_MAX, run.protocol.over());
            assertEquals(length > Protocol.HEAD_MAX, !run.protocol.open());
            assertEquals(run.protocol.open(), run.story.toString().contains("hello"));
        }
    }
}

package wsat.sim.browser;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSObjects;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.ArrayBuffer;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.websocket.CloseEvent;
import org.teavm.jso.websocket.WebSocket;
import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.WebSocketPort;
import wsat.sim.world.Received;

/**
 * One connection by the browser's WebSocket, which sends and receives whole messages, answers pings and close frames by
 * itself, and cannot be told to wait.
 */
final class BrowserLink {
    /** What may wait for the line, and what the fragments of one message may be together, in bytes. */
    static final int WAITING_MAX = 1 << 20;
    /** A close frame's code where a message is too big (RFC 6455, 7.4.1). */
    private static final int TOO_BIG = 1009;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    /** What the browser's events are told to. */
    interface Told {
        /** Something has happened. */
        void changed();

        /** For the person at the page. */
        void warn(String words);
    }

    private final Told told;
    private final LinkInfo info;
    private final WebSocket socket;
    private final Received received;
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    /** The opcode of the message whose fragments are being joined, 0: none. */
    private int joining;
    private final Ending ending = new Ending();
    private int state = WebSocketPort.OPENING;
    private int waiting;
    private int arrivals;
    private int pongs;
    private int closeCode;
    private boolean closeSent;
    private boolean pingTold;

    /**
     * @param protocols subprotocols, none: empty
     * @param info      what is known of the link's connections, which is kept up to date
     */
    BrowserLink(Page page, String url, String[] protocols, int bufferSize, LinkInfo info, Told told) {
        this.told = told;
        this.info = info;
        received = new Received(bufferSize);
        socket = page.socket(url, protocols);
        if (socket == null) {
            end(WebSocketPort.LOST, Ending.TCP, Ending.EACCES,
                    "the browser does not even try: a ws:// URI from a page that came by https://, or a subprotocol"
                    + " that is none");
            return;
        }
        socket.setBinaryType("arraybuffer");
        socket.onOpen(event -> opened());
        socket.onMessage(event -> message(event.getData()));
        socket.onClose(this::closed);
    }

    // --- what the browser says --------------------------------------------------------------------

    private void opened() {
        if (state == WebSocketPort.OPENING) {
            state = WebSocketPort.OPEN;
            info.protocol.set(cut(socket.getProtocol(), LinkInfo.PROTOCOL_MAX));
            info.compressed = socket.getExtensions().contains("permessage-deflate");
            told.changed();
        }
    }

    private void message(JSObject data) {
        if (state != WebSocketPort.OPEN) {
            return;
        }
        String text = JSObjects.typeOf(data).equals("string") ? ((JSString) data).stringValue() : null;
        byte[] bytes = text != null ? text.getBytes(StandardCharsets.UTF_8)
                : new Int8Array((ArrayBuffer) data).copyToJavaArray();
        arrivals++;
        info.framesIn++;
        info.bytesIn += bytes.length;
        if (bytes.length > WAITING_MAX - waiting) {
            socket.close();
            end(WebSocketPort.LOST, Ending.PROTOCOL, TOO_BIG,
                    "more than 1 MiB waits for the line, and a browser cannot make the server wait: closed");
            return;
        }
        waiting += bytes.length;
        received.begin(text != null ? TEXT : BINARY, true, bytes.length);
        received.more(bytes, 0, bytes.length);
        told.changed();
    }

    private void closed(CloseEvent event) {
        if (state == WebSocketPort.LOST || state == WebSocketPort.CLOSED) {
            return;
        }
        if (state == WebSocketPort.OPENING) {
            end(WebSocketPort.LOST, Ending.TCP, 0,
                    "could not be opened; why, a browser tells its console alone (F12)");
        } else if (closeSent) {
            end(WebSocketPort.CLOSED, Ending.BY_HOST, closeCode, "");
        } else if (event.wasClean()) {
            end(WebSocketPort.CLOSED, Ending.BY_SERVER, event.getCode(), event.getReason());
        } else {
            end(WebSocketPort.LOST, Ending.TCP_END, 0, "the connection broke; a browser does not say how");
        }
    }

    private void end(int newState, int stage, int code, String words) {
        state = newState;
        ending.set(stage, code).text.set(cut(words, Ending.TEXT_MAX));
        if (newState == WebSocketPort.LOST) {
            told.warn(words);
        }
        told.changed();
    }

    /** As many characters as have room; what is not ASCII is not told. */
    private static String cut(String words, int most) {
        String plain = words.replaceAll("[^ -~]", "?");
        return plain.length() <= most ? plain : plain.substring(0, most);
    }

    // --- what the module asks ---------------------------------------------------------------------

    int state() {
        return state;
    }

    boolean closeSent() {
        return closeSent;
    }

    int arrivals() {
        return arrivals;
    }

    int pongs() {
        return pongs;
    }

    Ending ending() {
        return ending;
    }

    boolean receive(boolean wholeMessage, Chunk chunk) {
        return received.lend(wholeMessage, chunk);
    }

    void release(int count) {
        waiting -= received.release(count).length;
    }

    int unsent() {
        return socket == null || state == WebSocketPort.LOST ? 0 : socket.getBufferedAmount();
    }

    int send(int opcode, boolean fin, byte[] payload, int offset, int length) {
        if (state != WebSocketPort.OPEN || closeSent) {
            return WebSocketPort.NOT_OPEN;
        }
        if (unsent() > 0) {
            return WebSocketPort.BUSY;
        }
        byte[] bytes = Arrays.copyOfRange(payload, offset, offset + length);
        int answer = opcode >= CLOSE ? control(opcode, bytes) : data(opcode, fin, bytes);
        if (answer == WebSocketPort.TAKEN) {
            info.framesOut++;
            info.bytesOut += length;
        }
        return answer;
    }

    private int control(int opcode, byte[] bytes) {
        switch (opcode) {
            case CLOSE:
                int code = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
                leave(code, bytes.length < 2 ? "" : new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_8));
                return WebSocketPort.TAKEN;
            case PING:
                if (!pingTold) {
                    told.warn("a browser sends no pings: they are taken as answered, and a dead connection is noticed"
                            + " when the browser does");
                }
                pingTold = true;
                pongs++;
                told.changed();
                return WebSocketPort.TAKEN;
            case PONG:
                told.warn("a browser sends no pong that is not an answer");
                return WebSocketPort.NOT_OPEN;
            default:
                return refuse(opcode);
        }
    }

    private int refuse(int opcode) {
        told.warn("a browser sends no frame with opcode " + opcode);
        return WebSocketPort.NOT_OPEN;
    }

    /** Fragments are joined: a browser sends messages. */
    private int data(int opcode, boolean fin, byte[] bytes) {
        if (opcode > BINARY) {
            return refuse(opcode);
        }
        if ((opcode == 0) != (joining != 0) || fragments.size() + bytes.length > WAITING_MAX) {
            told.warn(opcode == 0 ? joining == 0 ? "a fragment of a message that was not begun"
                    : "a message in fragments is more than 1 MiB" : "a message within the fragments of another");
            return WebSocketPort.NOT_OPEN;
        }
        joining = opcode == 0 ? joining : opcode;
        fragments.write(bytes, 0, bytes.length);
        if (!fin) {
            return WebSocketPort.TAKEN;
        }
        byte[] message = fragments.toByteArray();
        int kind = joining;
        joining = 0;
        fragments.reset();
        return kind == TEXT ? text(message) : binary(message);
    }

    private int binary(byte[] message) {
        socket.send(Int8Array.copyFromJavaArray(message));
        return WebSocketPort.TAKEN;
    }

    private int text(byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        if (!Arrays.equals(message, text.getBytes(StandardCharsets.UTF_8))) {
            told.warn("a browser sends text in UTF-8 alone; this is none");
            return WebSocketPort.NOT_OPEN;
        }
        socket.send(text);
        return WebSocketPort.TAKEN;
    }

    /** Nobody looks at it any more. @param code of the close frame, 0: none */
    void abandon(int code) {
        leave(code, "");
        if (state == WebSocketPort.OPENING) {
            ending.set(Ending.TCP, Ending.ETIMEDOUT).text.append("no answer");
        }
        state = WebSocketPort.CLOSED;
    }

    private void leave(int code, String reason) {
        if (socket == null || closeSent) {
            return;
        }
        closeSent = true;
        closeCode = code;
        if (code == WebSocketPort.NORMAL || code >= 3000 && code <= 4999) {
            socket.close(code, reason);
            return;
        }
        if (code != 0 && code != WebSocketPort.GOING_AWAY) {
            told.warn("a browser closes with code 1000 or one from 3000 to 4999: closed without code " + code);
        }
        socket.close();
    }
}

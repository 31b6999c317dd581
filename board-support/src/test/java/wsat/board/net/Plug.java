package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import wsat.board.text.Latin1;
import wsat.board.tls.Pki;
import wsat.port.Packet;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** One socket of a {@link Loop}, as the firmware would use it. */
final class Plug {
    final Loop loop;
    final int link;
    final SocketRequest request = new SocketRequest(256);
    final Packet packet = new Packet();

    Plug(Loop loop, int link) {
        this.loop = loop;
        this.link = link;
    }

    Plug begin(int type, String host, int port) {
        request.type = type;
        request.host.set(host);
        request.port = port;
        loop.sockets.open(link, request);
        return this;
    }

    Plug open(int type, int port) {
        return begin(type, "127.0.0.1", port).until(SocketPort.OPEN);
    }

    int state() {
        return loop.sockets.state(link);
    }

    Plug until(int state) {
        loop.until("socket " + link + " in state " + state + ", not " + state(), () -> state() == state);
        return this;
    }

    /** Waits for the socket to be lost with one line that holds these words. */
    Plug untilLost(String why) {
        until(SocketPort.LOST);
        assertTrue(loop.logged("socket " + link + ": " + why), why + " in " + loop.log);
        return this;
    }

    int trySend(byte[] bytes) {
        return trySend(bytes, 0, bytes.length);
    }

    int trySend(byte[] bytes, int offset, int length) {
        return loop.sockets.send(link, bytes, offset, length, null, 0);
    }

    /** Sends all of it, in pieces if need be. */
    Plug send(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += SocketPort.SEND_MAX) {
            int from = at;
            int length = Math.min(SocketPort.SEND_MAX, bytes.length - at);
            loop.until("room", () -> trySend(bytes, from, length) == SocketPort.TAKEN);
        }
        return this;
    }

    Plug send(String text) {
        return send(Frames.ascii(text));
    }

    int sendTo(String address, int port, byte[] bytes) {
        Text text = new Text(64).set(address);
        return loop.sockets.send(link, bytes, 0, bytes.length, text, port);
    }

    boolean receives() {
        return loop.sockets.receive(link, packet);
    }

    /** Waits for a packet; it stays lent. */
    Packet next() {
        loop.until("a packet for socket " + link, this::receives);
        return packet;
    }

    /** The whole packet, which is given back. */
    byte[] take() {
        next();
        byte[] bytes = Arrays.copyOfRange(packet.bytes, packet.start, packet.start + packet.length);
        loop.sockets.release(link, packet.length);
        return bytes;
    }

    /** Reads so many bytes of a stream. */
    byte[] read(int count) {
        byte[] all = new byte[count];
        for (int at = 0; at < count;) {
            next();
            int length = Math.min(packet.length, count - at);
            System.arraycopy(packet.bytes, packet.start, all, at, length);
            loop.sockets.release(link, length);
            at += length;
        }
        return all;
    }

    String text(int count) {
        return new String(read(count), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    String sender() {
        return Latin1.string(packet.address) + " " + packet.port;
    }

    SocketInfo info() {
        SocketInfo info = new SocketInfo();
        loop.sockets.info(link, info);
        return info;
    }

    void close() {
        loop.sockets.close(link);
        assertEquals(SocketPort.IDLE, state());
    }

    Plug configure(int authMode, String client, String ca) {
        boolean shows = (authMode & 1) != 0;
        loop.sockets.configure(link, authMode, shows ? FakeSlot.of(Pki.chainPem(client)) : null,
                shows ? FakeSlot.of(Pki.keyPem(client)) : null,
                (authMode & 2) != 0 ? FakeSlot.of(Pki.certificatePem(ca)) : null);
        loop.until("the slots", () -> loop.sockets.configured(link) != SocketPort.CHECKING);
        assertEquals(SocketPort.ACCEPTED, loop.sockets.configured(link), loop.log.toString());
        request.authMode = authMode;
        return this;
    }
}

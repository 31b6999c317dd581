package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import wsat.board.os.Ticks;
import wsat.board.tls.Pki;
import wsat.board.tls.VerifyOptions;
import wsat.port.Chunk;
import wsat.port.Log;
import wsat.port.OpenRequest;
import wsat.port.Slot;
import wsat.port.WebSocketPort;

/** Stands in for the firmware: turns a {@link Network} until something has happened, or too long. */
final class Loop implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 180_000;

    final Network network;
    final Sockets sockets;
    final List<String> log = new ArrayList<>();
    /** What was logged as a warning, or worse. */
    final List<String> warnings = new ArrayList<>();
    /** What was logged at any level. */
    final List<String> everything = new ArrayList<>();
    /** The lines that have a number, with it. */
    final List<String> values = new ArrayList<>();
    final FakeClock wallClock = new FakeClock();
    final Chunk chunk = new Chunk();
    boolean wholeMessages;
    /** The network's clock: it stands still unless the test lets time {@link #pass}. */
    private long now = Long.MAX_VALUE - 5_000;

    Loop(int links, int bufferMax) {
        this(links, bufferMax, VerifyOptions.USUAL);
    }

    Loop(int links, int bufferMax, VerifyOptions verifyOptions) {
        network = new Network(links, bufferMax, new Slow(), wallClock, verifyOptions, this::log, new Ticks() {
            @Override
            public long millis() {
                return now;
            }
        });
        sockets = new Sockets(10, network);
    }

    private void log(int level, CharSequence where, String what, long value) {
        String line = where + ": " + what;
        everything.add(line);
        if (level <= Log.WARN) {
            warnings.add(line);
        }
        if (value != Log.NO_VALUE) {
            values.add(line + " " + value);
        }
        if (level != Log.DEBUG) {
            log.add(line);
        }
    }

    private static long real() {
        return System.nanoTime() / 1_000_000;
    }

    /** Lets time pass for the network, and none for the test. */
    void pass(long millis) {
        now += millis;
        network.expire(now);
    }

    /** Opens link 0 on a server of the test's own. */
    Loop open(RawServer server) {
        return open(server.port, "/", 1024);
    }

    static OpenRequest request(String host, int port, String target, int bufferSize) {
        OpenRequest request = new OpenRequest(256, 1024);
        request.host.append(host);
        request.hostHeader.append(host);
        request.port = port;
        request.target.append(target);
        request.bufferSize = bufferSize;
        return request;
    }

    /** Opens link 0 on the loopback and waits for the upgrade. */
    Loop open(int port, String target, int bufferSize) {
        network.open(0, request("127.0.0.1", port, target, bufferSize));
        return untilState(WebSocketPort.OPEN);
    }

    /** Opens link 0 on the loopback with TLS and waits for the upgrade. */
    Loop openSecure(int port, String target, int bufferSize, int authMode) {
        beginSecure("127.0.0.1", port, target, bufferSize, authMode);
        return untilState(WebSocketPort.OPEN);
    }

    Loop beginSecure(String host, int port, String target, int bufferSize, int authMode) {
        OpenRequest request = request(host, port, target, bufferSize);
        request.secure = true;
        request.authMode = authMode;
        network.open(0, request);
        return this;
    }

    /** Gives link 0 what the mode needs, of these aliases, and waits for it to be accepted. */
    Loop configure(int authMode, String client, String ca) {
        assertEquals(WebSocketPort.ACCEPTED, configure(authMode,
                (authMode & 1) == 0 ? null : FakeSlot.of(Pki.chainPem(client)),
                (authMode & 1) == 0 ? null : FakeSlot.of(Pki.keyPem(client)),
                (authMode & 2) == 0 ? null : FakeSlot.of(Pki.certificatePem(ca))), log.toString());
        return this;
    }

    /** @return the outcome */
    int configure(int authMode, Slot certificate, Slot key, Slot ca) {
        network.configure(0, authMode, certificate, key, ca);
        until("the slots to be looked at", () -> network.configured(0) != WebSocketPort.CHECKING);
        return network.configured(0);
    }

    Loop untilState(int state) {
        return until("state " + state, () -> network.state(0) == state);
    }

    /** Turns until the condition holds. */
    Loop until(String what, BooleanSupplier condition) {
        long limit = real() + PATIENCE_MILLIS;
        while (!condition.getAsBoolean()) {
            if (real() - limit >= 0) {
                fail("waited in vain for " + what + "; state " + network.state(0) + ", log " + log);
            }
            turn();
        }
        return this;
    }

    /** One turn, which may sleep for a moment. */
    void turn() {
        network.turn(20);
    }

    /** How often it turns within so many milliseconds, when it sleeps whenever it may. */
    int turnsIn(long millis) {
        long end = real() + millis;
        int turns = 0;
        while (real() - end < 0) {
            network.turn(50);
            turns++;
        }
        return turns;
    }

    /** Sends one frame, waiting until it is taken. */
    Loop send(int opcode, boolean fin, byte[] payload) {
        return until("room for a frame",
                () -> network.send(0, opcode, fin, payload, 0, payload.length) == WebSocketPort.TAKEN);
    }

    Loop send(String text) {
        return send(1, true, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for a chunk; it stays lent. */
    Chunk next() {
        until("a chunk", () -> network.receive(0, wholeMessages, chunk));
        return chunk;
    }

    /** The bytes of the chunk, which is then given back. */
    byte[] take() {
        byte[] bytes = new byte[chunk.length];
        System.arraycopy(chunk.bytes, chunk.start, bytes, 0, chunk.length);
        network.release(0, chunk.length);
        return bytes;
    }

    /** Waits for a whole frame, or message. */
    byte[] unit() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean last;
        do {
            last = next().last;
            bytes.writeBytes(take());
        } while (!last);
        return bytes.toByteArray();
    }

    /** All frames up to the one that has FIN. */
    byte[] message() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean fin;
        do {
            fin = next().fin && chunk.last;
            bytes.writeBytes(take());
        } while (!fin);
        return bytes.toByteArray();
    }

    String text() {
        return new String(unit(), StandardCharsets.UTF_8);
    }

    boolean logged(String part) {
        return log.stream().anyMatch(line -> line.contains(part));
    }

    /** Waits for the end of a server's script. */
    Loop untilDone(RawServer server) {
        return until("the server's end", server::done);
    }

    @Override
    public void close() {
        network.close();
    }
}

package wsat.board.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;
import wsat.board.tls.WarmUp;
import wsat.port.Chunk;
import wsat.port.Clock;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.ListenPort;
import wsat.port.Log;
import wsat.port.OpenRequest;
import wsat.port.Slot;
import wsat.port.SocketPort;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/**
 * The board's WebSocket links, and its {@link Sockets}, on one selector that belongs to the loop thread. Its owner
 * calls {@link #turn}, {@link #expire}, and the port's methods, all from that thread; {@link #wake} is for others.
 */
public final class Network implements WebSocketPort, Closeable {
    private static final int SCRATCH = 2048;
    /** After so many handshakes most of what they spend their time in is compiled. */
    private static final int WARM_ROUNDS = 3;
    private static final Consumer<SelectionKey> LATER = new Later();

    private final int bufferMax;
    private final Clock wallClock;
    private final VerifyOptions verifyOptions;
    private final Log log;
    private final Ticks ticks;
    private final Selector selector;
    private final Consumer<SelectionKey> tell = new Tell();
    private final Slow slow;
    private final LinkConnections[] links;
    private Sockets sockets;
    private final WebSocketListeners listeners;
    private ListenAddress listenAddress = ListenAddress.LOOPBACK;
    private MaskKeys maskKeys;
    /** Null: nobody is told of openings. */
    private LinkWatch watch;
    private ByteBuffer scratch;
    private ByteBuffer packet;
    private boolean stirred;
    private long certificatesLater;

    /**
     * @param links      how many links
     * @param bufferMax  the largest payload of a chunk or a frame to be sent, in bytes
     * @param slow       where blocking is done; the network collects what is finished
     * @param wallClock  the coprocessor's own: by it certificates are judged
     * @param verifyOptions how strictly auth modes 2 and 3 look at a server
     * @param ticks      whose milliseconds are given to {@link #expire}
     */
    public Network(int links, int bufferMax, Slow slow, Clock wallClock, VerifyOptions verifyOptions, Log log,
            Ticks ticks) {
        this.bufferMax = bufferMax;
        this.wallClock = wallClock;
        this.verifyOptions = verifyOptions;
        this.log = log;
        this.ticks = ticks;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.slow = slow;
        slow.returnTo(selector);
        this.links = new LinkConnections[links];
        for (int i = 0; i < links; i++) {
            this.links[i] = new LinkConnections(this, i);
        }
        listeners = new WebSocketListeners(this, this.links);
        sockets = new Sockets(0, this);
    }

    // Classes, since the first lambda of a JVM takes tens of milliseconds to start.

    private static final class Later implements Consumer<SelectionKey> {
        @Override
        public void accept(SelectionKey key) {
            // It is still ready at the next turn.
        }
    }

    private static final class Tell implements Consumer<SelectionKey> {
        @Override
        public void accept(SelectionKey key) {
            if (key.isValid()) {
                ((Ready) key.attachment()).ready(key);
            }
        }
    }

    /** Turns and ends these sockets from now on, with the links. */
    void carry(Sockets theSockets) {
        sockets = theSockets;
    }

    /** On which of the machine's addresses clients are waited for from now on; loopback before. */
    public void listenOn(ListenAddress address) {
        listenAddress = address;
    }

    /** On which of the machine's addresses clients are waited for. */
    public ListenAddress listenAddress() {
        return listenAddress;
    }

    /** The machine's own ports, whose clients get links here. */
    public ListenPort listeners() {
        return listeners;
    }

    /** Somebody is told of openings. */
    public void watch(LinkWatch who) {
        watch = who;
    }

    LinkWatch watch() {
        return watch;
    }

    /** Where other channels of the board register, each key with a {@link Ready} attached. */
    public Selector selector() {
        return selector;
    }

    Slow slow() {
        return slow;
    }

    /**
     * Loads and tries in a slow thread what the first connection needs, the resolver, TLS and the upgrade, so that its
     * host does not wait for it; until somebody opens one. To be called once, when there is nothing better to do.
     */
    public void warmUp() {
        slow.ask(new WarmUpJob());
    }

    /** Milliseconds on the clock that deadlines are on. */
    public long now() {
        return ticks.millis();
    }

    /**
     * Waits for something to happen, and handles it.
     *
     * @param timeoutMillis how long to wait, 0: not at all, negative: without limit
     * @return work done; 0 when only the time has passed, or it was woken
     */
    public int turn(long timeoutMillis) {
        if (!stirred) {
            return select(timeoutMillis) + slow.collect();
        }
        stirred = false;
        for (int i = 0; i < links.length; i++) {
            links[i].turn();
        }
        listeners.turn();
        sockets.turn();
        return 1 + select(0) + slow.collect();
    }

    private int select(long timeoutMillis) {
        try {
            if (timeoutMillis == 0) {
                return selector.selectNow(tell);
            }
            return selector.select(tell, Math.max(0, timeoutMillis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends a waiting {@link #turn}, or the next one. For any thread. */
    public void wake() {
        selector.wakeup();
    }

    /** When {@link #expire} has something to do, on the clock. @return Long.MAX_VALUE: never */
    public long nextDeadline() {
        long deadline = sooner(sockets.nextDeadline(), listeners.nextDeadline());
        for (int i = 0; i < links.length; i++) {
            deadline = sooner(deadline, links[i].nextDeadline());
        }
        return deadline;
    }

    /** Handles the deadlines that have come. @return work done */
    public int expire(long now) {
        int work = sockets.expire(now) + listeners.expire(now);
        for (int i = 0; i < links.length; i++) {
            work += links[i].expire(now);
        }
        return work;
    }

    static long sooner(long a, long b) {
        if (a == Long.MAX_VALUE || b == Long.MAX_VALUE) {
            return Math.min(a, b);
        }
        return a - b < 0 ? a : b;
    }

    int bufferMax() {
        return bufferMax;
    }

    Log log() {
        return log;
    }

    /** Certificates of servers are judged as though it were so many milliseconds later; of handshakes to come. */
    public void judgeLater(long millis) {
        certificatesLater = millis;
    }

    /** By which certificates of servers are judged. */
    long judgedAt() {
        return wallClock.unixMillis() + certificatesLater;
    }

    Clock wallClock() {
        return wallClock;
    }

    VerifyOptions verifyOptions() {
        return verifyOptions;
    }

    /** Made when first needed: its random generator takes a while to start. */
    MaskKeys maskKeys() {
        if (maskKeys == null) {
            maskKeys = new MaskKeys();
        }
        return maskKeys;
    }

    /** Where bytes go that nobody wants. */
    ByteBuffer scratch() {
        if (scratch == null) {
            scratch = ByteBuffer.allocate(SCRATCH);
        }
        return scratch.clear();
    }

    /** Room for one datagram, and for one byte more that shows that it is too long. */
    ByteBuffer packet() {
        if (packet == null) {
            packet = ByteBuffer.allocateDirect(SocketPort.SEND_MAX + 1);
        }
        return packet;
    }

    /**
     * Lets go of the ports of closed channels, which a selector keeps until it looks at them again. Not to be called
     * from {@link Ready#ready}.
     */
    void freePorts() {
        try {
            selector.selectNow(LATER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stir(); // it may have taken a call of wake
    }

    /** A state has changed: the next turn does not wait, so that the loop looks again. */
    void stir() {
        stirred = true;
    }

    static void close(Channel socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    private final class WarmUpJob implements Slow.Job {
        private int rounds;
        private boolean warm = true;

        @Override
        public void work() {
            if (rounds == 0) {
                LookUp.resolve("localhost");
                warm = Rehearsal.run();
            }
            warm &= WarmUp.run();
            rounds++;
        }

        @Override
        public void done() {
            if (warm && rounds < WARM_ROUNDS && idle()) {
                slow.ask(this);
            } else {
                log.log(Log.DEBUG, "network", warm ? "TLS is warm" : "TLS could not be warmed up", Log.NO_VALUE);
            }
        }

        /** Whether nobody is waiting for a handshake of a link. */
        private boolean idle() {
            for (LinkConnections link : links) {
                if (link.state() != IDLE) {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
        links[link].credentials().configure(authMode, certificate, key, ca);
    }

    @Override
    public int configured(int link) {
        return links[link].credentials().outcome();
    }

    @Override
    public void open(int link, OpenRequest request) {
        if (request.bufferSize < 1 || request.bufferSize > bufferMax) {
            throw new IllegalArgumentException("buffer size " + request.bufferSize);
        }
        links[link].open(request);
    }

    @Override
    public int state(int link) {
        return links[link].state();
    }

    @Override
    public boolean closeSent(int link) {
        return links[link].closeSent();
    }

    @Override
    public boolean receive(int link, boolean wholeMessage, Chunk chunk) {
        return links[link].receive(wholeMessage, chunk);
    }

    @Override
    public void release(int link, int count) {
        links[link].release(count);
    }

    @Override
    public int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length) {
        if (opcode < 0 || opcode > 15 || length < 0 || length > (opcode < 8 ? bufferMax : 125)) {
            throw new IllegalArgumentException("opcode " + opcode + ", length " + length);
        }
        return links[link].send(opcode, fin, payload, offset, length);
    }

    @Override
    public int unsent(int link) {
        return links[link].unsent();
    }

    @Override
    public void ending(int link, Ending into) {
        into.set(links[link].ending());
    }

    @Override
    public void info(int link, LinkInfo into) {
        links[link].info(into);
    }

    @Override
    public int arrivals(int link) {
        return links[link].arrivals();
    }

    @Override
    public int pongs(int link) {
        return links[link].pongs();
    }

    @Override
    public int pings(int link) {
        return links[link].pings();
    }

    @Override
    public boolean head(int link, int index, Text into) {
        return links[link].head(index, into);
    }

    @Override
    public void close(int link, int code) {
        links[link].close(code);
    }

    @Override
    public void drop(int link) {
        links[link].drop();
    }

    /**
     * Says goodbye on every link and socket and waits for the servers to end TCP, but not longer than this.
     *
     * @param millis how long at most
     */
    public void goodbye(long millis) {
        long until = now() + millis;
        listeners.closeAll();
        for (LinkConnections link : links) {
            link.close(GOING_AWAY);
        }
        sockets.closeAll();
        while (anyLeaving() && now() - until < 0) {
            turn(Math.max(0, until - now()));
            expire(now());
        }
    }

    private boolean anyLeaving() {
        for (LinkConnections link : links) {
            if (link.isLeaving()) {
                return true;
            }
        }
        return sockets.anyLeaving();
    }

    /** Cuts every connection and ends the slow threads. */
    @Override
    public void close() {
        slow.stop();
        listeners.closeAll();
        for (LinkConnections link : links) {
            link.cut();
        }
        sockets.cut();
        try {
            selector.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}

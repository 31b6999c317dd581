package wsat.link;

import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.Entropy;
import wsat.port.LinkInfo;
import wsat.port.ListenPort;
import wsat.port.Log;
import wsat.port.OpenRequest;
import wsat.port.Text;
import wsat.port.TlsPort;
import wsat.port.TlsReason;
import wsat.port.WebSocketPort;

/**
 * The life of one WebSocket link: opened by the host, kept alive by pings, opened again after a loss,
 * ended by {@code AT+WSCLOSE} or by the server's close frame. What the host has not been told yet is
 * remembered as state, not queued. Used from the loop thread alone.
 */
public final class Link {
    /** Not there: never opened, closed, or given back. */
    public static final int CLOSED = 0;
    /** Being opened, by AT+WSOPEN or again after a loss. */
    public static final int CONNECTING = 1;
    /** Upgraded. */
    public static final int CONNECTED = 2;
    /** Lost; waiting for the next attempt. */
    public static final int WAITING = 3;
    /** The server's close frame has come, ours is under way. */
    public static final int CLOSING = 4;

    /** {@link #news}: none. */
    public static final int NO_NEWS = 0;
    /** The connection is lost, or could not be opened again. */
    public static final int LOSS = 1;
    /** Connected again. */
    public static final int CONNECT = 2;
    /** A chunk has come. */
    public static final int DATA = 3;
    /** The closing handshake is done: the link is given back. */
    public static final int CLOSE = 4;
    /** What was opened without a command that waits has failed, {@link #ending} says how: the link is given back. */
    public static final int FAILURE = 6;
    /** An attempt to open again has been planned, and the host wants to know. */
    public static final int ATTEMPT = 7;
    /** A pong has come, and the host wants to know. */
    public static final int PONG = 8;
    /** A ping has come and was answered, and the host wants to know. */
    public static final int PINGED = 9;
    /** A client has come, to one of the module's own ports. */
    public static final int CLIENT = 10;

    /** Bit of {@link #events}: how a connection ended is told with the news of it. */
    public static final int TELL_WHY = 1;
    /** Bit of {@link #events}: pings that come, and pongs. */
    public static final int TELL_PINGS = 2;
    /** Bit of {@link #events}: each attempt to open again is told before its pause. */
    public static final int TELL_ATTEMPTS = 4;
    /** Bit of {@link #events}: the head of the server's answer to an opening, in front of how that went. */
    public static final int TELL_HEAD = 8;

    /** {@link #news}: of a link that is pulled, a frame waits that the host has not been told of. */
    public static final int ARRIVAL = 5;

    /** The most {@link #redirects}. */
    public static final int REDIRECTS_MAX = 20;

    /** The time that an attempt may take where the host has set none. */
    public static final int NETWORK_TIMEOUT_MICROS = 10_000_000;

    /** {@link #sending}: not all of the frame is with the network stack. */
    public static final int SENDING = 0;
    /** {@link #sending}: the network stack has it. */
    public static final int SENT = 1;
    /** {@link #sending}: the connection that it was for has ended. */
    public static final int NOT_SENT = 2;

    private static final int CLOSE_FRAME = 8;
    private static final int PING = 9;
    private static final byte[] NOTHING = {};
    /** {@link #servedBy}: it is not a client's. */
    private static final int NO_SERVER = -1;

    public final LinkConfig config;
    public final DataFormat format = new DataFormat();
    /** How it comes back after a loss; survives closing. */
    public final ReconnectPolicy reconnect = new ReconnectPolicy();
    /** How many redirects are followed, 0 to {@link #REDIRECTS_MAX}; survives closing. */
    public int redirects;
    /** Request headers of this link alone, behind those of all. */
    public final RequestHeaders headers;

    /** How it is a wire, set through {@link #passThrough}; survives closing. */
    public final PassthroughOptions passthrough = new PassthroughOptions();

    private final int number;
    private final String name;
    private final WebSocketPort port;
    private final Log log;
    private final Destination destination;
    private final OpenRequest request;
    private final Chunk chunk = new Chunk();
    private final Ending ending = new Ending();
    private final Text closeFrame = new Text(2 + Ending.TEXT_MAX);

    private int state = CLOSED;
    /** Whether a command waits for the opening that is under way. */
    private boolean awaited;
    /** Whether the opening that is under way is the host's own, not one after a loss. */
    private boolean first;
    private long timeoutMicros;
    private long deadline;
    private int changes;
    private int connects;
    private final Entropy entropy;
    /** Of a lost link: it is not opened again. */
    private boolean last;
    /** Which listener its client has come to. */
    private int servedBy = NO_SERVER;
    private final LinkInfo clientInfo = new LinkInfo();
    private int pauseMillis;

    private final Untold untold = new Untold();
    private final KeepAlive keepAlive;
    private final FrameRest rest = new FrameRest();
    private final Sending sending;
    /** As {@link #changes} was when the frame was announced. */
    private int sendingOn;
    private final Pull pull = new Pull();

    /**
     * @param number  of the link, from 0
     * @param entropy for the pauses before it is opened again
     * @param defaults what is so for all links
     * @param uriMax  longest URI in bytes
     * @param bufferMax the largest {@code buffer_size}
     */
    public Link(int number, WebSocketPort port, Entropy entropy, Log log, OpeningDefaults defaults, int uriMax,
            int headerMax, int bufferMax) {
        this.number = number;
        this.name = "link " + number;
        this.port = port;
        this.entropy = entropy;
        this.log = log;
        headers = new RequestHeaders(headerMax);
        config = new LinkConfig(bufferMax);
        keepAlive = new KeepAlive(config);
        sending = new Sending(number, port);
        destination = new Destination(defaults, headers, uriMax, headerMax);
        request = destination.request;
        port.configure(number, config.tls.authMode, null, null, null);
    }

    /** The number that the host knows it by. */
    public int number() {
        return number;
    }

    /** {@link #CLOSED} to {@link #CLOSING}, the numbers of {@code AT+WSOPEN?}. */
    public int state() {
        if (state != CONNECTED) {
            return state;
        }
        switch (port.state(number)) {
            case WebSocketPort.CLOSING: return CLOSING;
            case WebSocketPort.CLOSED: return CLOSED;
            case WebSocketPort.LOST: return WAITING;
            default: return CONNECTED;
        }
    }

    /** The URI as the host gave it; of a client, what it has asked for. */
    public Text uri() {
        return isServed() ? clientInfo.target : destination.uri;
    }

    /** The subprotocol that was given with it; empty: none. */
    public Text protocol() {
        return request.protocol;
    }

    /** The authorization that was given with it, a secret; empty: none. */
    public Text auth() {
        return destination.auth;
    }

    /** Whether what was {@link #prepare}d is a {@code wss} URI. */
    public boolean isSecure() {
        return request.secure;
    }

    /** Moves whenever a connection begins or is given up: tells one from the next, and from none. */
    public int changes() {
        return changes;
    }

    /** How the last connection could not be opened, or has ended. */
    public Ending ending() {
        return ending;
    }

    /** What the host wants to hear of the link beyond ESP-AT: sum of {@link #TELL_WHY} to {@link #TELL_HEAD}. */
    public int events() {
        return untold.events();
    }

    /** The same is to be so; survives closing. */
    public void tell(int mask) {
        untold.want(mask, keepAlive.pongs(), port.pings(number));
    }

    /** Whether the host is to be told the head of an answer, in front of all other news. */
    public boolean headIsUntold() {
        return untold.head;
    }

    /** A line of that, the status line first, as far as it has room in {@code into}. @return false: there is none */
    public boolean head(int index, Text into) {
        untold.head = port.head(number, index, into);
        return untold.head;
    }

    /** The host is being told the head. */
    public void headTold() {
        untold.head = false;
    }

    /** How long the pause before the {@link #ATTEMPT} is, in milliseconds. */
    public int pauseMillis() {
        return pauseMillis;
    }

    /** How often the link was connected since power-up. */
    public int connects() {
        return connects;
    }

    /** How long the last pong took, in microseconds; 0: there was none on this connection. */
    public long rttMicros() {
        return state == CONNECTED ? keepAlive.rttMicros() : 0;
    }

    /** The same of the last {@link #PONG}; 0: nobody had asked for it. */
    public long pongMicros() {
        return keepAlive.answered() ? keepAlive.rttMicros() : 0;
    }

    // --- clients ---------------------------------------------------------------------------------

    /** Takes the client that {@code clients} has for it. */
    void accept(ListenPort clients, int listener, long now) {
        clients.accept(listener, number, config.bufferSize);
        port.info(number, clientInfo);
        awaited = false;
        servedBy = listener;
        connected(now);
        untold.accepted(port.pings(number));
    }

    /** Whether it was opened by a client, who has come to a port of the module's: it never opens again. */
    public boolean isServed() {
        return servedBy != NO_SERVER;
    }

    boolean isServedBy(int listener) {
        return servedBy == listener;
    }

    /** Of a {@link #CLIENT}: where it comes from, and what it has asked for. */
    public LinkInfo client() {
        return clientInfo;
    }

    // --- opening ---------------------------------------------------------------------------------

    /**
     * Reads what {@code AT+WSOPEN} gives; nothing is opened yet.
     *
     * @param givenAuth empty: none
     * @return null, or what is wrong
     */
    public String prepare(Text givenUri, Text protocol, Text givenAuth) {
        request.redirects = redirects;
        return destination.set(givenUri, protocol, givenAuth);
    }

    /** Whether the link is there in any state; then only {@link #close} makes it free. */
    public boolean isOpen() {
        return state != CLOSED;
    }

    /**
     * Begins to open what was {@link #prepare}d, if need be when the board has looked at its certificates.
     *
     * @param micros  for the whole of it, certificates excepted
     * @param awaited whether a command waits and asks {@link #opening} how it goes; else it is {@link #news}
     */
    public void open(long now, long micros, boolean awaited) {
        this.awaited = awaited;
        first = true;
        request.tls.set(config.tlsOptions);
        attempt(now, micros);
    }

    /** The same at power-up, of what was kept: as after a loss, so that it is tried again. */
    public void openAtPowerUp(long now) {
        awaited = false;
        first = false;
        request.tls.set(config.tlsOptions);
        attempt(now, NETWORK_TIMEOUT_MICROS);
    }

    /** The same, of a link whose slots do not hold what it needs: that is all that the host is told. */
    public void failWithoutCertificates() {
        state = CONNECTING;
        certificatesRefused();
        untold.failure = true;
    }

    private void certificatesRefused() {
        first = true; // no waiting makes them better
        ending.set(Ending.TLS, TlsReason.NO_MATERIAL).text.append("the certificates in the slots cannot be used");
    }

    private void attempt(long now, long micros) {
        state = CONNECTING;
        timeoutMicros = micros;
        if (!config.tls.isReading()) {
            dial(now);
        }
    }

    private void dial(long now) {
        untold.dialled(port.pings(number));
        deadline = now + timeoutMicros;
        request.bufferSize = config.bufferSize;
        request.authMode = config.tls.authMode;
        request.deflate.set(config.deflate);
        port.open(number, request);
    }

    /**
     * How an opening goes: the state becomes CONNECTED when it is done, CLOSED when it has failed.
     *
     * @return {@link #CONNECTING}, {@link #CONNECTED} or {@link #CLOSED}
     */
    public int opening(long now) {
        if (config.tls.isReading()) {
            return certified(now);
        }
        switch (port.state(number)) {
            case WebSocketPort.OPENING:
                if (now - deadline < 0) {
                    return CONNECTING;
                }
                return fail(); // the board says what was under way
            case WebSocketPort.OPEN:
            case WebSocketPort.CLOSING:
            case WebSocketPort.CLOSED:
                return connected(now);
            default:
                // What arrived before the connection was lost was sent by a server that had accepted.
                return port.receive(number, false, chunk) ? connected(now) : fail();
        }
    }

    /** Dials once the board has accepted the certificates. */
    private int certified(long now) {
        switch (config.tls.outcome(port, number)) {
            case TlsPort.CHECKING:
                return CONNECTING;
            case TlsPort.ACCEPTED:
                dial(now);
                return CONNECTING;
            default:
                certificatesRefused();
                state = CLOSED;
                return CLOSED;
        }
    }

    private int fail() {
        port.drop(number);
        port.ending(number, ending);
        state = CLOSED;
        untold.head = untold.wants(TELL_HEAD);
        return CLOSED;
    }

    private int connected(long now) {
        state = CONNECTED;
        changes++;
        connects++;
        reconnect.connected();
        untold.head = untold.wants(TELL_HEAD);
        keepAlive.begin(port.arrivals(number), port.pongs(number), now);
        untold.connected(keepAlive.pongs());
        rest.forget();
        pull.forget();
        return CONNECTED;
    }

    /** When {@link #opening} is over at the latest. @return microseconds, Long.MAX_VALUE: not known yet */
    public long openBy() {
        return config.tls.isReading() ? Long.MAX_VALUE : deadline;
    }

    /** When {@link #poll} has the next thing to do by time alone. @return microseconds, Long.MAX_VALUE: never */
    public long deadline() {
        switch (state) {
            case CONNECTING:
                return awaited || untold.failure ? Long.MAX_VALUE : openBy();
            case WAITING:
                return last ? Long.MAX_VALUE : deadline;
            case CONNECTED:
                return isAlive() ? keepAlive.deadline() : Long.MAX_VALUE;
            default:
                return Long.MAX_VALUE;
        }
    }

    // --- closing ---------------------------------------------------------------------------------

    /** Ends the link: a goodbye on the wire where there is a connection, no news for the host. */
    public void close(int code) {
        ending.set(Ending.BY_HOST, code);
        if (state == CONNECTED) {
            port.close(number, code);
        } else {
            port.drop(number);
        }
        free();
    }

    /** The same with a reason. */
    public void close(int code, Text reason) {
        close(code);
        ending.text.append(reason);
    }

    /**
     * Announces a close frame; {@link #closing} sends it.
     *
     * @param reason at most {@link Ending#TEXT_MAX} bytes of UTF-8
     */
    public void prepareClose(int code, Text reason) {
        prepareFrame(CLOSE_FRAME, true);
        closeFrame.clear();
        closeFrame.append(code >> 8).append(code).append(reason);
        sending.begin(closeFrame.bytes, closeFrame.length);
    }

    /** Whether the close frame is on its way, or the server's answer; else only {@link #close} is left to do. */
    public boolean closing() {
        if (sendingOn != changes || state != CONNECTED) {
            return false;
        }
        switch (port.state(number)) {
            case WebSocketPort.OPEN:
                return sending() != NOT_SENT || closeSent();
            case WebSocketPort.CLOSING:
                return closeSent();
            default:
                return false;
        }
    }

    private void free() {
        state = CLOSED;
        servedBy = NO_SERVER;
        changes++;
        config.tls.stopReading();
        untold.forget();
        rest.forget();
    }

    /** Gives a connection up that cannot be used any more; the host hears of it and it is opened again. */
    public void giveUp(long now) {
        port.drop(number);
        untold.lost();
        waitToReopen(now);
    }

    private void waitToReopen(long now) {
        state = WAITING;
        changes++;
        last = isServed() || !reconnect.again();
        if (isServed()) {
            return;
        }
        if (last) {
            log.log(Log.INFO, name, "not opened again; attempts:", reconnect.attempt());
        } else {
            pauseMillis = reconnect.pause(entropy, ending.retryAfterSeconds);
            deadline = now + pauseMillis * 1000L;
            untold.planned();
        }
    }

    // --- clocks ----------------------------------------------------------------------------------

    /** Looks after pings and attempts to open again; only while nothing is being said. @return work done */
    public int poll(long now) {
        switch (state) {
            case CONNECTED:
                return isAlive() ? keepAlive(now) : 0;
            case WAITING:
                if (last || now - deadline < 0) {
                    return 0;
                }
                awaited = false;
                first = false;
                attempt(now, NETWORK_TIMEOUT_MICROS);
                return 1;
            case CONNECTING:
                return awaited || untold.failure ? 0 : unattended(now);
            default:
                return 0;
        }
    }

    /** Whether it is to be kept alive: after the host's own close frame it ends as the server or the board has it. */
    private boolean isAlive() {
        return port.state(number) == WebSocketPort.OPEN && !closeSent();
    }

    /** An opening that no command waits for. */
    private int unattended(long now) {
        boolean reading = config.tls.isReading();
        int how = opening(now);
        if (how == CONNECTED) {
            if (!first) {
                log.log(Log.INFO, name, connects > 1 ? "connected again" : "connected, as was kept", Log.NO_VALUE);
            }
            untold.connect = true;
        } else if (how == CLOSED && first) {
            state = CONNECTING; // until the host knows: whatever it asks for is about this opening
            untold.failure = true;
        } else if (how == CLOSED) {
            giveUp(now);
        }
        return how == CONNECTING && reading == config.tls.isReading() ? 0 : 1;
    }

    private int keepAlive(long now) {
        keepAlive.look(hasChunk(), port.arrivals(number), port.pongs(number), now);
        if (keepAlive.overdue(now)) {
            log.log(Log.WARN, name, "no pong within seconds:", config.pongTimeoutSeconds);
            ending.set(Ending.PONG, Ending.ETIMEDOUT).text.append("no pong");
            giveUp(now);
            return 1;
        }
        return keepAlive.due(now) ? ping(now) : 0;
    }

    private int ping(long now) {
        if (port.send(number, PING, true, NOTHING, 0, 0) != WebSocketPort.TAKEN) {
            keepAlive.refused(now);
            return 0;
        }
        keepAlive.pinged(now);
        return 1;
    }

    // --- sending ---------------------------------------------------------------------------------

    /** Whether the host has sent a close frame on this connection: nothing can follow it. */
    public boolean closeSent() {
        return port.closeSent(number);
    }

    /** Announces a frame for the connection that is there now; {@link #send} brings its payload. */
    public void prepareFrame(int opcode, boolean fin) {
        sending.prepare(opcode, fin);
        sendingOn = changes;
    }

    /** Begins to send the frame that was announced; {@link #sending} goes on. @param payload lent until then */
    public void send(byte[] payload, int length, long now) {
        if (sending.isPing()) {
            keepAlive.pingedByHost(now);
        }
        sending.begin(payload, length);
    }

    /** Goes on sending. @return {@link #SENDING}, {@link #SENT} or {@link #NOT_SENT} */
    public int sending() {
        return sendingOn == changes ? sending.go() : NOT_SENT;
    }

    /**
     * Nobody waits for the frame any more. Part of it may be out: then nothing can follow it, and the connection is
     * given up, unless it ends anyway.
     */
    public void stopSending(long now) {
        if (sendingOn == changes && sending.halfOut() && !closeSent()) {
            ending.set(Ending.TCP_END, Ending.ETIMEDOUT).text.append("a frame was not sent in time");
            giveUp(now);
        }
    }

    /** Whether frames of passthrough can be sent. */
    public boolean passes() {
        return state == CONNECTED && port.state(number) == WebSocketPort.OPEN && !closeSent();
    }

    /** Sends a frame of passthrough. @return whether it was taken */
    public boolean pass(byte[] bytes, int from, int length) {
        return port.send(number, passthrough.opcode, true, bytes, from, length) == WebSocketPort.TAKEN;
    }

    /** What comes is told without a head from now on, or with one; not within a frame that was begun. */
    public void passThrough(boolean on) {
        passthrough.on = on;
        rest.forget();
    }

    // --- news ------------------------------------------------------------------------------------

    /** The oldest thing that the host has not been told: {@link #NO_NEWS} to {@link #CLIENT}. */
    public int news() {
        int first = untold.first(state == WAITING);
        if (first != NO_NEWS) {
            return first == LOSS && isServed() ? CLOSE : first;
        }
        if (state != CONNECTED) {
            return NO_NEWS;
        }
        int ofPings = rest.isOwed() ? NO_NEWS : untold.ofPings(keepAlive.pongs(), port.pings(number));
        if (ofPings != NO_NEWS) {
            return ofPings;
        }
        if (hasChunk()) {
            return passthrough.on || !pull.on ? DATA : pull.announced ? NO_NEWS : ARRIVAL;
        }
        switch (port.state(number)) {
            case WebSocketPort.CLOSED: return CLOSE;
            case WebSocketPort.LOST: return isServed() ? CLOSE : LOSS;
            default: return NO_NEWS;
        }
    }

    private boolean hasChunk() {
        return port.receive(number, format.level == DataFormat.MESSAGE, chunk);
    }

    /** The host is being told of any of the {@link #news} but what has come. */
    public void told(int news, long now) {
        rest.forget();
        if (untold.told(news, keepAlive.pongs(), port.pings(number))) {
            return;
        }
        if (news == FAILURE) {
            free();
        } else if (news == CLOSE) {
            closeTold(now);
        } else {
            lossTold(now);
        }
    }

    private void closeTold(long now) {
        if (!untold.hasLoss()) {
            port.ending(number, ending);
        }
        boolean opened = !isServed();
        port.drop(number);
        free();
        if (opened && ending.stage == Ending.BY_SERVER && reconnect.afterClose() && reconnect.again()) {
            waitToReopen(now);
        }
    }

    private void lossTold(long now) {
        if (!untold.hasLoss()) {
            port.ending(number, ending);
            giveUp(now);
        }
        untold.lossTold();
        if (state == WAITING && last) {
            free();
        }
    }

    // --- pulling ---------------------------------------------------------------------------------

    /** Whether what comes waits until the host reads it. */
    public boolean pulled() {
        return pull.on;
    }

    /** From now on what comes waits until the host reads it, or does not; survives closing. */
    public void pull(boolean on) {
        pull.on = on;
        rest.forget();
    }

    /** Whether there is something to read; {@link #chunk} is then valid. An empty frame is something. */
    public boolean waits() {
        return state == CONNECTED && hasChunk();
    }

    /** How many bytes can be read now, of one frame. */
    public int readable() {
        return waits() ? chunk.length - pull.readTo : 0;
    }

    /** How many bytes of {@link #chunk} the host has read. */
    public int readFrom() {
        return pull.readTo;
    }

    /** The host is being given so many more bytes of {@link #chunk}. */
    public void read(int count) {
        pull.read(count, chunk);
    }

    /** The host is being told an {@link #ARRIVAL}. */
    public void announce() {
        pull.announced = true;
    }

    /** What {@link #DATA} is about, lent until it is released. */
    public Chunk chunk() {
        return chunk;
    }

    /** Whether the chunk goes on with a frame or message whose head the host has had. */
    public boolean isRest() {
        return rest.has(chunk);
    }

    /** The host is being told the chunk. @return whether CR LF belongs behind it */
    public boolean toldChunk(long now) {
        return rest.told(chunk, format, now);
    }

    /** What the host is being told is still being said: the time for the rest begins behind it. */
    public void saying(long now) {
        rest.saying(now);
    }

    /** Whether the head of a frame has been said, its rest is still to come, and not for too long. */
    public boolean inRest(long now) {
        return state == CONNECTED && rest.holds(now);
    }

    /** When {@link #inRest} ends by itself. @return microseconds, Long.MAX_VALUE: never */
    public long restUntil() {
        return state == CONNECTED ? rest.until() : Long.MAX_VALUE;
    }

    /** Whether a frame was cut off whose head the host has had. */
    public boolean isCutOff() {
        return rest.isOwed();
    }
}

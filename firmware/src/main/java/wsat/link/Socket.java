package wsat.link;

import wsat.port.Ending;
import wsat.port.ListenPort;
import wsat.port.Log;
import wsat.port.Packet;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.Text;
import wsat.port.TlsOptions;
import wsat.port.TlsPort;
import wsat.port.TlsReason;

/**
 * The life of one TCP, UDP or SSL socket: opened by the host, ended by it, by its peer or by a loss. What the
 * host has not been told yet stays with the board: nothing is queued here. Used from the loop thread alone.
 */
public final class Socket {
    /** Not there: never opened, or the host knows that it has ended. */
    public static final int CLOSED = 0;
    /** Being opened. */
    public static final int CONNECTING = 1;
    /** Opened; perhaps ended by the peer, but the host has not been told. */
    public static final int CONNECTED = 2;

    /** {@link #news}: none. */
    public static final int NO_NEWS = 0;
    /** Active mode: bytes have come. */
    public static final int DATA = 1;
    /** Passive mode: bytes have come that the host has not been told of. */
    public static final int ARRIVAL = 2;
    /** Ended by the peer or by a loss, and nothing that was received is left. */
    public static final int CLOSE = 3;
    /** Opened, while no command waited: by the host, or by a client. */
    public static final int CONNECT = 4;
    /** What was opened without a command that waits has failed, {@link #ending} says how: the socket is given back. */
    public static final int FAILURE = 5;

    /** UDP mode 0: the peer stays the one that was opened with. */
    public static final int PEER_FIXED = 0;
    /** UDP mode 1: the first other sender becomes the peer. */
    public static final int PEER_ONCE = 1;
    /** UDP mode 2: each sender becomes the peer. */
    public static final int PEER_LAST = 2;

    /** The longest host name, in bytes. */
    public static final int HOST_MAX = 255;

    /** Certificates of SSL; survives closing. */
    public final TlsConfig tls = new TlsConfig(TlsConfig.NEVER);
    /** What else SSL says and wants; survives closing. */
    public final TlsOptions tlsOptions = new TlsOptions();
    /** How it is opened and sent on; survives closing. */
    public final SocketOptions options = new SocketOptions();

    private final int number;
    private final String name;
    private final SocketPort port;
    private final Log log;
    private final OpeningDefaults defaults;
    private final SocketRequest request = new SocketRequest(HOST_MAX);
    private final SocketInfo info = new SocketInfo();
    private final Packet packet = new Packet();
    private final Ending ending = new Ending();

    private int state = CLOSED;
    /** Whether a command waits for the opening that is under way. */
    private boolean awaited;
    private boolean untoldConnect;
    private boolean untoldFailure;
    private long timeoutMicros;
    private long deadline;
    private int changes;
    private boolean announced;
    private int peerMode;
    private boolean peerChanged;
    private boolean givenUp;
    /** Whether it is a client's. */
    private boolean served;
    /** Moves with all that comes from the client, and with all of the host's that is taken for it. */
    private int exchanged;
    private int taken;
    private long exchangedAt;
    private boolean bare;

    /**
     * @param number   of the link, from 0
     * @param defaults what is so for all links
     */
    public Socket(int number, SocketPort port, Log log, OpeningDefaults defaults) {
        this.number = number;
        this.name = "socket " + number;
        this.port = port;
        this.log = log;
        this.defaults = defaults;
    }

    /** The number that the host knows it by. */
    public int number() {
        return number;
    }

    /** Whether the host has a socket here, or opens one. */
    public boolean isOpen() {
        return state != CLOSED;
    }

    /** Whether the host has a socket here that was opened. */
    public boolean isConnected() {
        return state == CONNECTED;
    }

    /** Whether bytes can be sent. */
    public boolean sends() {
        return state == CONNECTED && !givenUp && port.state(number) == SocketPort.OPEN;
    }

    /** Whether it was opened as {@link SocketRequest#UDP}. */
    public boolean isUdp() {
        return request.type == SocketRequest.UDP;
    }

    /** {@link SocketRequest#TCP} to {@link SocketRequest#SSL}. */
    public int type() {
        return request.type;
    }

    /** Whether datagrams go to the peer that it was opened with, whoever sends others. */
    public boolean isPeerFixed() {
        return peerMode == PEER_FIXED;
    }

    /** Passthrough: what comes is told without a head, and never waits to be read. */
    public void bare(boolean on) {
        bare = on;
    }

    /** Whether what comes is told without a head. */
    public boolean isBare() {
        return bare;
    }

    /** Where it begins and ends; of UDP with the peer that it has now. */
    public SocketInfo info() {
        return info;
    }

    /** How the last opening failed. */
    public Ending ending() {
        return ending;
    }

    /** Moves whenever a socket begins or ends: tells one from the next, and from none. */
    public int changes() {
        return changes;
    }

    // --- clients ---------------------------------------------------------------------------------

    /** Takes the client that {@code clients} has for it. @param type {@link SocketRequest#TCP} or SSL */
    void accept(ListenPort clients, int listener, int type, long now) {
        clients.accept(listener, number, 0);
        request.type = type;
        peerMode = PEER_FIXED;
        changes++;
        connected();
        served = true;
        untoldConnect = true;
        exchanged = port.arrivals(number) + taken;
        exchangedAt = now;
    }

    /** Whether it was opened by a client, who has come to a port of the module's. */
    public boolean isServed() {
        return served;
    }

    /**
     * Gives up a client to whom and from whom nothing has gone for so long.
     *
     * @param micros 0: never too long
     * @return work done
     */
    int endSilence(long now, long micros) {
        int moved = port.arrivals(number) + taken;
        if (moved != exchanged) {
            exchanged = moved;
            exchangedAt = now;
        } else if (silenceEnds(micros) - now <= 0) {
            log.log(Log.INFO, name, "nothing has gone to the client or come for as long as AT+CIPSTO lets it",
                    Log.NO_VALUE);
            giveUp();
            return 1;
        }
        return 0;
    }

    /** When {@link #endSilence} is due. @return microseconds, Long.MAX_VALUE: never */
    long silenceEnds(long micros) {
        return served && state == CONNECTED && !givenUp && micros != 0 ? exchangedAt + micros : Long.MAX_VALUE;
    }

    // --- opening ---------------------------------------------------------------------------------

    /**
     * Reads where to go; nothing is opened yet. Certificates come from {@link #tls}.
     *
     * @param type             {@link SocketRequest#TCP} to {@link SocketRequest#SSL}
     * @param peerMode         of UDP, {@link #PEER_FIXED} to {@link #PEER_LAST}
     * @param keepAliveSeconds of TCP and SSL, as in {@link SocketOptions}
     */
    public void prepare(int type, Text host, int remotePort, int localPort, int peerMode, int keepAliveSeconds) {
        request.type = type;
        request.again = false;
        request.host.set(host);
        request.port = remotePort;
        request.localPort = localPort;
        request.proxy.clear();
        if (defaults.proxyOfSockets && !isUdp()) {
            request.proxy.set(defaults.proxy);
        }
        request.keepAliveSeconds = isUdp() ? 0 : keepAliveSeconds;
        this.peerMode = peerMode;
    }

    /**
     * Begins to open what was {@link #prepare}d, if need be when the board has looked at its certificates;
     * {@link #opening} tells how it goes.
     *
     * @param micros  for the whole of it, certificates excepted
     * @param awaited whether a command waits and asks {@link #opening}; else it is {@link #news}
     */
    public void open(long now, long micros, boolean awaited) {
        this.awaited = awaited;
        state = CONNECTING;
        changes++;
        timeoutMicros = micros;
        request.tls.set(tlsOptions);
        if (!tls.isReading()) {
            dial(now);
        }
    }

    private void dial(long now) {
        request.authMode = tls.authMode;
        deadline = now + timeoutMicros;
        port.open(number, request);
    }

    /**
     * How an opening goes.
     *
     * @return {@link #CONNECTING}, {@link #CONNECTED}, or {@link #CLOSED}: it has failed
     */
    public int opening(long now) {
        if (tls.isReading()) {
            return certified(now);
        }
        switch (port.state(number)) {
            case SocketPort.OPENING:
                if (now - deadline < 0) {
                    return CONNECTING;
                }
                log.log(Log.WARN, name, "not connected in time", Log.NO_VALUE);
                break;
            case SocketPort.OPEN:
            case SocketPort.ENDED:
                return connected();
            default:
                // What arrived before the connection was lost was sent by a server that had accepted.
                if (hasPacket()) {
                    return connected();
                }
                break;
        }
        close();
        port.ending(number, ending);
        return CLOSED;
    }

    /** Looks after an opening that no command waits for. @return work done */
    public int poll(long now) {
        if (!isUnattended()) {
            return 0;
        }
        boolean reading = tls.isReading();
        int how = opening(now);
        if (how == CONNECTED) {
            untoldConnect = true;
        } else if (how == CLOSED) {
            state = CONNECTING; // until the host knows: whatever it asks for is about this opening
            untoldFailure = true;
        }
        return how == CONNECTING && reading == tls.isReading() ? 0 : 1;
    }

    /** When {@link #poll} has the next thing to do by time alone. @return microseconds, Long.MAX_VALUE: never */
    public long deadline() {
        return isUnattended() ? openBy() : Long.MAX_VALUE;
    }

    private boolean isUnattended() {
        return state == CONNECTING && !awaited && !untoldFailure;
    }

    /** Dials once the board has accepted the certificates. */
    private int certified(long now) {
        switch (tls.outcome(port, number)) {
            case TlsPort.CHECKING:
                return CONNECTING;
            case TlsPort.ACCEPTED:
                dial(now);
                return CONNECTING;
            default:
                close();
                ending.set(Ending.TLS, TlsReason.NO_MATERIAL);
                return CLOSED;
        }
    }

    private int connected() {
        state = CONNECTED;
        if (!isUdp()) {
            options.keepAliveSeconds = request.keepAliveSeconds;
        }
        announced = false;
        peerChanged = false;
        givenUp = false;
        port.info(number, info);
        return CONNECTED;
    }

    /** When {@link #opening} is over at the latest. @return microseconds, Long.MAX_VALUE: not known yet */
    public long openBy() {
        return tls.isReading() ? Long.MAX_VALUE : deadline;
    }

    /**
     * Opens it as it was opened last; who does so asks {@link #opening}.
     *
     * @param again whether an attempt has failed already, and the log says why
     */
    public void reopen(long now, long micros, boolean again) {
        request.again = again;
        open(now, micros, true);
    }

    /** Ends a socket that cannot be used any more; the host hears of it when it has what was received. */
    public void giveUp() {
        givenUp = true;
    }

    /** Ends it: what was taken is still sent, what was received is gone. No news for the host. */
    public void close() {
        port.close(number);
        tls.stopReading();
        state = CLOSED;
        served = false;
        changes++;
        untoldConnect = false;
        untoldFailure = false;
    }

    // --- sending ---------------------------------------------------------------------------------

    /**
     * Sends bytes of a stream, or one datagram to the peer.
     *
     * @return as {@link SocketPort#send}
     */
    public int send(byte[] bytes, int from, int length) {
        int answer = port.send(number, bytes, from, length, peerChanged ? info.address : null,
                peerChanged ? info.port : 0);
        taken += answer == SocketPort.TAKEN ? 1 : 0;
        return answer;
    }

    /** Sends a datagram to somebody else. @return as {@link SocketPort#send} */
    public int send(byte[] bytes, int from, int length, Text address, int remotePort) {
        return port.send(number, bytes, from, length, address, remotePort);
    }

    /** Whether all that was taken is on its way. */
    public boolean allSent() {
        return port.unsent(number) == 0;
    }

    // --- receiving -------------------------------------------------------------------------------

    /** The oldest thing that the host has to be told: {@link #NO_NEWS} to {@link #FAILURE}. */
    public int news() {
        if (untoldConnect || untoldFailure) {
            return untoldConnect ? CONNECT : FAILURE;
        }
        if (state != CONNECTED) {
            return NO_NEWS;
        }
        if (hasPacket()) {
            if (bare || !options.passive) {
                return DATA;
            }
            return announced ? NO_NEWS : ARRIVAL;
        }
        int now = port.state(number);
        return givenUp || now == SocketPort.ENDED || now == SocketPort.LOST ? CLOSE : NO_NEWS;
    }

    /** Whether there is something to read; empty datagrams, which no host could read, are dropped. */
    public boolean hasPacket() {
        while (port.receive(number, packet)) {
            if (packet.length > 0) {
                return true;
            }
            port.release(number, 0);
        }
        return false;
    }

    /** What {@link #hasPacket} has found, lent until it is released. */
    public Packet packet() {
        return packet;
    }

    /** How many bytes wait to be read. */
    public int held() {
        return state == CONNECTED ? port.held(number) : 0;
    }

    /** The host is being told a {@link #CONNECT} or a {@link #FAILURE}. */
    public void told() {
        if (untoldFailure) {
            close();
        }
        untoldConnect = false;
    }

    /** The host is being told an {@link #ARRIVAL}: the next one is told when it has read. */
    public void announce() {
        announced = true;
    }

    /** The host is being given of {@link #packet}: what is left or comes is told again. */
    public void read() {
        announced = false;
        if (isUdp() && (peerMode == PEER_LAST || peerMode == PEER_ONCE && !peerChanged) && !fromPeer()) {
            info.address.set(packet.address);
            info.port = packet.port;
            peerChanged = true;
        }
    }

    private boolean fromPeer() {
        return packet.port == info.port && packet.address.same(info.address);
    }
}

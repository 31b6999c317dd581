package wsat.sim.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wsat.board.fault.Attempt;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.Packet;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;

/** One socket: the board's end of it, and the server's. */
final class SocketPeer implements Timed {
    /** What a board holds of a stream before it stops the server, and of datagrams before it drops them, in bytes. */
    static final int WINDOW = 5760;

    /** What the server does that is not sending. */
    private static final byte[] FIN = {};

    /** Something that a server does on a socket. */
    interface Act {
        void on(SocketPeer peer);
    }

    /** What the servers do with the next connection. */
    static final class Manners {
        int answer = Server.ACCEPT;
        /** How a socket that is to {@link Server#FAIL} does so. */
        Ending failure;
        long afterMillis;
        /** Of all connections, at once: what comes is sent back. */
        boolean echo;
        /** Done in the very moment of accepting. */
        List<Act> greeting = new ArrayList<>();
        /** Whether the network cuts what servers send into pieces, as chance has it. */
        boolean cuts;
    }

    /** Bytes with the one who has sent them, on their way to the board or held there. */
    private static final class Parcel {
        final long at;
        final byte[] bytes;
        final String address;
        final int port;
        int used;

        Parcel(long at, byte[] bytes, String address, int port) {
            this.at = at;
            this.bytes = bytes;
            this.address = address;
            this.port = port;
        }
    }

    private final Sockets sockets;
    private final int link;
    private final SocketRequest request;
    private final String opened;
    private final Manners manners;
    private final String address;
    private final int localPort;
    private final int answer;
    private final Ending failure;
    private final List<Act> greeting;
    private final long answerAt;

    private final ArrayDeque<Parcel> wire = new ArrayDeque<>();
    private long lastWiredAt;
    private int arrivals;
    private int state = SocketPort.OPENING;

    /** What the board holds of a stream: {@code stream[from, to)}. */
    private byte[] stream;
    private int from;
    private int to;
    private final ArrayDeque<Parcel> datagrams = new ArrayDeque<>();
    private int lent = -1;

    private byte[] taken;
    private String takenFor;
    private long takenAt;
    private boolean blocked;
    private boolean mute;

    SocketPeer(Sockets sockets, int link, SocketRequest request, String address, int localPort) {
        this.sockets = sockets;
        this.link = link;
        this.request = request;
        this.address = address;
        this.localPort = localPort;
        opened = Sockets.describe(request);
        manners = sockets.mannersOf(Latin1.string(request.host));
        stream = new byte[0];
        Attempt attempt = sockets.hosts.reach.to(Latin1.string(request.host), Attempt.REAL);
        int meant = isUdp() && manners.answer == Server.SILENT ? Server.ACCEPT : manners.answer;
        Ending refusal = attempt.failure() == null && meant == Server.ACCEPT
                ? sockets.certified.refusal(request.type == SocketRequest.SSL, request.authMode) : attempt.failure();
        answer = refusal == null ? meant : Server.FAIL;
        failure = refusal == null ? manners.failure : refusal;
        greeting = new ArrayList<>(manners.greeting);
        boolean never = attempt.afterMillis() == Attempt.NEVER || answer == Server.SILENT;
        answerAt = never ? Long.MAX_VALUE
                : now() + 1 + attempt.afterMillis() + (isUdp() || refusal != null ? 0 : manners.afterMillis);
    }

    /** A client has come, and is let in: nothing is waited for. */
    SocketPeer(Sockets sockets, int link, SocketRequest request, int localPort, Listening.Client client) {
        this(sockets, link, request, Latin1.string(request.host), localPort);
        state = SocketPort.OPEN;
        if (client.says().length > 0) {
            send(client.says());
        }
        if (client.goes()) {
            end();
        }
    }

    private long now() {
        return sockets.clock.millis;
    }

    boolean isUdp() {
        return request.type == SocketRequest.UDP;
    }

    // --- the board's end --------------------------------------------------------------------------

    int state() {
        return state;
    }

    void info(SocketInfo into) {
        if (state == SocketPort.OPENING) {
            throw new IllegalStateException("socket " + link + " is not open, so it begins and ends nowhere");
        }
        into.address.set(address);
        into.port = request.port;
        into.localPort = localPort;
    }

    /** How often something has come. */
    int arrivals() {
        return arrivals;
    }

    int held() {
        return isUdp() ? datagrams.stream().mapToInt(d -> d.bytes.length - d.used).sum() : to - from;
    }

    boolean receive(Packet packet) {
        if (isUdp() ? datagrams.isEmpty() : from == to) {
            return false;
        }
        Parcel datagram = datagrams.peek();
        packet.bytes = isUdp() ? datagram.bytes : stream;
        packet.start = isUdp() ? datagram.used : from;
        packet.length = isUdp() ? datagram.bytes.length - datagram.used : to - from;
        packet.address.set(isUdp() ? datagram.address : address);
        packet.port = isUdp() ? datagram.port : request.port;
        lent = packet.length;
        return true;
    }

    /** @return the released bytes */
    byte[] release(int count) {
        if (lent < 0 || count < 0 || count > lent || count == 0 && lent > 0) {
            throw new IllegalStateException("socket " + link + ": released " + count + " bytes that are not lent");
        }
        lent = lent == count ? -1 : lent - count;
        if (isUdp()) {
            Parcel datagram = datagrams.peek();
            byte[] gone = spend(datagram.bytes, datagram.used, count);
            datagram.used += count;
            if (datagram.used == datagram.bytes.length) {
                datagrams.remove();
            }
            return gone;
        }
        byte[] gone = spend(stream, from, count);
        from += count;
        return gone;
    }

    /** Nobody may look at released bytes any more. */
    private static byte[] spend(byte[] bytes, int start, int count) {
        byte[] gone = Arrays.copyOfRange(bytes, start, start + count);
        Arrays.fill(bytes, start, start + count, (byte) '?');
        return gone;
    }

    int send(byte[] payload, int offset, int length, String to) {
        if (length < 1 || length > SocketPort.SEND_MAX || to != null && !isUdp()) {
            throw new IllegalStateException("socket " + link + " is to send " + length + " bytes to " + to);
        }
        if (state != SocketPort.OPEN) {
            return SocketPort.NOT_OPEN;
        }
        if (isUdp() && sockets.hosts.reach.isCut()) {
            return SocketPort.NOT_OPEN;
        }
        if (taken != null) {
            return SocketPort.BUSY;
        }
        taken = Arrays.copyOfRange(payload, offset, offset + length);
        takenFor = to;
        takenAt = now();
        return SocketPort.TAKEN;
    }

    int unsent() {
        return taken == null ? 0 : taken.length;
    }

    private void ended(int stage, int code, String words) {
        sockets.endings[link].set(stage, code).text.append(words);
    }

    /** The board lets go: what is taken still goes out. */
    void leave() {
        if (state == SocketPort.OPENING) {
            ended(Ending.TCP, Ending.ETIMEDOUT, "no answer");
        }
        if (!opened.equals(Sockets.describe(request))) {
            throw new IllegalStateException("socket " + link + ": the request was changed while the socket lasted");
        }
        if (taken != null && state == SocketPort.OPEN && !blocked) {
            sockets.got(link, taken, takenFor);
        }
    }

    @Override
    public void advance() {
        if (state == SocketPort.OPENING && now() - answerAt >= 0) {
            answer();
        }
        if (taken != null && !blocked && now() > takenAt && state == SocketPort.OPEN) {
            byte[] bytes = taken;
            taken = null;
            sockets.got(link, bytes, takenFor);
            if (manners.echo) {
                echo(bytes);
            }
        }
        while (hears() && !wire.isEmpty() && now() - wire.peek().at >= 0 && hold(wire.peek())) {
            wire.remove();
        }
    }

    private boolean hears() {
        return state == SocketPort.OPEN && !mute && !(isUdp() && sockets.hosts.reach.isCut());
    }

    private void echo(byte[] bytes) {
        if (takenFor == null) {
            send(bytes);
        } else {
            String[] words = takenFor.split(" ");
            sendFrom(words[0], Integer.parseInt(words[1]), bytes);
        }
    }

    private void answer() {
        if (answer == Server.FAIL) {
            state = SocketPort.LOST;
            sockets.endings[link].set(failure);
            sockets.log.note("socket " + link + ": " + Latin1.string(failure.text));
            return;
        }
        if (answer == Server.REFUSE) {
            state = SocketPort.LOST;
            sockets.log.note("socket " + link + ": refused");
            ended(Ending.TCP, Ending.ECONNREFUSED, "refused");
            return;
        }
        state = SocketPort.OPEN;
        for (Act act : greeting) {
            act.on(this);
        }
    }

    /** @return false when there is no room: the server waits */
    private boolean hold(Parcel parcel) {
        if (parcel.bytes == FIN) {
            ended(Ending.TCP_END, 0, "");
            state = SocketPort.ENDED;
            return true;
        }
        arrivals++;
        boolean room = held() + parcel.bytes.length <= WINDOW;
        if (isUdp()) {
            if (room) {
                datagrams.add(parcel);
            } else {
                sockets.log.note("socket " + link + ": a datagram was dropped");
            }
            return true;
        }
        if (from == to) {
            from = sockets.chance.upTo(7);
            to = from;
            stream = new byte[WINDOW + 8];
            lent = -1;
        }
        int count = Math.min(parcel.bytes.length - parcel.used, stream.length - to);
        System.arraycopy(parcel.bytes, parcel.used, stream, to, count);
        parcel.used += count;
        to += count;
        return parcel.used == parcel.bytes.length;
    }

    @Override
    public long nextEvent() {
        long next = state == SocketPort.OPENING ? answerAt : Long.MAX_VALUE;
        if (taken != null && !blocked && state == SocketPort.OPEN) {
            next = Math.min(next, takenAt + 1);
        }
        if (hears() && !wire.isEmpty() && wire.peek().at > now()) {
            next = Math.min(next, wire.peek().at);
        }
        return next;
    }

    // --- the server's end -------------------------------------------------------------------------

    /** Sends bytes of a stream, or one datagram, from the peer that the socket was opened for. */
    void send(byte[] bytes) {
        int at = 0;
        do {
            int count = manners.cuts && !isUdp() ? sockets.chance.gulp(bytes.length - at) : bytes.length;
            wire(Arrays.copyOfRange(bytes, at, at + count), address, request.port);
            at += count;
        } while (at < bytes.length);
    }

    /** Somebody else sends a datagram. */
    void sendFrom(String sender, int port, byte[] bytes) {
        if (!isUdp()) {
            throw new IllegalStateException("socket " + link + " is a connection: nobody else can send on it");
        }
        wire(bytes.clone(), sender, port);
    }

    private void wire(byte[] bytes, String sender, int port) {
        lastWiredAt = Math.max(lastWiredAt, now() + sockets.chance.upTo(2));
        wire.add(new Parcel(lastWiredAt, bytes, sender, port));
    }

    /** Ends it in order, behind all that was sent. */
    void end() {
        wire(FIN, address, request.port);
    }

    /** Breaks it: what the board has not read is gone. */
    void cut() {
        if (state == SocketPort.OPEN || state == SocketPort.OPENING) {
            ended(Ending.TCP_END, Ending.ECONNRESET, "");
            state = SocketPort.LOST;
        }
    }

    /** It is lost in this way. */
    void end(Ending how) {
        if (state == SocketPort.OPEN || state == SocketPort.OPENING) {
            sockets.endings[link].set(how);
            state = SocketPort.LOST;
        }
    }

    /** Whether nothing of the server's arrives. */
    void mute(boolean on) {
        mute = on;
    }

    /** Whether the server takes nothing any more. */
    void block(boolean on) {
        blocked = on;
    }

    /** How much of what the server has sent is still in the network. */
    int unread() {
        return wire.size();
    }
}

package wsat.at.socket;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.link.Socket;
import wsat.link.SocketOptions;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.SocketRequest;
import wsat.port.Text;

/**
 * {@code AT+CIPSTART=[<link>,]<"type">,<"remote host">,<remote port>} and then
 * {@code [,<keep_alive>][,<"local IP">][,<timeout ms>]},
 * of UDP {@code [,<local port>][,<mode>][,<"local IP">]}; {@code AT+CIPSTARTEX} takes the first free link, and
 * {@code AT+CIPSTARTNB}, which only wsat has, does not wait: how it goes is told when it is known.
 */
final class SocketOpen extends Command {
    /** For the whole of it, name look-up and TLS included. */
    private static final int TIMEOUT_MILLIS = 15_000;
    private static final int TIMEOUT_MILLIS_MAX = 60_000;
    private static final int PORT_MAX = 65_535;

    private final SocketLinks sockets;
    private final LinkCertificates certificates;
    private final SocketErrno errno;
    private final Output output;
    private final Log log;
    private final boolean chooses;
    private final boolean waits;

    private final SocketType typeGiven = new SocketType();
    private final Text host = new Text(Socket.HOST_MAX);
    private final Text localAddress = new Text(Resolver.ADDRESS_MAX);
    private int type;
    private int port;
    private int localPort;
    private int peerMode;
    private int keepAlive;
    private int timeoutMillis;
    private Socket link;

    SocketOpen(String name, SocketLinks sockets, LinkCertificates certificates, SocketErrno errno, Output output,
            Log log) {
        super(name, SET);
        this.sockets = sockets;
        this.certificates = certificates;
        this.errno = errno;
        this.output = output;
        this.log = log;
        chooses = name.equals("AT+CIPSTARTEX");
        waits = !name.equals("AT+CIPSTARTNB");
    }

    @Override
    protected int set(Arguments a, long now) {
        int first = chooses ? 0 : sockets.first();
        Socket named = chooses ? free() : sockets.link(a);
        where(a, first);
        keepAlive = named == null ? 0 : named.options.keepAliveSeconds;
        if (type == SocketRequest.UDP) {
            datagrams(a, first);
        } else {
            stream(a, first);
        }
        if (a.error() != 0) {
            return a.error();
        }
        if (named == null || named.isOpen()) {
            return failed(log, chooses ? "no link is free" : "the link is open already; AT+CIPCLOSE ends it");
        }
        link = named;
        if (localAddress.length > 0) {
            log.log(Log.INFO, name, "the machine chooses its own address", Log.NO_VALUE);
        }
        link.prepare(type, host, port, localPort, peerMode, keepAlive);
        // the board has not had the certificates, or the partition has been written since: what it says now counts
        int certified = type == SocketRequest.SSL ? certificates.renew(this, log, link.number(), link.tls) : OK;
        if (certified != OK) {
            return certified;
        }
        link.open(now, timeoutMillis * 1000, waits);
        return waits ? RUNNING : OK;
    }

    /** The first free link; null: none. */
    private Socket free() {
        for (int i = 0; i < (sockets.several ? sockets.links.length : 1); i++) {
            if (!sockets.links[i].isOpen()) {
                return sockets.links[i];
            }
        }
        return null;
    }

    private void where(Arguments a, int first) {
        typeGiven.read(a, first); // whether it goes over IPv6 is the address's business, or the resolver's
        type = typeGiven.value;
        a.string(first + 1, host);
        port = a.number(first + 2, 1, PORT_MAX);
        if (!Address.isHost(host)) {
            a.fail(ErrorCode.invalid(first + 1));
        }
    }

    private void stream(Arguments a, int first) {
        a.expect(first + 3, first + 6);
        keepAlive = a.number(first + 3, 0, SocketOptions.KEEP_ALIVE_MAX, keepAlive);
        localPort = 0;
        peerMode = Socket.PEER_FIXED;
        local(a, first + 4);
        int millis = a.number(first + 5, 0, TIMEOUT_MILLIS_MAX, 0);
        timeoutMillis = millis == 0 ? TIMEOUT_MILLIS : millis;
    }

    private void datagrams(Arguments a, int first) {
        a.expect(first + 3, first + 6);
        localPort = a.number(first + 3, 0, PORT_MAX, 0);
        peerMode = a.number(first + 4, Socket.PEER_FIXED, Socket.PEER_LAST, Socket.PEER_FIXED);
        if (peerMode != Socket.PEER_FIXED && !a.given(first + 3)) {
            a.fail(ErrorCode.type(first + 3));
        }
        local(a, first + 5);
        timeoutMillis = TIMEOUT_MILLIS;
    }

    private void local(Arguments a, int index) {
        a.optionalString(index, localAddress);
        if (localAddress.length > 0 && !Address.isIp(localAddress)) {
            a.fail(ErrorCode.invalid(index));
        }
    }

    @Override
    protected int poll(long now) {
        switch (link.opening(now)) {
            case Socket.CONNECTING:
                return RUNNING;
            case Socket.CONNECTED:
                sockets.sayConnect(output, link);
                return OK;
            default:
                errno.say(link);
                return ErrorCode.FAILED;
        }
    }

    @Override
    protected long deadline() {
        return link.openBy();
    }
}

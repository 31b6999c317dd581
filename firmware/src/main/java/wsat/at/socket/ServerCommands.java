package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.LinkCertificates;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.link.OwnPort;
import wsat.link.Socket;
import wsat.link.SocketServer;
import wsat.link.SocketServers;
import wsat.port.ListenPort;
import wsat.port.Log;
import wsat.port.SocketRequest;

/** Server mode (ESP-AT, AT+CIPSERVER, AT+CIPSERVERMAXCONN, AT+CIPSTO). */
final class ServerCommands {
    final Command server;
    final NumberCommand connections;
    final Command timeout;

    private static final int DEFAULT_PORT = 333;
    private static final int PORT_MAX = 65_535;
    /** {@code AT+CIPSERVER=0,1}: the clients are closed too. */
    private static final int CLOSE_CLIENTS = 1;

    private final SocketLinks sockets;
    private final SocketServers servers;
    private final LinkCertificates certificates;
    private final SocketErrno errno;
    private final Output output;
    private final Log log;

    ServerCommands(SocketLinks sockets, LinkCertificates certificates, SocketErrno errno, Output output, Log log) {
        this.sockets = sockets;
        this.certificates = certificates;
        this.errno = errno;
        this.output = output;
        this.log = log;
        servers = sockets.servers;
        connections = new Most(sockets.links.length);
        timeout = new Silence();
        server = new Server();
    }

    /** Prepares the only server, which is opened at power-up; null: its certificates are missing, as the log says. */
    SocketServer atPowerUp(Command asker, int port, SocketType type, boolean verifies) {
        SocketServer first = servers.free();
        first.prepare(port, type.value, type.ipv6, verifies);
        boolean fine = type.value != SocketRequest.SSL
                || certificates.renew(asker, log, first.number(), first.tls) == Command.OK;
        return fine ? first : null;
    }

    /** How many clients there may be; those who are there stay. */
    private final class Most extends NumberCommand {
        Most(int links) {
            super("AT+CIPSERVERMAXCONN", 1, links, links, BLANK_LINE, output);
            servers.clientsMax = value;
        }

        @Override
        protected int change(int number) {
            servers.clientsMax = number;
            return super.change(number);
        }
    }

    /** How long a client may be silent, in seconds. */
    private final class Silence extends NumberCommand {
        Silence() {
            super("AT+CIPSTO", 0, 7200, 180, BLANK_LINE, output);
            servers.silenceSeconds = value;
        }

        @Override
        protected int change(int number) {
            servers.silenceSeconds = number;
            return super.change(number);
        }
    }

    /**
     * {@code =1[,<port>][,<"type">][,<CA enable>]} and {@code =0[,<close clients>]}. wsat's own: several ports, each by
     * a line of its own, and {@code =0,<port>}, above 1, ends one.
     */
    private final class Server extends Command {
        private final SocketType type = new SocketType();
        private SocketServer opened;

        Server() {
            super("AT+CIPSERVER", QUERY | SET);
        }

        @Override
        protected int query() {
            if (!servers.anyOpen()) {
                line(output).say("0\r\n");
            }
            for (int i = 0; i < servers.servers.length; i++) {
                SocketServer one = servers.servers[i];
                if (one.isOpen()) {
                    boolean secure = one.type() == SocketRequest.SSL;
                    line(output).say("1,").say(one.port()).say(secure ? ",\"SSL" : ",\"TCP")
                            .say(one.isIpv6() ? "v6\"" : "\"");
                    output.say(!secure ? "\r\n" : one.verifies() ? ",1\r\n" : ",0\r\n");
                }
            }
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            boolean create = a.number(0, 0, 1) == 1;
            a.expect(1, create ? 4 : 2);
            int second = create ? a.number(1, 1, PORT_MAX, DEFAULT_PORT) : a.number(1, 0, PORT_MAX, 0);
            if (create) {
                type.read(a, 2);
            }
            boolean verifies = create && a.number(3, 0, 1, 0) == 1;
            if (create && a.error() == 0 && type.value == SocketRequest.UDP) {
                a.fail(ErrorCode.invalid(2));
            }
            if (a.error() != 0) {
                return a.error();
            }
            return create ? open(second, verifies, now) : close(second);
        }

        private int open(int port, boolean verifies, long now) {
            if (!sockets.several) {
                return failed(log, "clients need numbers: AT+CIPMUX=1 first");
            }
            if (servers.on(port) != null) {
                return failed(log, "a server listens on that port already; AT+CIPSERVER=0 ends it, port", port);
            }
            SocketServer free = servers.free();
            if (free == null) {
                return failed(log, "so many servers are up, which is the most", ListenPort.COUNT);
            }
            opened = free;
            free.prepare(port, type.value, type.ipv6, verifies);
            int status = type.value == SocketRequest.SSL ? certificates.renew(this, log, free.number(), free.tls) : OK;
            if (status != OK) {
                errno.sayNoMaterial();
                return status;
            }
            return poll(now);
        }

        @Override
        protected int poll(long now) {
            int how = opened.opening();
            switch (how) {
                case OwnPort.CHECKING:
                    return RUNNING;
                case OwnPort.LISTENS:
                    return OK;
                case OwnPort.REFUSED:
                    errno.sayNoMaterial();
                    return ErrorCode.FAILED;
                default:
                    errno.say(how);
                    return ErrorCode.FAILED;
            }
        }

        private int close(int which) {
            if (which > CLOSE_CLIENTS) {
                SocketServer one = servers.on(which);
                if (one == null) {
                    return failed(log, "no server listens on port", which);
                }
                one.close();
                return OK;
            }
            servers.closeAll();
            for (int i = 0; which == CLOSE_CLIENTS && i < sockets.links.length; i++) {
                Socket link = sockets.links[i];
                if (link.isServed()) {
                    sockets.close(output, link);
                }
            }
            return OK;
        }
    }
}

package wsat.at.socket;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.LinkCertificates;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.at.Saved;
import wsat.at.WebSocketAtPowerUp;
import wsat.link.Socket;
import wsat.link.SocketOptions;
import wsat.link.SocketServer;
import wsat.port.Log;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** Passthrough of sockets (ESP-AT, AT+CIPMODE, AT+TRANSINTVL, AT+SAVETRANSLINK). */
public final class PassthroughCommands {
    /** {@code AT+TRANSINTVL}: how long fewer bytes than fill a packet wait for more, in milliseconds. */
    public final NumberCommand interval;
    /** {@code AT+SAVETRANSLINK}. */
    public final Command powerUpLink;
    final NumberCommand mode;

    private final SocketLinks sockets;
    private final SocketPassthrough passthrough;
    private final ServerCommands server;
    private final NumberCommand multiplex;
    private final LinkCertificates certificates;
    private final Saved saved;
    private WebSocketAtPowerUp webSockets;
    private final Log log;
    private final PowerUpLink kept = new PowerUpLink();

    /** @param multiplex {@code AT+CIPMUX} */
    PassthroughCommands(SocketLinks sockets, NumberCommand multiplex, ServerCommands server,
            NumberCommand reconnectInterval, LinkCertificates certificates, Saved saved, Output output, Log log) {
        this.multiplex = multiplex;
        this.server = server;
        this.sockets = sockets;
        this.certificates = certificates;
        this.saved = saved;
        this.log = log;
        interval = new NumberCommand("AT+TRANSINTVL", 0, 1000, 20, NumberCommand.BLANK_LINE, output);
        mode = new Mode(output);
        powerUpLink = kept;
        passthrough = new SocketPassthrough(sockets, interval, reconnectInterval, output, log);
    }

    /** Who has the WebSocket link that may be kept. */
    public void over(WebSocketAtPowerUp links) {
        webSockets = links;
    }

    /** Passthrough on the only link there is; null: it is not possible there, and the log says why. */
    Passthrough onOnlyLink(Command asker) {
        Socket link = sockets.only();
        String why = !sockets.bare ? "passthrough is opened with AT+CIPMODE=1 before"
                : !link.sends() ? "the link is not open" : refusal(link);
        if (why != null) {
            log.log(Log.WARN, asker.name, why, Log.NO_VALUE);
            return null;
        }
        return passthrough.on(link);
    }

    /** Why a link cannot pass through; null: it can. */
    private static String refusal(Socket link) {
        return link.isOpen() && link.isUdp() && !link.isPeerFixed()
                ? "passthrough has one peer: UDP is opened with <mode> 0 for it" : null;
    }

    /** The passthrough that the host wants from power-up on; null: none. */
    public Passthrough atPowerUp() {
        return kept.atPowerUp();
    }

    private final class Mode extends NumberCommand {
        Mode(Output output) {
            super("AT+CIPMODE", 0, 1, 0, BLANK_LINE, output);
        }

        @Override
        protected int change(int number) {
            String why = number == 0 ? null : !sockets.single()
                    ? "passthrough has one link: AT+CIPMUX=0, or AT+CIPSERVERMAXCONN=1 for a server's"
                    : refusal(sockets.only());
            if (why != null) {
                return failed(log, why);
            }
            sockets.bare(number == 1);
            return super.change(number);
        }
    }

    /**
     * {@code =0}; {@code =1,<"remote host">,<remote port>[,<"type">,<keep_alive>]}, of UDP {@code <local port>} at the
     * end; wsat's own {@code =1,<"URI">,<port>,"WS"[,<"subprotocol">]}; of ESP-AT 4.2
     * {@code =3,<port>[,<"type">][,<CA enable>][,<netif>]}: what the module does from the next power-up on.
     */
    private final class PowerUpLink extends Command {
        private static final int MOST = 7;
        private static final int PORT_MAX = 65_535;
        private static final int CLIENT = 1;
        private static final int BLUETOOTH = 2;
        private static final int SERVER = 3;
        private static final int NETIF_MAX = 2;

        private final Text host = new Text(Socket.HOST_MAX);
        private final SocketType type = new SocketType();
        private final Text protocol = new Text(WebSocketAtPowerUp.PROTOCOL_MAX);
        private int wanted;
        private boolean webSocket;
        private int port;
        private int last;

        PowerUpLink() {
            super("AT+SAVETRANSLINK", SET);
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, MOST);
            int mode = a.number(0, 0, SERVER);
            boolean overWebSocket = mode == CLIENT && type.isWebSocket(a, 3);
            if (overWebSocket) {
                webSocket(a);
            } else if (mode == CLIENT) {
                client(a);
            } else if (mode == SERVER) {
                server(a);
            }
            if (a.error() != 0) {
                return a.error();
            }
            if (mode == BLUETOOTH) {
                return failed(log, "there is no Bluetooth");
            }
            String wrong = overWebSocket ? webSockets.check(host, port) : null;
            if (wrong != null) {
                return failed(log, wrong);
            }
            wanted = mode;
            webSocket = overWebSocket;
            saved.begin(this).number(mode);
            if (mode == CLIENT) {
                saved.string(host);
            }
            if (webSocket) {
                saved.number(port).string(type.word).string(protocol);
            } else if (mode != 0) {
                saved.number(port).string(type.word).number(last);
            }
            return saved.keepAlways();
        }

        private void webSocket(Arguments a) {
            a.expect(4, 5);
            a.string(1, host);
            port = a.number(2, 1, PORT_MAX);
            a.optionalString(4, protocol);
        }

        private void server(Arguments a) {
            a.expect(2, 5);
            port = a.number(1, 1, PORT_MAX);
            type.read(a, 2);
            last = a.number(3, 0, 1, 0);
            a.number(4, 0, NETIF_MAX, 0);
            if (a.error() == 0 && type.value == SocketRequest.UDP) {
                a.fail(ErrorCode.invalid(2));
            }
        }

        private void client(Arguments a) {
            a.expect(3, 5);
            a.string(1, host);
            port = a.number(2, 1, PORT_MAX);
            type.read(a, 3);
            last = a.number(4, 0, type.value == SocketRequest.UDP ? PORT_MAX : SocketOptions.KEEP_ALIVE_MAX, 0);
            if (!Address.isHost(host)) {
                a.fail(ErrorCode.invalid(1));
            }
        }

        @Override
        protected int restore(Arguments kept) {
            return set(kept, 0);
        }

        private Passthrough atPowerUp() {
            return wanted == CLIENT ? client() : wanted == SERVER ? server() : null;
        }

        private Passthrough server() {
            multiplex.become(1);
            server.connections.become(1);
            SocketServer prepared = server.atPowerUp(this, port, type, last == 1);
            mode.become(prepared == null ? 0 : 1);
            return prepared == null ? null : passthrough.atPowerUp(prepared);
        }

        private Passthrough client() {
            if (webSocket) {
                return webSockets.atPowerUp(this, host, port, protocol);
            }
            Socket link = sockets.links[0];
            boolean udp = type.value == SocketRequest.UDP;
            link.prepare(type.value, host, port, udp ? last : 0, Socket.PEER_FIXED, udp ? 0 : last);
            if (type.value == SocketRequest.SSL && certificates.renew(this, log, link.number(), link.tls) != OK) {
                return null; // who is to mend it has to be heard
            }
            mode.become(1);
            return passthrough.atPowerUp(link);
        }
    }
}

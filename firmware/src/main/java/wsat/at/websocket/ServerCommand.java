package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.link.OwnPort;
import wsat.link.RequestHeaders;
import wsat.link.WebSocketServer;
import wsat.link.WebSocketServers;
import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.Log;
import wsat.port.Text;

/**
 * {@code AT+WSSERVER=1,<port>[,<max>][,<"path">][,<"subprotocols">][,<auth_mode>,<pki>,<ca>]}: browsers and apps come
 * to the module; {@code =0[,<port>]} ends all servers or one, their clients stay.
 */
final class ServerCommand extends Command {
    private static final int PORT_MAX = 65_535;
    private static final int SHOWS_NOTHING = 2;
    /** What a slot's number may be so that the key of the partition is not too long. */
    private static final int SLOT_MAX = 99;

    private final WebSocketServers servers;
    private final LinkCertificates certificates;
    private final int links;
    private final Output output;
    private final Log log;
    private final Text path = new Text(ListenRequest.TEXT_MAX);
    private final Text protocols = new Text(ListenRequest.TEXT_MAX);
    private WebSocketServer opened;

    ServerCommand(WebSocketLinks webSockets, LinkCertificates certificates, Output output, Log log) {
        super("AT+WSSERVER", QUERY | SET);
        servers = webSockets.servers;
        links = webSockets.links.length;
        this.certificates = certificates;
        this.output = output;
        this.log = log;
    }

    @Override
    protected int query() {
        if (!servers.anyOpen()) {
            line(output).say("0\r\n");
        }
        for (int i = 0; i < servers.servers.length; i++) {
            WebSocketServer one = servers.servers[i];
            if (one.isOpen()) {
                line(output).say("1,").say(one.port()).say(",").say(one.clientsMax()).say(",").sayQuoted(one.path())
                        .say(",").sayQuoted(one.protocols()).say(",").say(one.tls.authMode).say(",").say(one.tls.pki)
                        .say(",").say(one.tls.ca).say("\r\n");
            }
        }
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        if (a.number(0, 0, 1) == 0) {
            a.expect(1, 2);
            boolean one = a.given(1);
            int port = a.number(1, 1, PORT_MAX, 1);
            return a.error() != 0 ? a.error() : close(one, port);
        }
        a.expect(2, 8);
        int port = a.number(1, 1, PORT_MAX);
        int most = a.number(2, 1, links, links);
        a.optionalString(3, path);
        a.optionalString(4, protocols);
        int authMode = a.number(5, 0, 3, 0);
        int pki = a.number(6, 0, SLOT_MAX, 0);
        int ca = a.number(7, 0, SLOT_MAX, 0);
        if (!isPath(path)) {
            a.fail(ErrorCode.invalid(3));
        }
        if (!isTokens(protocols)) {
            a.fail(ErrorCode.invalid(4));
        }
        if (authMode == SHOWS_NOTHING) {
            a.fail(ErrorCode.invalid(5)); // there is no server without a certificate
        }
        return a.error() != 0 ? a.error() : open(port, most, authMode, pki, ca, now);
    }

    private int open(int port, int most, int authMode, int pki, int ca, long now) {
        if (servers.on(port) != null) {
            return failed(log, "a server listens on that port already; AT+WSSERVER=0 ends it, port", port);
        }
        opened = servers.free();
        if (opened == null) {
            return failed(log, "so many servers are up, which is the most", ListenPort.COUNT);
        }
        int missing = certificates.tellMissing(this, output, log, authMode, pki, ca);
        if (missing != OK) {
            return missing;
        }
        opened.prepare(port, most, path, protocols, authMode, pki, ca);
        int status = authMode == 0 ? OK : certificates.renew(this, log, opened.number(), opened.tls);
        return status == OK ? poll(now) : status;
    }

    @Override
    protected int poll(long now) {
        int how = opened.opening();
        return how == OwnPort.LISTENS ? OK : how == OwnPort.CHECKING ? RUNNING : ErrorCode.FAILED;
    }

    private int close(boolean one, int port) {
        WebSocketServer named = one ? servers.on(port) : null;
        if (one && named == null) {
            return failed(log, "no server listens on port", port);
        }
        if (one) {
            named.close();
        } else {
            servers.closeAll();
        }
        return OK;
    }

    /** Printable ASCII behind a slash, without a query; or nothing. */
    private static boolean isPath(Text text) {
        boolean path = text.length == 0 || text.bytes[0] == '/';
        for (int i = 0; i < text.length; i++) {
            int b = text.bytes[i];
            path &= b > ' ' && b < 127 && b != '?' && b != '#';
        }
        return path;
    }

    /** Tokens of HTTP with commas between (RFC 9110, 5.6.2), or nothing. */
    private static boolean isTokens(Text list) {
        boolean token = false;
        for (int i = 0; i < list.length; i++) {
            byte b = list.bytes[i];
            if (!RequestHeaders.isToken(b) && !(b == ',' && token)) {
                return false;
            }
            token = b != ',';
        }
        return token || list.length == 0;
    }
}

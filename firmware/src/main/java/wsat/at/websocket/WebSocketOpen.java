package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;
import wsat.port.Log;
import wsat.port.Text;

/**
 * {@code AT+WSOPEN=<link>,<"uri">[,<"subprotocol">][,<timeout_ms>][,<"auth">]}; {@code AT+WSOPENNB} does not wait: how
 * it goes is told when it is known.
 */
final class WebSocketOpen extends LinkSetting {
    private static final int TIMEOUT_MILLIS = 15_000;
    private static final int TIMEOUT_MILLIS_MAX = 180_000;

    private final WebSocketLinks webSockets;
    private final Link[] links;
    private final LinkCertificates certificates;
    private final Output output;
    private final Log log;
    private final boolean waits;

    private final Text uri;
    private final Text protocol;
    private final Text auth;
    private Link link;

    WebSocketOpen(String name, WebSocketLinks webSockets, LinkCertificates certificates, Output output, Log log,
            int lineMax) {
        super(name, name.equals("AT+WSOPEN") ? QUERY | SET : SET);
        this.webSockets = webSockets;
        links = webSockets.links;
        this.certificates = certificates;
        this.output = output;
        this.log = log;
        waits = name.equals("AT+WSOPEN");
        uri = new Text(lineMax);
        protocol = new Text(lineMax);
        auth = new Text(lineMax);
    }

    @Override
    protected int query() {
        for (int i = 0; i < links.length; i++) {
            int state = links[i].state();
            if (state != Link.CLOSED) {
                output.say("+WSOPEN:").say(i).say(",").say(state).say(",\"").say(links[i].uri()).say("\"\r\n");
            }
        }
        return OK;
    }

    @Override
    void keep(int link, SavedRecord record) {
        Link kept = links[link];
        record.line(this).number(link).string(kept.uri()).string(kept.protocol()).string(kept.auth()).end();
    }

    /** Link, URI, subprotocol and authorization; nothing is opened yet. */
    @Override
    protected int restore(Arguments kept) {
        kept.expect(4, 4);
        int number = kept.number(0, 0, links.length - 1);
        kept.string(1, uri);
        kept.string(2, protocol);
        kept.string(3, auth);
        if (kept.error() != 0) {
            return kept.error();
        }
        return links[number].prepare(uri, protocol, auth) == null ? OK : ErrorCode.FAILED;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(2, 5);
        int number = a.number(0, 0, links.length - 1);
        a.string(1, uri);
        a.optionalString(2, protocol);
        int timeoutMillis = a.number(3, 0, TIMEOUT_MILLIS_MAX, TIMEOUT_MILLIS);
        a.optionalString(4, auth);
        if (a.error() != 0) {
            return a.error();
        }
        link = links[number];
        if (link.isOpen()) {
            return failed(log, "the link is open already, or opening again after a loss; AT+WSCLOSE ends it");
        }
        String wrong = link.prepare(uri, protocol, auth);
        if (wrong != null) {
            return failed(log, wrong);
        }
        // written since AT+WSCFG: what the partition says now counts
        int certified = link.isSecure() ? certificates.renew(this, log, number, link.config.tls) : OK;
        if (certified != OK) {
            return certified;
        }
        link.open(now, timeoutMillis == 0 ? Link.NETWORK_TIMEOUT_MICROS : timeoutMillis * 1000L, waits);
        return waits ? RUNNING : OK;
    }

    @Override
    protected int poll(long now) {
        switch (link.opening(now)) {
            case Link.CONNECTING:
                return RUNNING;
            case Link.CONNECTED:
                webSockets.tellHead(link);
                output.say("+WS_CONNECTED:").say(link.number()).say("\r\n");
                return OK;
            default:
                webSockets.tellHead(link);
                return ErrorCode.FAILED;
        }
    }

    @Override
    protected long deadline() {
        return link.openBy();
    }
}

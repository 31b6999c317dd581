package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.link.Link;
import wsat.port.Ending;
import wsat.port.Log;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/**
 * {@code AT+WSCLOSE=<link>}: closed with 1000, in the background. With
 * {@code ,<code>[,<"reason">]} the server's answer is waited for.
 */
final class CloseCommand extends Command {
    /** How long the server's answer is waited for. */
    private static final int ANSWER_MICROS = 2_000_000;
    private static final int CODE_MAX = 4999;
    /** Codes from here on are the applications' own (RFC 6455, 7.4.2). */
    private static final int CODE_OWN = 3000;

    private final Link[] links;
    private final Log log;
    private final Text reason = new Text(Ending.TEXT_MAX);
    private Link link;
    private int code;
    private long deadline;

    CloseCommand(Link[] links, Log log) {
        super("AT+WSCLOSE", SET);
        this.links = links;
        this.log = log;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 3);
        link = links[a.number(0, 0, links.length - 1)];
        boolean waits = a.count() > 1;
        code = waits ? a.number(1, WebSocketPort.NORMAL, CODE_MAX) : WebSocketPort.NORMAL;
        a.optionalString(2, reason);
        if (code > WebSocketPort.GOING_AWAY && code < CODE_OWN) {
            a.fail(ErrorCode.invalid(1)); // not for clients to send
        }
        if (a.error() != 0) {
            return a.error();
        }
        if (!link.isOpen()) {
            return failed(log, "the link is not open");
        }
        if (!waits) {
            link.close(code);
            return OK;
        }
        link.prepareClose(code, reason);
        deadline = now + ANSWER_MICROS;
        return poll(now);
    }

    @Override
    protected int poll(long now) {
        if (link.closing() && now - deadline < 0) {
            return RUNNING;
        }
        link.close(code, reason);
        return OK;
    }

    @Override
    protected long deadline() {
        return deadline;
    }
}

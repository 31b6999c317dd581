package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;
import wsat.link.PassthroughOptions;
import wsat.port.Log;

/** {@code AT+WSMODE=<link>,<0|1>[,<opcode>][,<idle_ms>][,<max_frame>]}: 1: the link is a wire. */
final class ModeCommand extends LinkSetting {
    private static final int IDLE_MAX = 1000;

    private final Link[] links;
    private final int frameMax;
    private final Output output;
    private final Log log;

    /** @param frameMax the longest frame that can be sent, in bytes */
    ModeCommand(Link[] links, int frameMax, Output output, Log log) {
        super("AT+WSMODE", QUERY | SET);
        this.links = links;
        this.frameMax = frameMax;
        this.output = output;
        this.log = log;
    }

    @Override
    protected int query() {
        for (int i = 0; i < links.length; i++) {
            PassthroughOptions is = links[i].passthrough;
            line(output).say(i).say(is.on ? ",1," : ",0,").say(is.opcode).say(",").say(is.idleMillis).say(",")
                    .say(is.frameMax).say("\r\n");
        }
        return OK;
    }

    @Override
    void keep(int link, SavedRecord record) {
        PassthroughOptions is = links[link].passthrough;
        record.line(this).number(link).number(is.on ? 1 : 0).number(is.opcode).number(is.idleMillis)
                .number(is.frameMax).end();
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(2, 5);
        Link link = links[a.number(0, 0, links.length - 1)];
        PassthroughOptions is = link.passthrough;
        boolean on = a.number(1, 0, 1) == 1;
        int opcode = a.number(2, 1, 2, is.opcode);
        int idleMillis = a.number(3, 0, IDLE_MAX, is.idleMillis);
        int most = a.number(4, 1, frameMax, is.frameMax);
        if (a.error() != 0) {
            return a.error();
        }
        if (on && link.pulled()) {
            return failed(log, "the link is pulled: AT+WSRECVTYPE=<link>,0 first");
        }
        is.opcode = opcode;
        is.idleMillis = idleMillis;
        is.frameMax = most;
        link.passThrough(on);
        return OK;
    }
}

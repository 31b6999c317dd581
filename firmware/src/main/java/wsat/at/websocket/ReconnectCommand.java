package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;
import wsat.link.ReconnectPolicy;

/** {@code AT+WSRECONN=<link>,<first_ms>,<max_ms>[,<factor*10>][,<jitter_%>][,<attempts>][,<after_close>]}. */
final class ReconnectCommand extends LinkSetting {
    private final Link[] links;
    private final Output output;

    ReconnectCommand(Link[] links, Output output) {
        super("AT+WSRECONN", QUERY | SET);
        this.links = links;
        this.output = output;
    }

    @Override
    protected int query() {
        for (int i = 0; i < links.length; i++) {
            ReconnectPolicy policy = links[i].reconnect;
            line(output).say(i).say(",").say(policy.firstMillis()).say(",").say(policy.maxMillis()).say(",")
                    .say(policy.factorTenths()).say(",").say(policy.jitterPercent()).say(",").say(policy.attempts())
                    .say(policy.afterClose() ? ",1\r\n" : ",0\r\n");
        }
        return OK;
    }

    @Override
    void keep(int link, SavedRecord record) {
        ReconnectPolicy policy = links[link].reconnect;
        if (policy.isGiven()) {
            record.line(this).number(link).number(policy.firstMillis()).number(policy.maxMillis())
                    .number(policy.factorTenths()).number(policy.jitterPercent()).number(policy.attempts())
                    .number(policy.afterClose() ? 1 : 0).end();
        }
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(3, 7);
        int link = a.number(0, 0, links.length - 1);
        int first = a.number(1, 0, ReconnectPolicy.MILLIS_MAX);
        int max = a.number(2, 0, ReconnectPolicy.MILLIS_MAX);
        int factor = a.number(3, ReconnectPolicy.FACTOR_MIN, ReconnectPolicy.FACTOR_MAX, ReconnectPolicy.FACTOR_MIN);
        int jitter = a.number(4, 0, 100, 0);
        int attempts = a.number(5, 0, ReconnectPolicy.ATTEMPTS_MAX, 0);
        int afterClose = a.number(6, 0, 1, 0);
        if (max < first) {
            a.fail(ErrorCode.invalid(2));
        }
        if (a.error() == 0) {
            links[link].reconnect.set(first, max, factor, jitter, attempts, afterClose == 1);
        }
        return a.error();
    }
}

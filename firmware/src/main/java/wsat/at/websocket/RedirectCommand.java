package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;

/** {@code AT+WSREDIRECT=<link>,<times>}: how many redirects later openings of a link follow (RFC 9110, 15.4). */
final class RedirectCommand extends LinkSetting {
    private final Link[] links;
    private final Output output;

    RedirectCommand(Link[] links, Output output) {
        super("AT+WSREDIRECT", QUERY | SET);
        this.links = links;
        this.output = output;
    }

    @Override
    protected int query() {
        for (int i = 0; i < links.length; i++) {
            line(output).say(i).say(",").say(links[i].redirects).say("\r\n");
        }
        return OK;
    }

    @Override
    void keep(int link, SavedRecord record) {
        record.line(this).number(link).number(links[link].redirects).end();
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(2, 2);
        int link = a.number(0, 0, links.length - 1);
        int times = a.number(1, 0, Link.REDIRECTS_MAX);
        if (a.error() == 0) {
            links[link].redirects = times;
        }
        return a.error();
    }
}

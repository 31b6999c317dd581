package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;

/** {@code AT+WSEVT=<link>,<mask>}: what the host hears of a link beyond ESP-AT. */
final class EventCommand extends LinkSetting {
    private static final int ALL = Link.TELL_WHY | Link.TELL_PINGS | Link.TELL_ATTEMPTS | Link.TELL_HEAD;

    private final Link[] links;
    private final Output output;

    EventCommand(Link[] links, Output output) {
        super("AT+WSEVT", QUERY | SET);
        this.links = links;
        this.output = output;
    }

    @Override
    protected int query() {
        for (int i = 0; i < links.length; i++) {
            line(output).say(i).say(",").say(links[i].events()).say("\r\n");
        }
        return OK;
    }

    @Override
    void keep(int link, SavedRecord record) {
        record.line(this).number(link).number(links[link].events()).end();
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(2, 2);
        int link = a.number(0, 0, links.length - 1);
        int mask = a.number(1, 0, ALL);
        if (a.error() == 0) {
            links[link].tell(mask);
        }
        return a.error();
    }
}

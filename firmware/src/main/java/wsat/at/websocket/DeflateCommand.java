package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;
import wsat.port.DeflateOptions;

/**
 * {@code AT+WSDEFLATE=<link>,<0|1>[,<min_length>][,<server_context>][,<client_context>]}: whether the link's next
 * connection offers permessage-deflate (RFC 7692).
 */
final class DeflateCommand extends LinkSetting {
    private final Link[] links;
    private final Output output;

    DeflateCommand(Link[] links, Output output) {
        super("AT+WSDEFLATE", QUERY | SET);
        this.links = links;
        this.output = output;
    }

    @Override
    protected int query() {
        for (int i = 0; i < links.length; i++) {
            DeflateOptions deflate = links[i].config.deflate;
            line(output).say(i).say(deflate.offered ? ",1," : ",0,").say(deflate.minLength)
                    .say(deflate.serverContext ? ",1," : ",0,").say(deflate.clientContext ? 1 : 0).say("\r\n");
        }
        return OK;
    }

    @Override
    void keep(int link, SavedRecord record) {
        DeflateOptions deflate = links[link].config.deflate;
        record.line(this).number(link).number(deflate.offered ? 1 : 0).number(deflate.minLength)
                .number(deflate.serverContext ? 1 : 0).number(deflate.clientContext ? 1 : 0).end();
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(2, 5);
        int link = a.number(0, 0, links.length - 1);
        boolean offered = a.number(1, 0, 1) == 1;
        int minLength = a.number(2, 0, Integer.MAX_VALUE, DeflateOptions.MIN_LENGTH);
        boolean serverContext = a.number(3, 0, 1, 1) == 1;
        boolean clientContext = a.number(4, 0, 1, 1) == 1;
        if (a.error() == 0) {
            DeflateOptions deflate = links[link].config.deflate;
            deflate.offered = offered;
            deflate.minLength = minLength;
            deflate.serverContext = serverContext;
            deflate.clientContext = clientContext;
        }
        return a.error();
    }
}

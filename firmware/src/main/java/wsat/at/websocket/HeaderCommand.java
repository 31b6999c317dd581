package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.link.Link;
import wsat.link.RequestHeaders;
import wsat.port.Log;

/**
 * {@code AT+WSHEAD=<length>[,<link>]} and then {@code key: value}: a header of all later openings, or, which only wsat
 * has, of those of one link, where it stands behind the others; length 0 forgets them.
 */
final class HeaderCommand extends Command {
    private final RequestHeaders ofAll;
    private final Link[] links;
    private final Output output;
    private final Log log;
    private RequestHeaders headers;
    private int length;

    HeaderCommand(RequestHeaders ofAll, Link[] links, Output output, Log log) {
        super("AT+WSHEAD", QUERY | SET);
        this.ofAll = ofAll;
        this.links = links;
        this.output = output;
        this.log = log;
    }

    @Override
    protected int query() {
        for (int i = 0; i < ofAll.count(); i++) {
            sayHeader(ofAll, i).say("\r\n");
        }
        for (int link = 0; link < links.length; link++) {
            for (int i = 0; i < links[link].headers.count(); i++) {
                sayHeader(links[link].headers, i).say(",").say(link).say("\r\n");
            }
        }
        return OK;
    }

    private Output sayHeader(RequestHeaders which, int index) {
        int start = which.start(index);
        return line(output).say(index).say(",\"").say(which.bytes(), start, which.end(index) - start).say("\"");
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 2);
        length = a.number(0, 0, Integer.MAX_VALUE);
        int link = a.number(1, 0, links.length - 1, links.length);
        if (a.error() != 0) {
            return a.error();
        }
        headers = link < links.length ? links[link].headers : ofAll;
        if (length == 0) {
            forget();
            return OK;
        }
        if (!headers.fits(length)) {
            if (headers.count() == RequestHeaders.MAX) {
                log.log(Log.WARN, name, "there are as many headers as there can be:", RequestHeaders.MAX);
            } else {
                log.log(Log.WARN, name, "too long for what room there is; bytes left:", headers.room());
            }
            return ErrorCode.told(ErrorCode.invalid(0));
        }
        return PROMPT;
    }

    private void forget() {
        headers.clear();
        for (int i = 0; headers == ofAll && i < links.length; i++) {
            links[i].headers.clear();
        }
    }

    @Override
    protected int payloadLength() {
        return length;
    }

    @Override
    protected int payload(byte[] bytes, int count, boolean last, long now) {
        String wrong = headers.add(bytes, count);
        return wrong == null ? OK : failed(log, wrong);
    }
}

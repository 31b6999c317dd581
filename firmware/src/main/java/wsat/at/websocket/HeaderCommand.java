package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;
import wsat.link.RequestHeaders;
import wsat.port.Log;
import wsat.port.Text;

/**
 * {@code AT+WSHEAD=<length>[,<link>]} and then {@code key: value}: a header of all later openings, or, which only wsat
 * has, of those of one link, where it stands behind the others; length 0 forgets them.
 */
final class HeaderCommand extends LinkSetting {
    private final RequestHeaders ofAll;
    private final Link[] links;
    private final Output output;
    private final Log log;
    private final Text restored;
    private RequestHeaders headers;
    private int length;

    HeaderCommand(RequestHeaders ofAll, Link[] links, Output output, Log log, int headerMax) {
        super("AT+WSHEAD", QUERY | SET);
        this.ofAll = ofAll;
        this.links = links;
        this.output = output;
        this.log = log;
        restored = new Text(headerMax);
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
    void keep(int link, SavedRecord record) {
        RequestHeaders own = links[link].headers;
        for (int i = 0; i < own.count(); i++) {
            record.line(this).number(link).string(own.bytes(), own.start(i), own.end(i) - own.start(i)).end();
        }
    }

    /** A link and a header of it. */
    @Override
    protected int restore(Arguments kept) {
        kept.expect(2, 2);
        int link = kept.number(0, 0, links.length - 1);
        kept.string(1, restored);
        if (kept.error() != 0) {
            return kept.error();
        }
        RequestHeaders own = links[link].headers;
        return own.fits(restored.length) && own.add(restored.bytes, restored.length) == null ? OK : ErrorCode.FAILED;
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

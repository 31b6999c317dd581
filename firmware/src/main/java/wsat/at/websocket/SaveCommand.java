package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Chapters;
import wsat.at.Command;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;
import wsat.link.OpeningDefaults;
import wsat.port.Log;

/**
 * {@code AT+WSSAVE=<link>,<0|1>}: 1 keeps how a link was opened last and how it is set now, and it is opened in this
 * way at power-up; 0 forgets it.
 */
public final class SaveCommand extends Command {
    private final Link[] links;
    private final LinkSetting[] settings;
    private final LinkCertificates certificates;
    private final OpeningDefaults defaults;
    private final SavedRecord record;
    private final Output output;
    private final Log log;
    /** Which links are to be opened at power-up. */
    private final boolean[] kept;

    /** @param settings what is kept, in the order in which it is set again; the URI comes last */
    SaveCommand(Link[] links, LinkSetting[] settings, LinkCertificates certificates, OpeningDefaults defaults,
            SavedRecord record, Output output, Log log) {
        super("AT+WSSAVE", QUERY | SET);
        this.links = links;
        this.settings = settings;
        this.certificates = certificates;
        this.defaults = defaults;
        this.record = record;
        this.output = output;
        this.log = log;
        kept = new boolean[links.length];
    }

    @Override
    protected int query() {
        for (int i = 0; i < links.length; i++) {
            line(output).say(i).say(record.isKept(this, i) ? ",1\r\n" : ",0\r\n");
        }
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(2, 2);
        int link = a.number(0, 0, links.length - 1);
        boolean on = a.number(1, 0, 1) == 1;
        if (a.error() != 0) {
            return a.error();
        }
        return on ? keep(link) : record.forget(this, link);
    }

    private int keep(int link) {
        if (links[link].isServed()) {
            return failed(log, "a client has come on this link: only what the host opens is kept");
        }
        if (links[link].uri().length == 0) {
            return failed(log, "the link has no URI: it is kept as it was opened last");
        }
        if (defaults.headers.count() > 0 || defaults.proxy.isSet()) {
            log.log(Log.WARN, name, "headers and the proxy of all links are not kept; AT+WSHEAD=<length>,<link> gives a"
                    + " link its own", Log.NO_VALUE);
        }
        record.begin(this, link);
        for (int i = 0; i < settings.length; i++) {
            settings[i].keep(link, record);
        }
        return record.keep();
    }

    /** Takes back at power-up what was kept; {@link #powerUp} opens it. */
    public void restore(Chapters chapters) {
        for (int i = 0; i < links.length; i++) {
            kept[i] = record.restore(this, i, chapters);
        }
    }

    /** Begins to open the links that were kept. */
    public void powerUp(long now) {
        for (int i = 0; i < links.length; i++) {
            if (!kept[i]) {
                continue;
            }
            if (links[i].isSecure() && certificates.renew(this, log, i, links[i].config.tls) != OK) {
                links[i].failWithoutCertificates();
            } else {
                links[i].openAtPowerUp(now);
            }
        }
    }
}

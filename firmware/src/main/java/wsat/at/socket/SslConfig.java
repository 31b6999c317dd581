package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.link.TlsConfig;
import wsat.port.Log;

/**
 * {@code AT+CIPSSLCCONF=[<link>,]<auth_mode>[,<pki_number>][,<ca_number>]}: certificates of SSL links. The number
 * behind the last link means all, and so does no number.
 */
final class SslConfig extends Command {
    private final SocketLinks sockets;
    private final LinkCertificates certificates;
    private final Saved saved;
    private final Output output;
    private final Log log;

    private int first;
    private int link;
    private int last;
    private int authMode;
    private int pki;
    private int ca;
    private boolean begun;

    SslConfig(SocketLinks sockets, LinkCertificates certificates, Saved saved, Output output, Log log) {
        super("AT+CIPSSLCCONF", QUERY | SET);
        this.sockets = sockets;
        this.certificates = certificates;
        this.saved = saved;
        this.output = output;
        this.log = log;
    }

    @Override
    protected int query() {
        for (int i = 0; i < (sockets.several ? sockets.links.length : 1); i++) {
            TlsConfig tls = sockets.links[i].tls;
            line(output).say(i).say(",").say(tls.authMode).say(",").say(tls.pki).say(",").say(tls.ca).say("\r\n");
        }
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        int at = sockets.first();
        a.expect(at + 1, at + 3);
        int named = sockets.linkOrAll(a);
        authMode = a.number(at, 0, 3);
        pki = a.number(at + 1, 0, TlsConfig.SLOT_MAX, 0);
        ca = a.number(at + 2, 0, TlsConfig.SLOT_MAX, 0);
        if (a.error() != 0) {
            return a.error();
        }
        int missing = certificates.tellMissing(this, output, log, authMode, pki, ca);
        if (missing != OK) {
            return missing;
        }
        boolean all = named == sockets.links.length;
        first = all ? 0 : named;
        link = first;
        last = all ? named - 1 : named;
        return next(now);
    }

    private int next(long now) {
        begun = false;
        return poll(now);
    }

    /** Nothing takes effect before the board has accepted the certificates for each link, and they are kept. */
    @Override
    protected int poll(long now) {
        if (sockets.links[link].tls.isReading()) {
            return RUNNING; // what was set before belongs to the opening that is under way
        }
        if (!begun) {
            begun = true;
            sockets.links[link].tls.edition = TlsConfig.NEVER; // should this fail, an opening says again what was
            certificates.configure(link, authMode, pki, ca);
        }
        int answer = certificates.configured(link);
        if (answer != OK) {
            return answer;
        }
        return link++ < last ? next(now) : take();
    }

    private int take() {
        saved.begin(this);
        for (int i = 0; i < sockets.links.length; i++) {
            TlsConfig tls = sockets.links[i].tls;
            boolean named = i >= first && i <= last;
            saved.number(named ? authMode : tls.authMode).number(named ? pki : tls.pki).number(named ? ca : tls.ca);
        }
        int status = saved.keep();
        for (int i = first; status == OK && i <= last; i++) {
            sockets.links[i].tls.set(authMode, pki, ca, certificates.edition());
        }
        return status;
    }

    /** Three numbers a link; the board is given the certificates when the link is opened. */
    @Override
    protected int restore(Arguments kept) {
        int links = 0;
        for (; links < sockets.links.length && kept.given(3 * links + 2); links++) {
            kept.number(3 * links, 0, 3);
            kept.number(3 * links + 1, 0, TlsConfig.SLOT_MAX);
            kept.number(3 * links + 2, 0, TlsConfig.SLOT_MAX);
        }
        for (int i = 0; i < links && kept.error() == 0; i++) {
            sockets.links[i].tls.set(kept.number(3 * i, 0, 3), kept.number(3 * i + 1, 0, TlsConfig.SLOT_MAX),
                    kept.number(3 * i + 2, 0, TlsConfig.SLOT_MAX), TlsConfig.NEVER);
        }
        return kept.error();
    }
}

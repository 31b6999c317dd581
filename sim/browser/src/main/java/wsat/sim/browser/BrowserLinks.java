package wsat.sim.browser;

import java.util.ArrayList;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.port.Chunk;
import wsat.port.DeflateOptions;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.Log;
import wsat.port.OpenRequest;
import wsat.port.Slot;
import wsat.port.Text;
import wsat.port.TlsOptions;
import wsat.port.WebSocketPort;
import wsat.sim.world.Surroundings;

/**
 * The WebSocket links of a page: names under {@code .invalid} are servers within, all others are the browser's to open.
 */
final class BrowserLinks implements WebSocketPort {
    private final WebSocketPort within;
    private final Page page;
    private final Log log;
    /** The browser's connection of a link; null: none, or one within. */
    private final BrowserLink[] links;
    private final LinkInfo[] infos;
    private final Ending[] endings;
    /** Whether the last connection of a link was the browser's. */
    private final boolean[] outside;
    private final int[] arrivalsBefore;
    private final int[] pongsBefore;

    /** @param within the servers within */
    BrowserLinks(int count, WebSocketPort within, Page page, Log log) {
        this.within = within;
        this.page = page;
        this.log = log;
        links = new BrowserLink[count];
        infos = new LinkInfo[count];
        endings = new Ending[count];
        outside = new boolean[count];
        arrivalsBefore = new int[count];
        pongsBefore = new int[count];
        for (int i = 0; i < count; i++) {
            infos[i] = new LinkInfo();
            endings[i] = new Ending();
        }
    }

    private void warn(int link, String words) {
        log.log(Log.WARN, "link " + link, words, Log.NO_VALUE);
    }

    // --- opening ----------------------------------------------------------------------------------

    @Override
    public void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
        within.configure(link, authMode, certificate, key, ca);
    }

    @Override
    public int configured(int link) {
        return within.configured(link);
    }

    @Override
    public void open(int link, OpenRequest request) {
        String host = Latin1.string(request.host);
        outside[link] = !host.endsWith(Surroundings.WITHIN);
        if (!outside[link]) {
            within.open(link, request);
            return;
        }
        String ignored = ignored(request);
        if (!ignored.isEmpty()) {
            warn(link, "a browser opens connections in its own way, without what was set of: " + ignored);
        }
        links[link] = new BrowserLink(page, url(request, host), protocols(request), request.bufferSize,
                infos[link], new BrowserLink.Told() {
                    @Override
                    public void changed() {
                        page.wake();
                    }

                    @Override
                    public void warn(String words) {
                        BrowserLinks.this.warn(link, words);
                    }
                });
    }

    private static String url(OpenRequest request, String host) {
        return (request.secure ? "wss://" : "ws://") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":"
                + request.port + Latin1.string(request.target);
    }

    private static String[] protocols(OpenRequest request) {
        String all = Latin1.string(request.protocol);
        return all.isEmpty() ? new String[0] : all.trim().split(" *, *");
    }

    /** What the host has set and a browser does not let a page decide. */
    private static String ignored(OpenRequest request) {
        List<String> all = new ArrayList<>();
        add(all, request.headers.length > 0, "headers");
        add(all, request.authorization.length > 0, "Authorization");
        add(all, request.proxy.isSet(), "the proxy");
        add(all, request.redirects > 0, "redirects");
        add(all, request.secure && (request.authMode & 1) != 0, "the client's certificate");
        add(all, request.secure && (request.authMode & 2) != 0, "the CA (its own roots count)");
        add(all, request.secure && isSet(request.tls), "TLS");
        DeflateOptions deflate = request.deflate;
        add(all, deflate.offered && (deflate.minLength != DeflateOptions.MIN_LENGTH || !deflate.serverContext
                || !deflate.clientContext), "compression");
        return String.join(", ", all);
    }

    private static void add(List<String> all, boolean isSet, String what) {
        if (isSet) {
            all.add(what);
        }
    }

    private static boolean isSet(TlsOptions tls) {
        return tls.pins.length > 0 || tls.protocols.length > 0 || tls.serverName.length > 0 || tls.commonName.length > 0
                || tls.suiteCount > 0 || tls.versionMin != TlsOptions.TLS_1_2;
    }

    // --- while it is open -------------------------------------------------------------------------

    @Override
    public int state(int link) {
        return links[link] == null ? within.state(link) : links[link].state();
    }

    @Override
    public boolean closeSent(int link) {
        return links[link] == null ? within.closeSent(link) : links[link].closeSent();
    }

    @Override
    public boolean receive(int link, boolean wholeMessage, Chunk chunk) {
        return links[link] == null ? within.receive(link, wholeMessage, chunk)
                : links[link].receive(wholeMessage, chunk);
    }

    @Override
    public void release(int link, int count) {
        if (links[link] == null) {
            within.release(link, count);
        } else {
            links[link].release(count);
        }
    }

    @Override
    public int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length) {
        return links[link] == null ? within.send(link, opcode, fin, payload, offset, length)
                : links[link].send(opcode, fin, payload, offset, length);
    }

    @Override
    public int unsent(int link) {
        return links[link] == null ? within.unsent(link) : links[link].unsent();
    }

    @Override
    public void ending(int link, Ending into) {
        if (!outside[link]) {
            within.ending(link, into);
        } else {
            into.set(links[link] == null ? endings[link] : links[link].ending());
        }
    }

    @Override
    public void info(int link, LinkInfo into) {
        if (!outside[link]) {
            within.info(link, into);
            return;
        }
        into.set(infos[link]);
        if (links[link] == null || links[link].state() != OPEN) {
            into.disconnect();
        }
    }

    @Override
    public int arrivals(int link) {
        return arrivalsBefore[link] + within.arrivals(link) + (links[link] == null ? 0 : links[link].arrivals());
    }

    @Override
    public int pongs(int link) {
        return pongsBefore[link] + within.pongs(link) + (links[link] == null ? 0 : links[link].pongs());
    }

    /** A browser does not tell of pings that it answers. */
    @Override
    public int pings(int link) {
        return within.pings(link);
    }

    /** Nor of the server's answer. */
    @Override
    public boolean head(int link, int index, Text into) {
        return !outside[link] && within.head(link, index, into);
    }

    /** Whether a connection has taken bytes that the browser has not sent, of which it does not tell. */
    boolean sends() {
        for (BrowserLink link : links) {
            if (link != null && link.unsent() > 0) {
                return true;
            }
        }
        return false;
    }

    // --- its end ----------------------------------------------------------------------------------

    @Override
    public void close(int link, int code) {
        if (links[link] == null) {
            within.close(link, code);
        } else {
            links[link].abandon(code);
            forget(link);
        }
    }

    @Override
    public void drop(int link) {
        if (links[link] == null) {
            within.drop(link);
        } else {
            links[link].abandon(0);
            forget(link);
        }
    }

    private void forget(int link) {
        endings[link].set(links[link].ending());
        arrivalsBefore[link] += links[link].arrivals();
        pongsBefore[link] += links[link].pongs();
        links[link] = null;
    }
}

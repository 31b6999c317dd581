package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.Output;
import wsat.link.OpeningDefaults;
import wsat.link.ProxyUri;
import wsat.port.Log;
import wsat.port.Proxy;
import wsat.port.Text;

/**
 * {@code AT+WSPROXY=<"http://[user:password@]host:port">[,<sockets too>]}, {@code =""}: later openings go through a
 * proxy, or do not. The query never tells user and password.
 */
final class ProxyCommand extends Command {
    private final OpeningDefaults defaults;
    private final Output output;
    private final Log log;
    private final Text uri;
    private final Proxy given = new Proxy();
    private final ProxyUri reader = new ProxyUri();

    ProxyCommand(OpeningDefaults defaults, Output output, Log log, int lineMax) {
        super("AT+WSPROXY", QUERY | SET);
        this.defaults = defaults;
        this.output = output;
        this.log = log;
        uri = new Text(lineMax);
    }

    @Override
    protected int query() {
        Proxy proxy = defaults.proxy;
        line(output).say("\"");
        if (proxy.isSet()) {
            boolean address = ProxyUri.isIpv6(proxy);
            output.say(address ? "http://[" : "http://").say(proxy.host).say(address ? "]:" : ":").say(proxy.port);
        }
        output.say(defaults.proxyOfSockets ? "\",1\r\n" : "\",0\r\n");
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 2);
        a.string(0, uri);
        boolean sockets = a.number(1, 0, 1, 0) == 1;
        if (a.error() != 0) {
            return a.error();
        }
        String wrong = uri.length > ProxyUri.URI_MAX ? "the proxy's URI is longer than 640 bytes"
                : reader.parse(uri, given);
        if (wrong != null) {
            return failed(log, wrong);
        }
        defaults.proxy.set(given);
        defaults.proxyOfSockets = sockets && given.isSet();
        return OK;
    }
}

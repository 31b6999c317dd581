package wsat.at.station;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.Text;

/**
 * {@code AT+CIPDOMAIN=<"domain name">[,<ip network>][,<timeout>][,<all>]} (ESP-AT, AT+CIPDOMAIN).
 */
final class Domain extends Command {
    private static final int NAME_MAX = 256;
    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int ADDRESSES_MAX = 16;

    private final Resolver resolver;
    private final Output output;
    private final Log log;
    private final Text host = new Text(NAME_MAX);
    private final Text address = new Text(Resolver.ADDRESS_MAX);
    private boolean all;
    private long deadline;

    Domain(Resolver resolver, Output output, Log log) {
        super("AT+CIPDOMAIN", SET);
        this.resolver = resolver;
        this.output = output;
        this.log = log;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 4);
        a.string(0, host);
        int network = a.number(1, Resolver.IPV4_FIRST, Resolver.IPV6_ONLY, Resolver.IPV4_FIRST);
        int timeoutMillis = a.number(2, 0, 60_000, 0);
        all = a.number(3, 0, 1, 0) == 1;
        if (!Address.isHost(host)) {
            a.fail(ErrorCode.invalid(0));
        }
        if (a.error() != 0) {
            return a.error();
        }
        resolver.lookUp(host, network);
        deadline = now + (timeoutMillis == 0 ? TIMEOUT_MILLIS : timeoutMillis) * 1000L;
        return RUNNING;
    }

    @Override
    protected int poll(long now) {
        int count = resolver.found();
        if (count == Resolver.ASKING && now - deadline < 0) {
            return RUNNING;
        }
        if (count <= 0) {
            log.log(Log.WARN, name, count == 0 ? "unknown host" : "no answer in time", Log.NO_VALUE);
            return ErrorCode.FAILED;
        }
        for (int i = 0; i < (all ? Math.min(count, ADDRESSES_MAX) : 1); i++) {
            resolver.address(i, address);
            line(output).say("\"").say(address).say("\"\r\n");
        }
        return OK;
    }

    @Override
    protected long deadline() {
        return deadline;
    }
}

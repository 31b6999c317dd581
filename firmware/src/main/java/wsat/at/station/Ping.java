package wsat.at.station;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.port.Resolver;
import wsat.port.Text;

/** {@code AT+PING=<"host">} (ESP-AT, AT+PING). */
public final class Ping extends Command {
    private static final int NAME_MAX = 256;
    /** Less than host drivers wait for it. */
    private static final int TIMEOUT_MILLIS = 3000;

    private final Resolver resolver;
    private final Output output;
    private final Text host = new Text(NAME_MAX);
    private long deadline;

    public Ping(Resolver resolver, Output output) {
        super("AT+PING", SET);
        this.resolver = resolver;
        this.output = output;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 1);
        a.string(0, host);
        if (!Address.isHost(host)) {
            a.fail(ErrorCode.invalid(0));
        }
        if (a.error() != 0) {
            return a.error();
        }
        resolver.ping(host, TIMEOUT_MILLIS);
        deadline = now + TIMEOUT_MILLIS * 1000L;
        return RUNNING;
    }

    @Override
    protected int poll(long now) {
        int millis = resolver.echoed();
        if (millis == Resolver.ASKING && now - deadline < 0) {
            return RUNNING;
        }
        line(output);
        if (millis < 0) {
            output.say("TIMEOUT\r\n");
            return ErrorCode.FAILED;
        }
        output.say(millis).say("\r\n");
        return OK;
    }

    @Override
    protected long deadline() {
        return deadline;
    }
}

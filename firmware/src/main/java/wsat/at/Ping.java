package wsat.at;

import wsat.port.Resolver;
import wsat.port.Text;

/** {@code AT+PING=<"host">} (ESP-AT, AT+PING). */
final class Ping extends Command {
    private static final int NAME_MAX = 256;
    /** Less than host drivers wait for it. */
    private static final int TIMEOUT_MILLIS = 3000;

    private final Resolver resolver;
    private final Output output;
    private final Text host = new Text(NAME_MAX);
    private long deadline;

    Ping(Resolver resolver, Output output) {
        super("AT+PING", SET);
        this.resolver = resolver;
        this.output = output;
    }

    @Override
    int set(Arguments a, long now) {
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
    int poll(long now) {
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
    long deadline() {
        return deadline;
    }
}

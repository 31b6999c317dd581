package wsat.board.fault;

import wsat.board.text.Latin1;
import wsat.port.Resolver;
import wsat.port.Text;

/** Look-ups and pings with the {@link Faults} that somebody makes. */
public final class FaultyResolver implements Resolver {
    private static final int QUESTION = 0;

    private final Resolver port;
    private final Faults faults;
    private final Text name = new Text(256);
    private int network;
    /** Whether a look-up has not gone on to the port. */
    private boolean waiting;
    private boolean denied;
    private boolean pingLost;

    public FaultyResolver(Resolver port, Faults faults) {
        this.port = port;
        this.faults = faults;
    }

    @Override
    public void lookUp(Text asked, int which) {
        faults.look();
        Attempt attempt = faults.reach().name(Latin1.string(asked));
        denied = attempt.failure() != null;
        waiting = !attempt.equals(Attempt.REAL);
        if (!waiting) {
            port.lookUp(asked, which);
            return;
        }
        name.set(asked);
        network = which;
        faults.names().begin(QUESTION, faults.now(), attempt.afterMillis());
    }

    @Override
    public int found() {
        faults.look();
        if (waiting && faults.names().waits(QUESTION, faults.now())) {
            return ASKING;
        }
        if (denied) {
            return 0;
        }
        if (waiting) {
            waiting = false;
            port.lookUp(name, network);
        }
        return port.found();
    }

    @Override
    public void address(int index, Text into) {
        port.address(index, into);
    }

    @Override
    public void ping(Text host, int timeoutMillis) {
        faults.look();
        pingLost = faults.reach().to(Latin1.string(host), Attempt.REAL).failure() != null;
        if (!pingLost) {
            port.ping(host, timeoutMillis);
        }
    }

    @Override
    public int echoed() {
        faults.look();
        return pingLost || faults.reach().isCut() ? SILENT : port.echoed();
    }
}

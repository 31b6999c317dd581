package wsat.board.fault;

import wsat.board.net.RelayedListeners;
import wsat.port.ListenPort;

/** The machine's own ports with the {@link Faults} that somebody makes: without a network nobody comes. */
public final class FaultyListeners extends RelayedListeners {
    private final Faults faults;

    public FaultyListeners(ListenPort port, Faults faults) {
        super(port);
        this.faults = faults;
    }

    @Override
    public boolean arrived(int listener) {
        faults.look();
        boolean arrived = port.arrived(listener);
        if (arrived && faults.reach().isCut()) {
            port.refuse(listener);
            return false;
        }
        return arrived;
    }
}

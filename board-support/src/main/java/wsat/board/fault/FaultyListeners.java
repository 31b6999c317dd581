package wsat.board.fault;

import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.Slot;

/** The machine's own ports with the {@link Faults} that somebody makes: without a network nobody comes. */
public final class FaultyListeners implements ListenPort {
    private final ListenPort port;
    private final Faults faults;

    public FaultyListeners(ListenPort port, Faults faults) {
        this.port = port;
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

    @Override
    public int listen(int listener, ListenRequest request) {
        return port.listen(listener, request);
    }

    @Override
    public void unlisten(int listener) {
        port.unlisten(listener);
    }

    @Override
    public void welcome(int listener, int clients) {
        port.welcome(listener, clients);
    }

    @Override
    public void accept(int listener, int link, int bufferSize) {
        port.accept(listener, link, bufferSize);
    }

    @Override
    public void refuse(int listener) {
        port.refuse(listener);
    }

    @Override
    public void configure(int listener, int authMode, Slot certificate, Slot key, Slot ca) {
        port.configure(listener, authMode, certificate, key, ca);
    }

    @Override
    public int configured(int listener) {
        return port.configured(listener);
    }
}

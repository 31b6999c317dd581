package wsat.board.net;

import wsat.port.ListenPort;
import wsat.port.ListenRequest;
import wsat.port.Slot;

/** The machine's own ports behind another port: as {@link RelayedLinks}. */
public abstract class RelayedListeners implements ListenPort {
    /** The other port. */
    protected final ListenPort port;

    /** @param port to which calls are passed on */
    protected RelayedListeners(ListenPort port) {
        this.port = port;
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
    public boolean arrived(int listener) {
        return port.arrived(listener);
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

package wsat.board.net;

import wsat.port.Ending;
import wsat.port.Packet;
import wsat.port.Slot;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** The TCP, UDP and SSL links of another port: as {@link RelayedLinks}. */
public abstract class RelayedSockets implements SocketPort {
    /** The other port. */
    protected final SocketPort port;

    /** @param port to which calls are passed on */
    protected RelayedSockets(SocketPort port) {
        this.port = port;
    }

    @Override
    public void open(int link, SocketRequest request) {
        port.open(link, request);
    }

    @Override
    public int state(int link) {
        return port.state(link);
    }

    @Override
    public boolean receive(int link, Packet packet) {
        return port.receive(link, packet);
    }

    @Override
    public void release(int link, int count) {
        port.release(link, count);
    }

    @Override
    public int send(int link, byte[] payload, int offset, int length, Text address, int peer) {
        return port.send(link, payload, offset, length, address, peer);
    }

    @Override
    public void ending(int link, Ending into) {
        port.ending(link, into);
    }

    @Override
    public void info(int link, SocketInfo into) {
        port.info(link, into);
    }

    @Override
    public int arrivals(int link) {
        return port.arrivals(link);
    }

    @Override
    public int held(int link) {
        return port.held(link);
    }

    @Override
    public int unsent(int link) {
        return port.unsent(link);
    }

    @Override
    public void close(int link) {
        port.close(link);
    }

    @Override
    public void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
        port.configure(link, authMode, certificate, key, ca);
    }

    @Override
    public int configured(int link) {
        return port.configured(link);
    }
}

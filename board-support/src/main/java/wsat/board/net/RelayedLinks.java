package wsat.board.net;

import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.OpenRequest;
import wsat.port.Slot;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** The WebSocket links of another port: each call is passed on, and who has a word in some overrides them. */
public abstract class RelayedLinks implements WebSocketPort {
    /** The other port. */
    protected final WebSocketPort port;

    /** @param port to which calls are passed on */
    protected RelayedLinks(WebSocketPort port) {
        this.port = port;
    }

    @Override
    public void open(int link, OpenRequest request) {
        port.open(link, request);
    }

    @Override
    public int state(int link) {
        return port.state(link);
    }

    @Override
    public boolean closeSent(int link) {
        return port.closeSent(link);
    }

    @Override
    public boolean receive(int link, boolean wholeMessage, Chunk chunk) {
        return port.receive(link, wholeMessage, chunk);
    }

    @Override
    public void release(int link, int count) {
        port.release(link, count);
    }

    @Override
    public int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length) {
        return port.send(link, opcode, fin, payload, offset, length);
    }

    @Override
    public int unsent(int link) {
        return port.unsent(link);
    }

    @Override
    public void ending(int link, Ending into) {
        port.ending(link, into);
    }

    @Override
    public void info(int link, LinkInfo into) {
        port.info(link, into);
    }

    @Override
    public boolean head(int link, int index, Text into) {
        return port.head(link, index, into);
    }

    @Override
    public int arrivals(int link) {
        return port.arrivals(link);
    }

    @Override
    public int pings(int link) {
        return port.pings(link);
    }

    @Override
    public int pongs(int link) {
        return port.pongs(link);
    }

    @Override
    public void close(int link, int code) {
        port.close(link, code);
    }

    @Override
    public void drop(int link) {
        port.drop(link);
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

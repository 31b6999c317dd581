package wsat.sim.world;

import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.OpenRequest;
import wsat.port.Slot;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/**
 * A network to which something happens in the very moment of the k-th call, in the middle of what the firmware does.
 */
final class FailingPort implements WebSocketPort {
    private final WebSocketPort port;
    private Runnable fault;
    private int left;
    private int busy;

    FailingPort(WebSocketPort port) {
        this.port = port;
    }

    /** @param k how many calls are as ever before {@code fault} happens and the next call is made */
    void failAt(int k, Runnable what) {
        left = k;
        fault = what;
    }

    /** The next frames are refused because an earlier one is in the way. */
    void busy(int times) {
        busy = times;
    }

    boolean hasFailed() {
        return fault == null;
    }

    private WebSocketPort call() {
        if (fault != null && left-- == 0) {
            Runnable now = fault;
            fault = null;
            now.run();
        }
        return port;
    }

    @Override
    public void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
        port.configure(link, authMode, certificate, key, ca);
    }

    @Override
    public int configured(int link) {
        return call().configured(link);
    }

    @Override
    public void open(int link, OpenRequest request) {
        call().open(link, request);
    }

    @Override
    public int state(int link) {
        return call().state(link);
    }

    @Override
    public boolean closeSent(int link) {
        return call().closeSent(link);
    }

    @Override
    public boolean receive(int link, boolean wholeMessage, Chunk chunk) {
        return call().receive(link, wholeMessage, chunk);
    }

    @Override
    public void release(int link, int count) {
        call().release(link, count);
    }

    @Override
    public int send(int link, int opcode, boolean fin, byte[] payload, int offset, int length) {
        call();
        return busy-- > 0 ? BUSY : port.send(link, opcode, fin, payload, offset, length);
    }

    @Override
    public int unsent(int link) {
        return call().unsent(link);
    }

    @Override
    public void ending(int link, Ending into) {
        call().ending(link, into);
    }

    @Override
    public void info(int link, LinkInfo into) {
        call().info(link, into);
    }

    @Override
    public int arrivals(int link) {
        return call().arrivals(link);
    }

    @Override
    public int pongs(int link) {
        return call().pongs(link);
    }

    @Override
    public int pings(int link) {
        return call().pings(link);
    }

    @Override
    public boolean head(int link, int index, Text into) {
        return call().head(link, index, into);
    }

    @Override
    public void close(int link, int code) {
        call().close(link, code);
    }

    @Override
    public void drop(int link) {
        call().drop(link);
    }
}

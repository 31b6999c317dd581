package wsat.board.web;

import wsat.board.net.RelayedListeners;
import wsat.board.os.Ticks;
import wsat.port.ListenPort;
import wsat.port.ListenRequest;

/** The machine's own ports, as events: which are open, and for whom. Their clients are links, which others tell. */
final class WatchedListeners extends RelayedListeners {
    private final String what;
    private final EventSink sink;
    private final Ticks clock;
    /** 0: does not listen. */
    private final int[] ports = new int[COUNT];

    /** @param what their clients become */
    WatchedListeners(ListenPort port, String what, EventSink sink, Ticks clock) {
        super(port);
        this.what = what;
        this.sink = sink;
        this.clock = clock;
    }

    private Event event(int number, String state) {
        return new Event("listen", clock.micros()).put("port", number).put("what", what).put("state", state);
    }

    @Override
    public int listen(int listener, ListenRequest request) {
        int errno = port.listen(listener, request);
        ports[listener] = errno == 0 ? request.port : 0;
        sink.add(event(request.port, errno == 0 ? "open" : "failed").put("tls", request.secure).put("code", errno)
                .json());
        return errno;
    }

    @Override
    public void unlisten(int listener) {
        port.unlisten(listener);
        if (ports[listener] != 0) {
            sink.add(event(ports[listener], "closed").json());
            ports[listener] = 0;
        }
    }
}

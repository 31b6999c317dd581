package wsat.link;

import wsat.port.ListenPort;
import wsat.port.Text;

/** The module's own ports whose clients become WebSocket {@link Link}s. */
public final class WebSocketServers extends OwnPorts<WebSocketServer> {
    /** The most bytes of {@link #origins}. */
    public static final int ORIGINS_MAX = 1024;

    /** Origins whose pages may come beside those of the port itself, with a blank between. */
    public final Text origins = new Text(ORIGINS_MAX);

    private final Link[] links;

    public WebSocketServers(ListenPort clients, Link[] links) {
        super(new WebSocketServer[ListenPort.COUNT]);
        this.links = links;
        for (int i = 0; i < servers.length; i++) {
            servers[i] = new WebSocketServer(i, clients, origins);
        }
    }

    @Override
    int room(WebSocketServer server) {
        int served = 0;
        int free = 0;
        for (int i = 0; i < links.length; i++) {
            served += links[i].isServedBy(server.number()) ? 1 : 0;
            free += links[i].isOpen() ? 0 : 1;
        }
        return Math.max(0, Math.min(free, server.clientsMax() - served));
    }

    @Override
    void accept(WebSocketServer server, long now) {
        int link = 0;
        while (links[link].isOpen()) {
            link++;
        }
        server.accept(links[link], now);
    }
}

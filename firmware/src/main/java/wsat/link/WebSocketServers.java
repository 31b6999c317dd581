package wsat.link;

import wsat.port.ListenPort;
import wsat.port.Text;

/** The module's own WebSocket ports, and how their clients get the links that they share with what the host opens. */
public final class WebSocketServers {
    /** The most bytes of {@link #origins}. */
    public static final int ORIGINS_MAX = 1024;

    public final WebSocketServer[] servers = new WebSocketServer[ListenPort.COUNT];
    /** Origins whose pages may come beside those of the port itself, with a blank between. */
    public final Text origins = new Text(ORIGINS_MAX);

    private final Link[] links;

    public WebSocketServers(ListenPort clients, Link[] links) {
        this.links = links;
        for (int i = 0; i < servers.length; i++) {
            servers[i] = new WebSocketServer(i, clients, origins);
        }
    }

    /** The one that listens on a port; null: none. */
    public WebSocketServer on(int port) {
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen() && servers[i].port() == port) {
                return servers[i];
            }
        }
        return null;
    }

    /** One that can be opened; null: all are. */
    public WebSocketServer free() {
        for (int i = 0; i < servers.length; i++) {
            if (!servers[i].isOpen()) {
                return servers[i];
            }
        }
        return null;
    }

    /** Ends all of them; their clients stay. */
    public void closeAll() {
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen()) {
                servers[i].close();
            }
        }
    }

    /** Gives links to clients who have come. @return how many came */
    public int poll(long now) {
        int count = 0;
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen()) {
                count += admit(servers[i], now);
            }
        }
        return count;
    }

    private int admit(WebSocketServer server, long now) {
        int count = 0;
        for (; server.arrived(); count++) {
            Link link = room(server) > 0 ? freeLink() : null;
            if (link == null) {
                server.refuse();
            } else {
                server.accept(link, now);
            }
        }
        server.welcome(room(server));
        return count;
    }

    private Link freeLink() {
        for (int i = 0; i < links.length; i++) {
            if (!links[i].isOpen()) {
                return links[i];
            }
        }
        return null;
    }

    /** How many more clients a server may have. */
    private int room(WebSocketServer server) {
        int served = 0;
        int free = 0;
        for (int i = 0; i < links.length; i++) {
            served += links[i].isServedBy(server.number()) ? 1 : 0;
            free += links[i].isOpen() ? 0 : 1;
        }
        return Math.max(0, Math.min(free, server.clientsMax() - served));
    }
}

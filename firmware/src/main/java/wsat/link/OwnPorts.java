package wsat.link;

/**
 * The module's own ports of one kind, and how their clients get the links that they share with what the host opens.
 *
 * @param <P> the kind
 */
public abstract class OwnPorts<P extends OwnPort> {
    /** By their numbers. */
    public final P[] servers;

    /** @param servers room for all, which the kind fills */
    OwnPorts(P[] servers) {
        this.servers = servers;
    }

    /** Whether any of them is open. */
    public final boolean anyOpen() {
        boolean open = false;
        for (int i = 0; i < servers.length; i++) {
            open |= servers[i].isOpen();
        }
        return open;
    }

    /** The one that listens on a port; null: none. */
    public final P on(int port) {
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen() && servers[i].port() == port) {
                return servers[i];
            }
        }
        return null;
    }

    /** One that can be opened; null: all are. */
    public final P free() {
        for (int i = 0; i < servers.length; i++) {
            if (!servers[i].isOpen()) {
                return servers[i];
            }
        }
        return null;
    }

    /** Ends all of them; their clients stay. */
    public final void closeAll() {
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen()) {
                servers[i].close();
            }
        }
    }

    /** Gives links to clients who have come. @return work done */
    public int poll(long now) {
        int count = 0;
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].isOpen()) {
                count += admit(servers[i], now);
            }
        }
        return count;
    }

    private int admit(P server, long now) {
        int count = 0;
        for (; server.arrived(); count++) {
            if (room(server) > 0) {
                accept(server, now);
            } else {
                server.refuse();
            }
        }
        server.welcome(room(server));
        return count;
    }

    /** How many more clients a port may have: no more than there are free links. */
    abstract int room(P server);

    /** Gives the client who has come the first free link, of which there is one. */
    abstract void accept(P server, long now);
}

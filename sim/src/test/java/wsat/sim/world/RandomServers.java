package wsat.sim.world;

import java.util.Random;
import wsat.at.Settings;

/** Do what servers and networks do, at random, but never what RFC 6455 forbids a server. */
final class RandomServers {
    private final Random random;
    private final Network network;
    private final Sockets sockets;

    RandomServers(Random random, World world) {
        this.random = random;
        network = world.network();
        sockets = world.sockets();
        sockets.manners.cuts = true;
    }

    void act() {
        if (random.nextInt(3) == 0) {
            actOnSocket();
            return;
        }
        if (random.nextInt(6) == 0) {
            next();
            return;
        }
        Connection connection = network.connection(random.nextInt(Settings.LINKS));
        if (connection == null) {
            return;
        }
        if (connection.owed() > 0 && random.nextBoolean()) {
            connection.more(bytes(1 + random.nextInt(connection.owed())));
            return;
        }
        switch (random.nextInt(24)) {
            case 0: connection.close(1000, random.nextInt(2000)); break;
            case 1: connection.end(); break;
            case 2: connection.cut(); break;
            case 3: connection.block(true); break;
            case 4: case 5: case 6: connection.block(false); break;
            case 7: connection.mute(random.nextBoolean()); break;
            case 8: connection.say(9, true, bytes(random.nextInt(126))); break;
            case 9: connection.say(10, true, bytes(random.nextInt(126))); break;
            case 10: case 11: fragments(connection); break;
            case 12: begin(connection); break;
            default: connection.say(1 + random.nextInt(2), true, bytes(random.nextInt(200))); break;
        }
    }

    private void actOnSocket() {
        SocketPeer peer = sockets.peer(random.nextInt(sockets.count()));
        if (peer == null) {
            nextSockets();
            return;
        }
        switch (random.nextInt(16)) {
            case 0: peer.end(); break;
            case 1: peer.cut(); break;
            case 2: peer.block(true); break;
            case 3: case 4: case 5: peer.block(false); break;
            case 6: nextSockets(); break;
            case 7: peer.send(bytes(random.nextInt(20_000))); break;
            case 8: case 9:
                if (peer.isUdp()) {
                    peer.sendFrom("192.168.1." + random.nextInt(5), 1 + random.nextInt(9), bytes(random.nextInt(60)));
                }
                break;
            default: peer.send(bytes(random.nextInt(200))); break;
        }
    }

    private void nextSockets() {
        int answer = random.nextInt(6);
        SocketPeer.Manners manners = sockets.manners;
        manners.answer = answer == 0 ? Server.SILENT : answer == 1 ? Server.REFUSE : Server.ACCEPT;
        manners.afterMillis = random.nextInt(3) == 0 ? random.nextInt(20_000) : 0;
        manners.echo = random.nextBoolean();
        manners.greeting.clear();
        if (random.nextInt(4) == 0) {
            byte[] hello = bytes(random.nextInt(50));
            manners.greeting.add(peer -> peer.send(hello));
            manners.greeting.add(random.nextBoolean() ? SocketPeer::end : SocketPeer::cut);
        }
    }

    /** What happens to the next connections. */
    private void next() {
        int answer = random.nextInt(6);
        network.server.answer = answer == 0 ? Server.SILENT : answer == 1 ? Server.REFUSE : Server.ACCEPT;
        network.server.afterMillis = random.nextInt(3) == 0 ? random.nextInt(20_000) : 0;
        network.server.echo = random.nextBoolean();
        network.server.greeting.clear();
        if (random.nextInt(4) == 0) {
            byte[] hello = bytes(random.nextInt(50));
            network.server.greeting.add(connection -> connection.say(1, true, hello));
            int end = random.nextInt(6);
            if (end == 0) {
                network.server.greeting.add(Connection::end);
            } else if (end == 1) {
                network.server.greeting.add(connection -> connection.close(1000, 0));
            }
        }
    }

    private void fragments(Connection connection) {
        int opcode = 1 + random.nextInt(2);
        for (int left = random.nextInt(5); left >= 0; left--) {
            connection.say(opcode, left == 0, bytes(random.nextInt(60)));
            opcode = 0;
            if (random.nextInt(4) == 0) {
                connection.say(9, true, bytes(4));
            }
        }
    }

    private void begin(Connection connection) {
        int length = random.nextInt(3000);
        connection.begin(2, true, length, bytes(random.nextInt(length + 1)));
    }

    /** Everything goes well from now on. */
    void calmDown() {
        sockets.manners.answer = Server.ACCEPT;
        sockets.manners.afterMillis = 0;
        sockets.manners.greeting.clear();
        sockets.manners.echo = false;
        for (int i = 0; i < sockets.count(); i++) {
            if (sockets.peer(i) != null) {
                sockets.peer(i).block(false);
            }
        }
        network.server.answer = Server.ACCEPT;
        network.server.afterMillis = 0;
        network.server.greeting.clear();
        for (int i = 0; i < Settings.LINKS; i++) {
            Connection connection = network.connection(i);
            if (connection != null) {
                connection.block(false);
            }
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

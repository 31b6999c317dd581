package wsat.board.net;

import java.nio.charset.StandardCharsets;
import wsat.port.Chunk;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.Log;
import wsat.port.OpenRequest;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** What a link number stands for: at most one connection, and one that is let go and says goodbye. */
final class LinkConnections {
    private final Network network;
    private final int number;
    private final String name;
    private final Credentials credentials;
    private Connection connection;
    private Connection leaving;
    private final Ending ending = new Ending();
    private final LinkInfo info = new LinkInfo();
    private int arrivalsBefore;
    private int pongsBefore;
    private int pingsBefore;
    /** Of the answer to the last opening; null: there was none. */
    private ResponseHead head;

    LinkConnections(Network network, int number) {
        this.network = network;
        this.number = number;
        name = "link " + number;
        credentials = new Credentials(network, name, "wss");
    }

    String name() {
        return name;
    }

    int number() {
        return number;
    }

    Credentials credentials() {
        return credentials;
    }

    void open(OpenRequest request) {
        if (connection != null) {
            throw new IllegalStateException(name + " is not idle");
        }
        head = null;
        connection = new Connection(network, this, request);
        connection.begin();
    }

    /** A client who has come gets the link. */
    void accept(UpgradeArrival client, int bufferSize) {
        if (connection != null) {
            throw new IllegalStateException(name + " is not idle");
        }
        connection = client.connection(this, bufferSize);
        connection.settle(); // the rest is the next turn's: who has gone already is told with all that is known of it
    }

    /** The server has sent the opening elsewhere: another connection takes the place of the one that asked. */
    void redirect(OpenRequest elsewhere) {
        arrivalsBefore = arrivals();
        pongsBefore = pongs();
        pingsBefore = pings();
        head = null;
        connection = new Connection(network, this, elsewhere);
        connection.begin();
    }

    int state() {
        return connection == null ? WebSocketPort.IDLE : connection.state();
    }

    boolean closeSent() {
        return connection != null && connection.closeWasSent();
    }

    boolean receive(boolean wholeMessages, Chunk chunk) {
        return connection != null && connection.receive(wholeMessages, chunk);
    }

    void release(int count) {
        if (connection != null) {
            connection.release(count);
        }
    }

    int send(int opcode, boolean fin, byte[] payload, int offset, int length) {
        return connection == null ? WebSocketPort.NOT_OPEN : connection.send(opcode, fin, payload, offset, length);
    }

    int unsent() {
        return connection == null ? 0 : connection.unsent();
    }

    /** How the last connection failed or ended. */
    Ending ending() {
        return ending;
    }

    /** The same is to be so. */
    void ended(Failure how) {
        how.tell(ending);
    }

    /** What is known of the connection, for its own use. */
    LinkInfo info() {
        return info;
    }

    /** What is known of the connection, for the host. */
    void info(LinkInfo into) {
        into.set(info);
        if (connection == null || connection.gone()) {
            into.disconnect();
        }
    }

    int arrivals() {
        return arrivalsBefore + (connection == null ? 0 : connection.arrivals());
    }

    int pongs() {
        return pongsBefore + (connection == null ? 0 : connection.pongs());
    }

    int pings() {
        return pingsBefore + (connection == null ? 0 : connection.pings());
    }

    /** What the server has answered to the opening. */
    void answered(ResponseHead answer) {
        head = answer;
    }

    /** A line of that, as far as it has room. @return whether there is one */
    boolean head(int index, Text into) {
        String line = head == null ? null : head.line(index);
        if (line == null) {
            return false;
        }
        byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
        into.clear();
        into.append(bytes, 0, Math.min(bytes.length, into.bytes.length));
        return true;
    }

    void close(int code) {
        Connection old = letGo();
        if (old != null) {
            background(old, old.leave(code));
        }
    }

    void drop() {
        Connection old = letGo();
        if (old != null) {
            background(old, old.state() != WebSocketPort.OPEN && old.depart());
        }
    }

    private Connection letGo() {
        Connection old = connection;
        if (old != null) {
            arrivalsBefore = arrivals();
            pongsBefore = pongs();
            pingsBefore = pings();
            connection = null;
            old.endCompression();
            if (old.state() == WebSocketPort.OPENING) {
                old.log(Log.WARN, "given up while " + old.doing());
                ended(old.late());
            }
        }
        return old;
    }

    private void background(Connection old, boolean worthIt) {
        if (!worthIt) {
            old.cut();
            return;
        }
        if (leaving != null) {
            leaving.cut();
        }
        leaving = old;
    }

    /** Whether a connection that was let go has not ended yet. */
    boolean isLeaving() {
        return leaving != null && !leaving.gone();
    }

    /** What was put off until this turn. */
    void turn() {
        if (connection != null) {
            connection.turn();
        }
        if (leaving != null) {
            leaving.turn();
        }
    }

    long nextDeadline() {
        long deadline = connection == null ? Long.MAX_VALUE : connection.deadline();
        return leaving == null ? deadline : Network.sooner(deadline, leaving.deadline());
    }

    int expire(long now) {
        int work = expire(connection, now) + expire(leaving, now);
        if (leaving != null && leaving.gone()) {
            leaving = null;
        }
        return work;
    }

    private static int expire(Connection one, long now) {
        if (one == null || one.deadline() == Long.MAX_VALUE || now - one.deadline() < 0) {
            return 0;
        }
        one.expire();
        return 1;
    }

    void cut() {
        if (connection != null) {
            connection.cut();
        }
        if (leaving != null) {
            leaving.cut();
        }
    }
}

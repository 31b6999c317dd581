package wsat.sim.world;

import java.util.ArrayList;
import java.util.List;

/** What the servers of this world do with the next connection. */
final class Server {
    static final int ACCEPT = 0;
    static final int REFUSE = 1;
    static final int SILENT = 2;

    /** Something that a server does on a connection. */
    interface Act {
        void on(Connection connection);
    }

    int answer = ACCEPT;
    long afterMillis;
    /** Whether data frames come back; of all connections, at once. */
    boolean echo;
    /** Done in the very moment of accepting. */
    List<Act> greeting = new ArrayList<>();

    Server copy() {
        Server copy = new Server();
        copy.answer = answer;
        copy.afterMillis = afterMillis;
        copy.greeting = new ArrayList<>(greeting);
        return copy;
    }
}

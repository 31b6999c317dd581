package wsat.sim.world;

import java.util.ArrayList;
import java.util.List;
import wsat.port.Ending;

/** What the servers of this world do with the next connection. */
final class Server {
    static final int ACCEPT = 0;
    static final int REFUSE = 1;
    static final int SILENT = 2;
    static final int FAIL = 3;

    /** Something that a server does on a connection. */
    interface Act {
        void on(Connection connection);
    }

    int answer = ACCEPT;
    long afterMillis;
    /** The answer to the opening request, lines with CR LF between them; empty: an upgrade without a word more. */
    String head = "";
    /** How a connection that is to {@link #FAIL} does so. */
    Ending failure;
    /** Whether data frames come back; of all connections, at once. */
    boolean echo;
    /** Done in the very moment of accepting. */
    List<Act> greeting = new ArrayList<>();

    Server copy() {
        Server copy = new Server();
        copy.answer = answer;
        copy.failure = failure;
        copy.afterMillis = afterMillis;
        copy.head = head;
        copy.greeting = new ArrayList<>(greeting);
        return copy;
    }

    /** It fails so. */
    void fail(Ending how) {
        answer = FAIL;
        failure = how;
        head = "";
        afterMillis = 0;
    }

    /** The lines of the {@link #head}. */
    String[] lines() {
        return (head.isEmpty() ? "HTTP/1.1 101 Switching Protocols" : head).split("\r\n");
    }

    /** The status of the {@link #head}. */
    int status() {
        return head.isEmpty() ? 101 : Integer.parseInt(head.split("[ \r]")[1]);
    }

    /** A field of the {@link #head}; empty: it has none. */
    String field(String name) {
        for (String line : head.split("\r\n")) {
            if (line.startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        return "";
    }
}

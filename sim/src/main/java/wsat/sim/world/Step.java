package wsat.sim.world;

import java.util.List;

/**
 * One line of a transcript.
 *
 * @param line   its number
 * @param source what it says
 * @param action what it does on a stage
 */
public record Step(int line, String source, Action action) {

    /** What a step does. */
    interface Action {
        void on(Stage stage) throws Difference;
    }

    /** What needs no more than a line. */
    interface Spoken extends Action {
        void say(Talk talk) throws Difference;

        @Override
        default void on(Stage stage) throws Difference {
            say(stage);
        }
    }

    /** Whether it is of host and module alone, and {@link #say} can play it. */
    public boolean isSpoken() {
        return action instanceof Spoken;
    }

    /** Plays what {@link #isSpoken}. */
    public void say(Talk talk) throws Difference {
        ((Spoken) action).say(talk);
    }

    /** The first word. */
    public String verb() {
        return source.split(" ", 2)[0];
    }

    /** What host and module say to each other, and when: what can be played on any line, with any module. */
    public interface Talk {
        /** The host sends bytes. */
        void send(byte[] bytes) throws Difference;

        /** The host sends bytes while the module may be saying what is expected afterwards. */
        void sendMeanwhile(byte[] bytes) throws Difference;

        /** The host must hear exactly these bytes next. */
        void expect(byte[] bytes);

        /** As {@link #expect}, but {@code *} stands for anything within a line. */
        void expectLike(byte[] bytes);

        /** If echo is on, the host must hear exactly these bytes next. */
        void expectEcho(byte[] bytes);

        /** Time passes; what comes meanwhile is expected afterwards. */
        void pass(long millis) throws Difference;

        /** Time passes, and nothing may come. */
        void quiet(long millis) throws Difference;

        /** The host's UART has another rate from now on, in bits a second. */
        void hostSwitches(int baud) throws Difference;
    }

    /** What steps are played on: a line, and a world to which things happen. */
    interface Stage extends Talk {
        /** The network, to be told what to do. */
        Network network() throws Difference;

        /** The sockets, to be told what to do. */
        Sockets sockets() throws Difference;

        /** The module's own ports, for those who come to them: of sockets, and of WebSocket links. */
        List<Listening> listening() throws Difference;

        /** Whether somebody listens on a port must be as said. */
        void listens(int port, boolean should) throws Difference;

        /** So many clients of a port must have been sent away. */
        void refused(int port, int times) throws Difference;

        /** The other end of a socket, which must be there. */
        SocketPeer peer(int link) throws Difference;

        /** The peers of a socket must have got this next, as transcripts write it; null: nothing. */
        void got(int link, String what) throws Difference;

        /** The last request of a socket must say this in a line of {@link Sockets#describe}. */
        void socket(int link, String what) throws Difference;

        /** So often a socket must have been opened. */
        void socketTimes(int link, int times) throws Difference;

        /** The machine's network, to be told what to do. */
        Radio radio() throws Difference;

        /** The access points that the machine opens, to be told what to do. */
        Hotspots hotspots() throws Difference;

        /** The access point that is wanted must be like this; empty: there is none. */
        void softAp(String what) throws Difference;

        /** Other machines, to be told what to do. */
        Hosts hosts() throws Difference;

        /** What is announced, to be told what becomes of it. */
        Announcing announcing() throws Difference;

        /** This must be announced, as {@link Announcing#describe} writes it. */
        void announced(String what) throws Difference;

        /** The time servers, to be told what to do. */
        TimeServers timeServers() throws Difference;

        /** The module loses its power for a moment. */
        void powerCycle() throws Difference;

        /** The module has started anew, and what the host says is no command: nobody can switch its echo off. */
        void deafStart() throws Difference;

        /** Something has happened that the module hears of in its next turn. */
        void wake();

        /** The serial line, to be told what to do. */
        Line line() throws Difference;

        /** The connection of a link, which must be there. */
        Connection connection(int link) throws Difference;

        /** The server must have got this frame next; null: none. */
        void sent(int link, Frame frame) throws Difference;

        /** The last opening request of a link must say this. */
        void opened(int link, String part, byte[] value) throws Difference;

        /** So often a link must have been opened. */
        void openedTimes(int link, int times) throws Difference;

        /** Time is measured from here on. */
        void startWatch() throws Difference;

        /** No more than that has passed since {@link #startWatch}. */
        void within(long millis) throws Difference;

        /** The network must have been joined with this last. */
        void joined(String request) throws Difference;

        /** No log line may contain this. */
        void notLogged(String text) throws Difference;

        /** A log line must contain this. */
        void logged(String text) throws Difference;
    }
}

package wsat.sim.world;

import java.util.function.Consumer;
import wsat.at.Settings;
import wsat.port.Announcer;
import wsat.port.Clock;
import wsat.port.Ending;
import wsat.port.ListenPort;
import wsat.port.Resolver;
import wsat.port.SocketPort;
import wsat.port.Station;
import wsat.port.WebSocketPort;

/**
 * What a board without a network has around it: servers that echo, a radio, other machines and time servers, all within
 * this program. Its time is told to it, so it may be the real one.
 */
public final class Surroundings {
    /** The end of the names that are within (RFC 2606, 2): they lead nowhere by any name server. */
    public static final String WITHIN = ".invalid";

    private final VirtualTime time = new VirtualTime();
    private final Radio radio = new Radio(time, Station.GOT_IP, false);
    private final Hosts hosts = new Hosts(time);
    private final TimeServers timeServers = new TimeServers(time, hosts.reach);
    private final Announcing announcing = new Announcing(time);
    private final Network network;
    private final Sockets sockets;
    private final Listening listening;
    private final Listening linksListening;

    /**
     * @param unixMillis the wall clock's time when {@link #advance} has 0, which time servers know, too
     * @param log        is given what servers do to a link, a line each
     */
    public Surroundings(Settings settings, long unixMillis, Consumer<String> log) {
        Journal journal = new Journal(log);
        network = new Network(settings.links, time, Chance.NONE, hosts.reach, journal);
        network.server.echo = true;
        sockets = new Sockets(settings.sockets, time, Chance.NONE, hosts, journal);
        sockets.manners.echo = true;
        Ending nowhere = new Ending().set(Ending.TCP, Ending.ENETUNREACH);
        nowhere.text.append("a browser has no sockets; echo" + WITHIN + " is a server within");
        sockets.reachOnly(WITHIN, nowhere);
        listening = new Listening(sockets, time, hosts.reach, journal);
        listening.failure = Ending.EACCES;
        linksListening = new Listening(network, time, hosts.reach, journal);
        linksListening.failure = Ending.EACCES;
        timeServers.set(unixMillis);
        timeServers.tell(unixMillis);
    }

    /** WebSocket servers, which echo. */
    public WebSocketPort webSockets() {
        return network;
    }

    /** TCP, UDP and TLS servers, which echo; names that are not within cannot be reached. */
    public SocketPort sockets() {
        return sockets;
    }

    /** No port to listen on can be had: there is nobody who could come. */
    public ListenPort socketListeners() {
        return listening;
    }

    /** The same for WebSocket links. */
    public ListenPort webSocketListeners() {
        return linksListening;
    }

    /** A radio that has joined. */
    public Station station() {
        return radio;
    }

    /** Nobody is known by name at first. */
    public Resolver resolver() {
        return hosts;
    }

    /** What is announced nobody hears. */
    public Announcer announcer() {
        return announcing;
    }

    /** A wall clock, and time servers that have its time. */
    public Clock clock() {
        return timeServers;
    }

    /** Lets all happen that is due. @param millis that have passed since the beginning; never less than before */
    public void advance(long millis) {
        time.millis = millis;
        network.advance();
        sockets.advance();
        radio.advance();
        hosts.advance();
        announcing.advance();
        timeServers.advance();
    }

    /** When something happens by itself. @return as given to {@link #advance}, Long.MAX_VALUE: nothing */
    public long nextEvent() {
        long next = Math.min(network.nextEvent(), listening.certified.nextEvent());
        return Math.min(Math.min(next, sockets.nextEvent()),
                Math.min(Math.min(radio.nextEvent(), hosts.nextEvent()),
                Math.min(announcing.nextEvent(), timeServers.nextEvent())));
    }
}

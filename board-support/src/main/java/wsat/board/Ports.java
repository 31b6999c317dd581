package wsat.board;

import java.security.SecureRandom;
import wsat.board.net.Network;
import wsat.board.net.Sockets;
import wsat.port.Announcer;
import wsat.port.Board;
import wsat.port.Clock;
import wsat.port.Entropy;
import wsat.port.Flash;
import wsat.port.ListenPort;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.SocketPort;
import wsat.port.Station;
import wsat.port.Thermometer;
import wsat.port.Uart;
import wsat.port.WebSocketPort;

/** A board is its ports. */
public record Ports(Uart uart, WebSocketPort webSockets, ListenPort webSocketListeners, SocketPort sockets,
        ListenPort socketListeners, Station station, Resolver resolver,
        Announcer announcer, Clock clock, Flash mfgNvs, Flash nvs, Thermometer thermometer, Log log) implements Board {
    /** Links and sockets, and those who come to them. */
    public Ports(Uart uart, Network webSockets, Sockets sockets, Station station, Resolver resolver,
            Announcer announcer, Clock clock, Flash mfgNvs, Flash nvs, Thermometer thermometer, Log log) {
        this(uart, webSockets, webSockets.listeners(), sockets, sockets.listeners(), station, resolver, announcer,
                clock, mfgNvs, nvs, thermometer, log);
    }

    /** The same, with these in place of its own. */
    Ports with(Uart line, WebSocketPort links, ListenPort forLinks, SocketPort others, ListenPort forOthers) {
        return new Ports(line, links, forLinks, others, forOthers, station, resolver, announcer,
                clock, mfgNvs, nvs, thermometer, log);
    }

    private static final Entropy ENTROPY = new OnDemand();

    /** Made when it is first asked: providers of security take 10 ms of a start. No lambda, for the same reason. */
    private static final class OnDemand implements Entropy {
        private SecureRandom random;

        @Override
        public int next() {
            if (random == null) {
                random = new SecureRandom();
            }
            return random.nextInt();
        }
    }

    @Override
    public Entropy entropy() {
        return ENTROPY;
    }
}

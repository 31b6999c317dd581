package wsat;

import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.at.socket.SocketLinks;
import wsat.at.station.OwnAccessPoint;
import wsat.at.station.Wifi;
import wsat.at.time.WallClock;
import wsat.at.websocket.WebSocketLinks;
import wsat.link.Link;
import wsat.link.Socket;

/**
 * Decides whose turn it is to tell the host what has happened by itself, and when: the station, the WebSocket links,
 * the sockets, the clock, the access point. Each says its own messages.
 */
final class News {
    /** News waits this long for the host to end what it is doing; then it is said. */
    private static final int HOLD_MICROS = 250_000;
    private static final int NOBODY = -1;

    private final WebSocketLinks webSockets;
    private final Link[] links;
    private final SocketLinks sockets;
    private final WallClock clock;
    private final Wifi wifi;
    private final OwnAccessPoint accessPoint;
    private final Output output;
    private int next;
    private boolean waiting;
    private long waitingSince;

    News(WebSocketLinks webSockets, SocketLinks sockets, WallClock clock, Wifi wifi, Output output) {
        this.webSockets = webSockets;
        links = webSockets.links;
        this.sockets = sockets;
        this.clock = clock;
        this.wifi = wifi;
        accessPoint = wifi.accessPoint;
        this.output = output;
    }

    /**
     * Says one piece of news, if there is any and it is time.
     *
     * @param hostBusy whether the host is in the middle of a command: it would lose what comes between
     * @return 1 if something was said, else 0
     */
    int turn(boolean hostBusy, long now) {
        String ofStation = webSockets.inRest(now) ? null : wifi.news();
        int link = ofStation == null ? withNews() : NOBODY;
        if (ofStation == null && link == NOBODY && !clock.untold() && !accessPoint.untold()) {
            waiting = false;
            return 0;
        }
        boolean crowded = output.crowded(); // asks the kernel
        if (!waiting || crowded) {
            waiting = true;
            waitingSince = now;
        }
        if (!mayTell(link, hostBusy, crowded, now)) {
            return 0;
        }
        output.unsolicited();
        if (ofStation != null) {
            output.say(ofStation);
            wifi.told();
        } else if (link == NOBODY && !clock.untold()) {
            accessPoint.tell(output);
        } else if (link == NOBODY) {
            output.say("+TIME_UPDATED\r\n");
            clock.told();
        } else {
            next = (link + 1) % (links.length + sockets.links.length);
            if (link < links.length) {
                webSockets.tell(links[link], now);
            } else {
                sockets.tell(output, sockets.links[link - links.length]);
            }
        }
        waiting = false;
        return 1;
    }

    /**
     * The same while the host is in a data mode: it hears what its link brings, and all else afterwards.
     *
     * @return 1 if something was said, else 0
     */
    int passThrough(Passthrough link, long now) {
        waiting = false;
        if (webSockets.inRest(now)) {
            return turn(false, now); // of a frame that was begun before
        }
        if (!output.idle()) {
            return 0;
        }
        String ofStation = link.tellsStation() ? wifi.news() : null;
        if (ofStation == null && link.tellsStation() && accessPoint.untold()) {
            accessPoint.tell(output);
            return 1;
        }
        if (ofStation == null) {
            return link.tell(now) ? 1 : 0;
        }
        output.say(ofStation);
        wifi.told();
        return 1;
    }

    /** Whose turn it is, WebSocket links first and sockets behind them, or nobody; the rest of a frame goes first. */
    private int withNews() {
        for (int i = 0; i < links.length; i++) {
            if (links[i].restUntil() != Long.MAX_VALUE && links[i].news() != Link.NO_NEWS) {
                return i;
            }
        }
        int all = links.length + sockets.links.length;
        for (int i = 0; i < all; i++) {
            int link = (next + i) % all;
            if (link < links.length ? links[link].news() != Link.NO_NEWS
                    : sockets.links[link - links.length].news() != Socket.NO_NEWS) {
                return link;
            }
        }
        return NOBODY;
    }

    private boolean mayTell(int link, boolean hostBusy, boolean crowded, long now) {
        if (!output.idle()) {
            return false;
        }
        if (webSockets.inRest(now)) {
            return link != NOBODY && link < links.length && links[link].inRest(now);
        }
        if (crowded) {
            return false;
        }
        return output.quiet() && !hostBusy || now - waitingSince >= HOLD_MICROS;
    }

    /** When {@link #turn} is due by time alone. @return microseconds, Long.MAX_VALUE: never */
    long deadline(long now) {
        if (webSockets.inRest(now)) {
            return webSockets.restUntil(now);
        }
        if (!waiting || output.crowded()) {
            return Long.MAX_VALUE; // the board comes again when the line has room
        }
        return Math.min(waitingSince + HOLD_MICROS, output.quietAt());
    }
}

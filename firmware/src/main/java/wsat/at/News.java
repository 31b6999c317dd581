package wsat.at;

import wsat.link.DataFormat;
import wsat.link.Link;
import wsat.link.Socket;
import wsat.port.Chunk;
import wsat.port.WebSocketPort;

/** Tells the host what happens by itself: the unsolicited messages of the station, the links, the sockets and the clock. */
public final class News {
    /** News waits this long for the host to end what it is doing; then it is said. */
    private static final int HOLD_MICROS = 250_000;
    private static final int NOBODY = -1;

    private final Link[] links;
    private final WebSocketPort port;
    private final SocketLinks sockets;
    private final WallClock clock;
    private final Wifi wifi;
    private final Output output;
    private int next;
    private boolean waiting;
    private long waitingSince;

    public News(Link[] links, WebSocketPort port, SocketLinks sockets, WallClock clock, Wifi wifi, Output output) {
        this.links = links;
        this.port = port;
        this.sockets = sockets;
        this.clock = clock;
        this.wifi = wifi;
        this.output = output;
    }

    /**
     * Says one piece of news, if there is any and it is time.
     *
     * @param hostBusy whether the host is in the middle of a command: it would lose what comes between
     * @return 1 if something was said, else 0
     */
    public int turn(boolean hostBusy, long now) {
        String ofStation = inRest(now) ? null : wifi.news();
        int link = ofStation == null ? withNews() : NOBODY;
        if (ofStation == null && link == NOBODY && !clock.untold()) {
            waiting = false;
            return 0;
        }
        if (!waiting) {
            waiting = true;
            waitingSince = now;
        }
        if (!mayTell(link, hostBusy, now)) {
            return 0;
        }
        if (ofStation != null) {
            output.say(ofStation);
            wifi.told();
        } else if (link == NOBODY) {
            output.say("+TIME_UPDATED\r\n");
            clock.told();
        } else {
            next = (link + 1) % (links.length + sockets.links.length);
            if (link < links.length) {
                tell(links[link], now);
            } else {
                sockets.tell(output, sockets.links[link - links.length]);
            }
        }
        waiting = false;
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

    private boolean mayTell(int link, boolean hostBusy, long now) {
        if (!output.idle()) {
            return false;
        }
        if (inRest(now)) {
            return link != NOBODY && link < links.length && links[link].inRest(now);
        }
        return output.quiet() && !hostBusy || now - waitingSince >= HOLD_MICROS;
    }

    /** Whether a frame is being said whose rest is to come: nothing else may come between. */
    public boolean inRest(long now) {
        for (int i = 0; i < links.length; i++) {
            if (links[i].inRest(now)) {
                return true;
            }
        }
        return false;
    }

    /** Something is still being said. */
    public void saying(long now) {
        for (int i = 0; i < links.length; i++) {
            links[i].saying(now);
        }
    }

    private void tell(Link link, long now) {
        int news = link.news();
        switch (news) {
            case Link.DATA:
                tellData(link, now);
                break;
            case Link.CONNECT:
                say("+WS_CONNECTED:", link, news, now);
                break;
            case Link.CLOSE:
                say("+WS_CLOSED:", link, news, now);
                break;
            default:
                say("+WS_DISCONNECTED:", link, news, now);
                break;
        }
    }

    private void say(String message, Link link, int news, long now) {
        if (link.owesCrlf()) {
            output.say("\r\n");
        }
        link.told(news, now);
        output.say(message).say(link.number()).say("\r\n");
    }

    private void tellData(Link link, long now) {
        if (!link.isRest()) {
            DataFormat format = link.format;
            output.say("+WS_DATA:").say(link.number()).say(",");
            for (int part = DataFormat.OPCODE; part <= DataFormat.DATA_LENGTH; part <<= 1) {
                if ((format.mask & part) != 0) {
                    output.say(format.value(part, link.chunk())).say(",");
                }
            }
            output.endHead((format.mask & DataFormat.CRLF) != 0);
        }
        Chunk chunk = link.chunk();
        output.lend(port, link.number(), chunk.bytes, chunk.start, chunk.length, link.toldChunk(now));
    }

    /** For a command that fails because its link is lost: says so first, if nothing older is untold. */
    void tellLoss(Link link, long now) {
        if (link.news() == Link.LOSS) {
            tell(link, now);
        }
    }

    /** When {@link #turn} is due by time alone. @return microseconds, Long.MAX_VALUE: never */
    public long deadline(long now) {
        long due = waiting && !inRest(now)
                ? Math.min(waitingSince + HOLD_MICROS, output.quietAt()) : Long.MAX_VALUE;
        for (int i = 0; i < links.length; i++) {
            if (links[i].inRest(now)) {
                due = Math.min(due, links[i].restUntil());
            }
        }
        return due;
    }
}

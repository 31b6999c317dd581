package wsat.at.websocket;

import wsat.at.Address;
import wsat.at.Output;
import wsat.link.DataFormat;
import wsat.link.Link;
import wsat.link.WebSocketServers;
import wsat.port.Chunk;
import wsat.port.LinkInfo;
import wsat.port.ListenPort;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** The WebSocket links, and what the host is told of them by itself (ESP-AT, WebSocket AT Commands). */
public final class WebSocketLinks {
    /** The most bytes of a line of a head that are told, the most lines, and the most bytes of all of them. */
    private static final int HEAD_LINE_MAX = 255;
    private static final int HEAD_LINES_MAX = 64;
    private static final int HEAD_MAX = 4096;

    /** By the number that the host knows them by. */
    public final Link[] links;
    /** Whose clients take links, too. */
    public final WebSocketServers servers;

    private final WebSocketPort port;
    private final Output output;
    private final Text line = new Text(HEAD_LINE_MAX);

    public WebSocketLinks(Link[] links, WebSocketPort port, ListenPort clients, Output output) {
        servers = new WebSocketServers(clients, links);
        this.links = links;
        this.port = port;
        this.output = output;
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

    /** When {@link #inRest} ends by itself. @return microseconds, Long.MAX_VALUE: never */
    public long restUntil(long now) {
        long until = Long.MAX_VALUE;
        for (int i = 0; i < links.length; i++) {
            if (links[i].inRest(now)) {
                until = Math.min(until, links[i].restUntil());
            }
        }
        return until;
    }

    /** Where part of a frame is still being said, the time for its rest begins behind that. */
    public void saying(long now) {
        for (int i = 0; i < links.length; i++) {
            if (output.lends(port, i)) {
                links[i].saying(now);
            }
        }
    }

    /** Says what {@link Link#news} is about. */
    public void tell(Link link, long now) {
        int news = link.news();
        switch (news) {
            case Link.DATA:
                tellData(link, now);
                break;
            case Link.ARRIVAL:
                tellArrival(link);
                break;
            case Link.PONG:
                output.say("+WS_PONG:").say(link.number()).say(",").say(link.pongMicros()).say("\r\n");
                link.told(news, now);
                break;
            case Link.PINGED:
                output.say("+WS_PING:").say(link.number()).say("\r\n");
                link.told(news, now);
                break;
            case Link.CONNECT:
                say("+WS_CONNECTED:", link, news, now);
                break;
            case Link.CLIENT:
                tellClient(link, now);
                break;
            case Link.FAILURE:
                tellHead(link);
                output.say("+WS_OPENFAIL:").say(link.number()).say(",").say(link.ending().stage).say(",")
                        .say(link.ending().code).say("\r\n");
                link.told(news, now);
                break;
            case Link.ATTEMPT:
                output.say("+WS_RECONNECT:").say(link.number()).say(",").say(link.reconnect.attempt()).say(",")
                        .say(link.pauseMillis()).say("\r\n");
                link.told(news, now);
                break;
            case Link.CLOSE:
                say("+WS_CLOSED:", link, news, now);
                break;
            default:
                say("+WS_DISCONNECTED:", link, news, now);
                break;
        }
    }

    private void tellClient(Link link, long now) {
        LinkInfo client = link.client();
        boolean ipv6 = Address.isIpv6(client.address);
        output.say("+WS_ACCEPTED:").say(link.number()).say(",").sayQuoted(client.target).say(",")
                .sayQuoted(client.protocol).say(ipv6 ? ",\"[" : ",\"").say(client.address).say(ipv6 ? "]:" : ":")
                .say(client.port).say("\"\r\n");
        link.told(Link.CLIENT, now);
    }

    private void say(String message, Link link, int news, long now) {
        if (link.isCutOff()) {
            output.say("\r\n"); // whatever the mask: the news would not be found behind half a frame
        }
        tellHead(link);
        link.told(news, now);
        output.say(message).say(link.number());
        if ((link.events() & Link.TELL_WHY) != 0 && news == Link.CLOSE) {
            output.say(",").say(link.ending().code).say(",").sayQuoted(link.ending().text);
        } else if ((link.events() & Link.TELL_WHY) != 0 && news == Link.LOSS) {
            output.say(",").say(link.ending().stage).say(",").say(link.ending().code);
        }
        output.say("\r\n");
    }

    /** Says the head of the server's answer, if the host wants it and has not had it; not more of it than so much. */
    void tellHead(Link link) {
        int length = 0;
        for (int i = 0; link.headIsUntold() && i < HEAD_LINES_MAX && length < HEAD_MAX; i++) {
            if (link.head(i, line)) {
                line.length = Math.min(line.length, HEAD_MAX - length);
                length += line.length;
                output.say("+WS_HEAD:").say(link.number()).say(",").sayQuoted(line).say("\r\n");
            }
        }
        link.headTold();
    }

    private void tellArrival(Link link) {
        Chunk chunk = link.chunk();
        output.say("+WS_RECV:").say(link.number()).say(",").say(chunk.opcode).say(chunk.fin ? ",1," : ",0,")
                .say(chunk.unitLength).say("\r\n");
        link.announce();
    }

    private void tellData(Link link, long now) {
        if (link.passthrough.on) {
            Chunk bare = link.chunk();
            output.lend(port, link.number(), bare.bytes, bare.start, bare.length, false);
            return;
        }
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
        int news = link.news();
        if (news == Link.LOSS || news == Link.CLOSE && link.isServed()) {
            tell(link, now);
        }
    }
}

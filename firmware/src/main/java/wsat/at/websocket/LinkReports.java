package wsat.at.websocket;

import wsat.at.Command;
import wsat.at.Output;
import wsat.link.Link;
import wsat.port.Ending;
import wsat.port.LinkInfo;
import wsat.port.WebSocketPort;

/** What a host can ask of the WebSocket links beyond ESP-AT: how they ended, and how they are. A line a link. */
final class LinkReports {
    final Command errors = new Errors();
    final Command info = new Info();

    private final Link[] links;
    private final WebSocketPort port;
    private final Output output;
    private final LinkInfo about = new LinkInfo();

    LinkReports(Link[] links, WebSocketPort port, Output output) {
        this.links = links;
        this.port = port;
        this.output = output;
    }

    /** {@code AT+WSERR?}: {@code +WSERR:<link>,<stage>,<code>,<"text">,<retry_after_s>,<"location">}. */
    private final class Errors extends Command {
        Errors() {
            super("AT+WSERR", QUERY);
        }

        @Override
        protected int query() {
            for (int i = 0; i < links.length; i++) {
                Ending ending = links[i].ending();
                line(output).say(i).say(",").say(ending.stage).say(",").say(ending.code).say(",").sayQuoted(ending.text)
                        .say(",").say(ending.retryAfterSeconds).say(",").sayQuoted(ending.location).say("\r\n");
            }
            return OK;
        }
    }

    /**
     * {@code AT+WSINFO?}: {@code +WSINFO:<link>,<state>,<"subprotocol">,<compressed>,<"TLS version">,<"cipher">,
     * <"address">,<port>,<rtt_us>,<frames in>,<frames out>,<bytes in>,<bytes out>,<times connected>}.
     */
    private final class Info extends Command {
        Info() {
            super("AT+WSINFO", QUERY);
        }

        @Override
        protected int query() {
            for (int i = 0; i < links.length; i++) {
                port.info(i, about);
                line(output).say(i).say(",").say(links[i].state()).say(",").sayQuoted(about.protocol)
                        .say(about.compressed ? ",1," : ",0,").sayQuoted(about.tlsVersion).say(",")
                        .sayQuoted(about.cipher)
                        .say(",").sayQuoted(about.address).say(",").say(about.port).say(",").say(links[i].rttMicros())
                        .say(",").say(about.framesIn).say(",").say(about.framesOut).say(",").say(about.bytesIn)
                        .say(",").say(about.bytesOut).say(",").say(links[i].connects()).say("\r\n");
            }
            return OK;
        }
    }
}

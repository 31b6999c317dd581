package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;
import wsat.port.Chunk;
import wsat.port.Log;
import wsat.port.WebSocketPort;

/**
 * For hosts with little memory: what comes waits until the host reads it, frame by frame, in pieces of its own size.
 * What is not read stays with the network, which stops the server; nothing is dropped.
 */
final class PullCommands {
    final LinkSetting type = new Type();
    final Command lengths = new Lengths();
    final Command data = new Data();

    private final Link[] links;
    private final WebSocketPort port;
    private final Output output;
    private final Log log;

    PullCommands(Link[] links, WebSocketPort port, Output output, Log log) {
        this.links = links;
        this.port = port;
        this.output = output;
        this.log = log;
    }

    /** {@code AT+WSRECVTYPE=<link>,<0|1>}: 0 what comes is told at once, 1 it waits to be read. */
    private final class Type extends LinkSetting {
        Type() {
            super("AT+WSRECVTYPE", QUERY | SET);
        }

        @Override
        protected int query() {
            for (int i = 0; i < links.length; i++) {
                line(output).say(i).say(links[i].pulled() ? ",1\r\n" : ",0\r\n");
            }
            return OK;
        }

        @Override
        void keep(int link, SavedRecord record) {
            record.line(this).number(link).number(links[link].pulled() ? 1 : 0).end();
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(2, 2);
            int link = a.number(0, 0, links.length - 1);
            boolean pulled = a.number(1, 0, 1) == 1;
            if (a.error() == 0) {
                links[link].pull(pulled);
            }
            return a.error();
        }
    }

    /**
     * {@code AT+WSRECVLEN?}: how many bytes of each link can be read now; -1: there is no link, and nothing is left.
     */
    private final class Lengths extends Command {
        Lengths() {
            super("AT+WSRECVLEN", QUERY);
        }

        @Override
        protected int query() {
            line(output);
            for (int i = 0; i < links.length; i++) {
                output.say(i == 0 ? "" : ",").say(links[i].isOpen() ? links[i].readable() : -1);
            }
            output.say("\r\n");
            return OK;
        }
    }

    /** {@code AT+WSRECVDATA=<link>,<length>}: reads at most so many bytes, and never of more than one frame. */
    private final class Data extends Command {
        Data() {
            super("AT+WSRECVDATA", SET);
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(2, 2);
            Link link = links[a.number(0, 0, links.length - 1)];
            int most = a.number(1, 1, Integer.MAX_VALUE);
            if (a.error() != 0) {
                return a.error();
            }
            if (!link.pulled()) {
                return failed(log, "only of a link that is pulled (AT+WSRECVTYPE=<link>,1)");
            }
            if (!link.waits()) {
                return failed(log, "nothing has come");
            }
            Chunk chunk = link.chunk();
            int start = chunk.start + link.readFrom();
            int length = Math.min(most, link.readable());
            line(output).say(length).say(",");
            output.lend(port, link.number(), chunk.bytes, start, length, true);
            link.read(length);
            return WORKING;
        }

        /** The bytes are said. */
        @Override
        protected int poll(long now) {
            return OK;
        }
    }
}

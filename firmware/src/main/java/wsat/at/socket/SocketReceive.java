package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.Output;
import wsat.link.Socket;
import wsat.port.Log;

/** How received bytes come to the host: by themselves (active mode), or when it asks for them (passive mode). */
final class SocketReceive {
    /** {@code AT+CIPRECVMODE}, of all links. */
    final Command mode;
    /** {@code AT+CIPRECVTYPE}, which has taken its place in later versions. */
    final Command type;
    final Command data;
    final Command lengths;

    private final SocketLinks sockets;
    private final Output output;
    private final Log log;
    private final int all;

    SocketReceive(SocketLinks sockets, Output output, Log log) {
        this.sockets = sockets;
        this.output = output;
        this.log = log;
        all = sockets.links.length;
        mode = new Mode();
        type = new Type();
        data = new Data();
        lengths = new Lengths();
    }

    private void setPassive(int link, boolean passive) {
        for (int i = 0; i < all; i++) {
            if (link == all || link == i) {
                sockets.links[i].options.passive = passive;
            }
        }
    }

    private int passive(int link) {
        return sockets.links[link].options.passive ? 1 : 0;
    }

    /** {@code =<mode>}, told as link 0 has it. */
    private final class Mode extends Command {
        Mode() {
            super("AT+CIPRECVMODE", QUERY | SET);
        }

        @Override
        protected int query() {
            line(output).say(passive(0)).say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            boolean passive = a.number(0, 0, 1) == 1;
            if (a.error() == 0) {
                setPassive(all, passive);
            }
            return a.error();
        }
    }

    /**
     * {@code =[<link>,]<mode>[,<data_len_report_mode>]}; the number behind the last link means all. How lengths are
     * reported stays as it is: that what has come is told once until it is read is what hosts know.
     */
    private final class Type extends Command {
        Type() {
            super("AT+CIPRECVTYPE", QUERY | SET);
        }

        @Override
        protected int query() {
            for (int i = 0; i < (sockets.several ? all : 1); i++) {
                line(output).say(i).say(",").say(passive(i)).say("\r\n");
            }
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            int first = sockets.first();
            a.expect(first + 1, first + 2);
            int link = sockets.linkOrAll(a);
            boolean passive = a.number(first, 0, 1) == 1;
            a.number(first + 1, 0, 1, 0);
            if (a.error() == 0) {
                setPassive(link, passive);
            }
            return a.error();
        }
    }

    /**
     * {@code AT+CIPRECVDATA=[<link>,]<length>[,<keep_datagram_integrity>]}: of UDP never of more than one datagram,
     * whether the host demands it or not.
     */
    private final class Data extends Command {
        Data() {
            super("AT+CIPRECVDATA", SET);
        }

        @Override
        protected int set(Arguments a, long now) {
            int first = sockets.first();
            a.expect(first + 1, first + 2);
            Socket link = sockets.link(a);
            int most = a.number(first, 1, Integer.MAX_VALUE);
            a.number(first + 1, 0, 1, 0);
            if (a.error() != 0) {
                return a.error();
            }
            if (!link.options.passive) {
                return failed(log, "only in passive mode (AT+CIPRECVMODE=1)");
            }
            if (!link.isOpen() || !link.hasPacket()) {
                return failed(log, "nothing has come");
            }
            int length = Math.min(most, link.packet().length);
            line(output).say(length);
            sockets.sayPeer(output, link).say(",");
            sockets.lend(output, link, length);
            return WORKING;
        }

        /** The bytes are said. */
        @Override
        protected int poll(long now) {
            return OK;
        }
    }

    /** {@code AT+CIPRECVLEN?}: -1 where there is no link. */
    private final class Lengths extends Command {
        Lengths() {
            super("AT+CIPRECVLEN", QUERY);
        }

        @Override
        protected int query() {
            line(output);
            for (int i = 0; i < all; i++) {
                output.say(i == 0 ? "" : ",").say(sockets.links[i].isOpen() ? sockets.links[i].held() : -1);
            }
            output.say("\r\n");
            return OK;
        }
    }
}

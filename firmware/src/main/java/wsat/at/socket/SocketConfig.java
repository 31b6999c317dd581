package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.at.SavedNumberCommand;
import wsat.link.SocketOptions;

/** Options of sockets (ESP-AT, AT+CIPTCPOPT, AT+CIPRECONNINTV, AT+CIPCONNPERSIST). */
final class SocketConfig {
    final Command options;
    /** Whether links outlive the loss of the network: remembered and told. */
    final Command persistence;
    /** How long passthrough waits before it opens a lost link again, in 100 ms. */
    final NumberCommand reconnectInterval;

    private final SocketLinks sockets;
    private final Saved saved;
    private final Output output;
    private final SocketOptions given = new SocketOptions();
    private final int all;

    SocketConfig(SocketLinks sockets, Saved saved, Output output) {
        this.sockets = sockets;
        this.saved = saved;
        this.output = output;
        all = sockets.links.length;
        reconnectInterval = new SavedNumberCommand("AT+CIPRECONNINTV", 1, 36_000, 1, NumberCommand.BLANK_LINE, saved,
                output);
        options = new Options();
        persistence = new Persistence();
    }

    /** {@code =[<link>,]<persist>} (ESP-AT 4.2); the number behind the last link means all, and so does no number. */
    private final class Persistence extends Command {
        Persistence() {
            super("AT+CIPCONNPERSIST", QUERY | SET);
        }

        @Override
        protected int query() {
            line(output);
            for (int i = 0; i < (sockets.several ? all : 1); i++) {
                output.say(i == 0 ? "" : ",").say(sockets.links[i].options.persist);
            }
            output.say("\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            int first = sockets.first();
            a.expect(first + 1, first + 1);
            int link = sockets.linkOrAll(a);
            int persist = a.number(first, 0, 1);
            for (int i = 0; a.error() == 0 && i < all; i++) {
                if (link == all || link == i) {
                    sockets.links[i].options.persist = persist;
                }
            }
            return a.error();
        }
    }

    /** {@code =[<link>,]<so_linger>,<tcp_nodelay>,<so_sndtimeo>[,<keep_alive>]}: what is left out stays as it is. */
    private final class Options extends Command {
        Options() {
            super("AT+CIPTCPOPT", QUERY | SET);
        }

        @Override
        protected int query() {
            for (int i = 0; i < (sockets.several ? all : 1); i++) {
                SocketOptions options = sockets.links[i].options;
                line(output).say(i).say(",").say(options.lingerSeconds).say(",").say(options.noDelay).say(",")
                        .say(options.sendTimeoutMillis).say(",").say(options.keepAliveSeconds).say("\r\n");
            }
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            int first = sockets.first();
            a.expect(first + 1, first + 4);
            int link = sockets.linkOrAll(a);
            check(a, first);
            if (a.error() != 0) {
                return a.error();
            }
            saved.begin(this);
            for (int i = 0; i < all; i++) {
                SocketOptions options = sockets.links[i].options;
                if (link == all || link == i) {
                    take(a, first, options, given);
                    options = given;
                }
                saved.number(options.lingerSeconds).number(options.noDelay).number(options.sendTimeoutMillis)
                        .number(options.keepAliveSeconds);
            }
            int status = saved.keep();
            for (int i = 0; status == OK && i < all; i++) {
                if (link == all || link == i) {
                    take(a, first, sockets.links[i].options, sockets.links[i].options);
                }
            }
            return status;
        }

        /** Four numbers a link. */
        @Override
        protected int restore(Arguments kept) {
            int links = 0;
            while (links < all && kept.given(4 * links + 3)) {
                check(kept, 4 * links++);
            }
            for (int i = 0; i < links && kept.error() == 0; i++) {
                take(kept, 4 * i, sockets.links[i].options, sockets.links[i].options);
            }
            return kept.error();
        }

        private void check(Arguments a, int first) {
            a.number(first, -1, Integer.MAX_VALUE, 0);
            a.number(first + 1, 0, 1, 0);
            a.number(first + 2, 0, Integer.MAX_VALUE, 0);
            a.number(first + 3, 0, SocketOptions.KEEP_ALIVE_MAX, 0);
        }

        private void take(Arguments a, int first, SocketOptions before, SocketOptions into) {
            into.lingerSeconds = a.number(first, -1, Integer.MAX_VALUE, before.lingerSeconds);
            into.noDelay = a.number(first + 1, 0, 1, before.noDelay);
            into.sendTimeoutMillis = a.number(first + 2, 0, Integer.MAX_VALUE, before.sendTimeoutMillis);
            into.keepAliveSeconds = a.number(first + 3, 0, SocketOptions.KEEP_ALIVE_MAX, before.keepAliveSeconds);
        }
    }
}

package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.LinkCertificates;
import wsat.at.Modes;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Payload;
import wsat.at.Saved;
import wsat.at.Settings;
import wsat.at.station.Wifi;
import wsat.link.Socket;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.SocketRequest;
import wsat.port.Station;

/**
 * The sockets of the TCP/IP chapter (ESP-AT, TCP/IP AT Commands); {@link SocketOpen}, {@link SocketSend} and
 * {@link SocketReceive} have the commands that take time, {@link SocketConfig} those that set how sockets are to be.
 */
public final class SocketCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;
    /** What only wsat has. */
    public final Command[] own;
    public final PassthroughCommands passthrough;

    private final SocketLinks sockets;
    private final Wifi wifi;
    private final Output output;
    private final Log log;

    public SocketCommands(SocketLinks sockets, LinkCertificates certificates, LinkCertificates ofServers,
            Resolver resolver, Wifi wifi, Saved saved, Modes modes, Settings settings, Output output, Log log) {
        this.sockets = sockets;
        this.wifi = wifi;
        this.output = output;
        this.log = log;
        SocketErrno errno = new SocketErrno(modes, settings, output);
        SocketReceive receive = new SocketReceive(sockets, output, log);
        SocketConfig config = new SocketConfig(sockets, saved, output);
        SslOptions ssl = new SslOptions(sockets, output);
        ServerCommands server = new ServerCommands(sockets, ofServers, errno, output, log);
        Multiplex multiplex = new Multiplex();
        passthrough = new PassthroughCommands(sockets, multiplex, server, config.reconnectInterval, certificates, saved,
                output, log);
        LongSend whole = new LongSend(passthrough.interval, output, log);
        table = new Command[] {
            new Status(),
            new Links(),
            new SocketOpen("AT+CIPSTART", sockets, certificates, errno, output, log),
            new SocketOpen("AT+CIPSTARTEX", sockets, certificates, errno, output, log),
            config.options,
            new Close(),
            new SocketSend("AT+CIPSEND", Payload.CANCELABLE, sockets, passthrough, resolver, output, log),
            new SocketSend(whole, sockets, passthrough, resolver, output, log),
            whole.config,
            new SocketSend("AT+CIPSENDEX", Payload.ESCAPED, sockets, passthrough, resolver, output, log),
            new PeerInfo(),
            multiplex,
            receive.mode,
            receive.type,
            receive.data,
            receive.lengths,
            server.server,
            server.connections,
            new SslConfig(sockets, certificates, saved, output, log),
            ssl.ciphers,
            ssl.commonName,
            ssl.serverName,
            ssl.protocols,
            passthrough.mode,
            server.timeout,
            config.reconnectInterval,
            config.persistence.withoutEffect(),
        };
        own = new Command[] {
            new SocketOpen("AT+CIPSTARTNB", sockets, certificates, errno, output, log),
        };
    }

    /**
     * {@code AT+CIPSTATUS}: 0 and 1 no station, 5 not connected, 2 an address, 3 a TCP or SSL link, 4 none any more.
     */
    private final class Status extends Command {
        Status() {
            super("AT+CIPSTATUS", EXECUTE);
        }

        @Override
        protected int execute(long now) {
            output.say("STATUS:").say(status()).say("\r\n");
            sayLinks(this);
            return OK;
        }

        private int status() {
            if (!wifi.stationOn()) {
                return wifi.started() ? 1 : 0;
            }
            if (wifi.state() != Station.GOT_IP) {
                return 5;
            }
            boolean stream = false;
            for (int i = 0; i < sockets.links.length; i++) {
                stream |= sockets.links[i].isConnected() && sockets.links[i].type() != SocketRequest.UDP;
            }
            return stream ? 3 : sockets.hadLinks && !sockets.anyOpen() ? 4 : 2;
        }
    }

    private void sayLinks(Command command) {
        for (int i = 0; i < sockets.links.length; i++) {
            if (sockets.links[i].isConnected()) {
                command.line(output);
                sockets.sayState(output, sockets.links[i]);
            }
        }
    }

    /** {@code AT+CIPSTATE?}: a line a link. */
    private final class Links extends Command {
        Links() {
            super("AT+CIPSTATE", QUERY);
        }

        @Override
        protected int query() {
            sayLinks(this);
            return OK;
        }
    }

    /**
     * {@code AT+CIPCLOSE} of the only link, which a server's client may be too, {@code =<link>} of several; the number
     * behind the last one means all.
     */
    private final class Close extends Command {
        Close() {
            super("AT+CIPCLOSE", SET | EXECUTE);
        }

        @Override
        protected int execute(long now) {
            Socket only = sockets.only();
            return !sockets.several || sockets.single() && only.isServed() ? close(only.number())
                    : failed(log, "there are several links: AT+CIPCLOSE=<link>");
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            int link = a.number(0, 0, sockets.links.length);
            if (a.error() != 0) {
                return a.error();
            }
            if (!sockets.several) {
                return failed(log, "with AT+CIPMUX=0 links have no numbers");
            }
            return link < sockets.links.length ? close(link) : closeAll();
        }

        private int close(int number) {
            Socket link = sockets.links[number];
            if (!link.isOpen()) {
                return failed(log, "the link is not open");
            }
            sockets.close(output, link);
            return OK;
        }

        private int closeAll() {
            for (int i = 0; i < sockets.links.length; i++) {
                if (sockets.links[i].isOpen()) {
                    close(i);
                }
            }
            return OK;
        }
    }

    /** {@code AT+CIPDINFO}: a number to set, a word when it is told. */
    private final class PeerInfo extends NumberCommand {
        PeerInfo() {
            super("AT+CIPDINFO", 0, 1, 0, NO_BLANK_LINE, output);
        }

        @Override
        protected int query() {
            line(output).say(value == 1 ? "true" : "false");
            return OK;
        }

        @Override
        protected int change(int number) {
            sockets.peerInfo = number == 1;
            return super.change(number);
        }
    }

    /** {@code AT+CIPMUX}: only while no link is open. */
    private final class Multiplex extends NumberCommand {
        Multiplex() {
            super("AT+CIPMUX", 0, 1, 0, BLANK_LINE, output);
        }

        @Override
        protected int change(int number) {
            if (number != value && sockets.anyOpen()) {
                return failed(log, "a link is open: close it first");
            }
            if (number == 0 && sockets.servers.anyOpen()) {
                return failed(log, "a server is up: AT+CIPSERVER=0 first");
            }
            if (number != value && sockets.bare) {
                return failed(log, "passthrough is on: AT+CIPMODE=0 first");
            }
            sockets.several = number == 1;
            return super.change(number);
        }
    }
}

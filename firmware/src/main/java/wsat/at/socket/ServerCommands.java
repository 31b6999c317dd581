package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.port.Log;

/** Server mode (ESP-AT, AT+CIPSERVER), which is not there: it can be asked about, set up and switched off. */
final class ServerCommands {
    final Command server;
    final Command connections;
    final Command timeout;

    private final SocketErrno errno;
    private final Output output;
    private final Log log;

    ServerCommands(int links, SocketErrno errno, Output output, Log log) {
        this.errno = errno;
        this.output = output;
        this.log = log;
        connections = new NumberCommand("AT+CIPSERVERMAXCONN", 1, links, links, NumberCommand.BLANK_LINE, output);
        timeout = new NumberCommand("AT+CIPSTO", 0, 7200, 180, NumberCommand.BLANK_LINE, output);
        server = new Server();
    }

    /** {@code =0[,<close all>]} is fine; {@code =1[,<port>][,<"type">][,<CA enable>]} is not there. */
    private final class Server extends Command {
        Server() {
            super("AT+CIPSERVER", QUERY | SET);
        }

        @Override
        protected int query() {
            line(output).say("0\r\n");
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 4);
            boolean create = a.number(0, 0, 1) == 1;
            if (!create) {
                a.expect(1, 2);
                a.number(1, 0, 1, 0);
            }
            if (a.error() != 0) {
                return a.error();
            }
            if (create) {
                errno.sayNotSupported();
                return failed(log, "server mode is not there");
            }
            return OK;
        }
    }
}

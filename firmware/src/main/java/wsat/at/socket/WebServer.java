package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.port.Log;

/** {@code AT+WEBSERVER=<enable>,<port>,<timeout>} (ESP-AT, Web Server AT Commands): taken, and nothing is served. */
public final class WebServer extends Command {
    private final Log log;

    public WebServer(Log log) {
        super("AT+WEBSERVER", SET);
        this.log = log;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 3);
        boolean on = a.number(0, 0, 1) == 1;
        a.number(1, 1, 65_535, 80);
        a.number(2, 21, 60, 60);
        if (a.error() == 0 && on) {
            log.log(Log.WARN, name, "there is no web server; the machine looks after its own network", Log.NO_VALUE);
        }
        return a.error();
    }
}

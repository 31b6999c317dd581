package wsat.at;

import wsat.port.Log;

/** {@code AT+WEBSERVER=<enable>,<port>,<timeout>} (ESP-AT, Web Server AT Commands): taken, and nothing is served. */
final class WebServer extends Command {
    private final Log log;

    WebServer(Log log) {
        super("AT+WEBSERVER", SET);
        this.log = log;
    }

    @Override
    int set(Arguments a, long now) {
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

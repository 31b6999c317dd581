package wsat.sim.world;

/** An OCPP charger: never switches echo off, and needs something in front of {@code +WS_CONNECTED}. */
final class OcppHost extends Host {
    private static final long SILENCE_MILLIS = 25;

    @Override
    void run() {
        command("AT\r\n");
        command("AT+SYSSTORE=0\r\n");
        said("AT+CWQAP\r\n");
        command("AT+CIPMUX=1\r\n");
        command("AT+CWMODE=1\r\n");
        command(JOIN);
        command("AT+WSCFG=0,30,60,1024\r\n");
        prompted("AT+WSHEAD=4\r\n", "a: b", "OK\r\n");
        command(OPEN);
        demand(got.indexOf("+WS_CONNECTED:0") > 0, "ws open failed");
        prompted("AT+WSSEND=0,4,1\r\n", "ping", "SEND OK\r\n");
        listen();
        command("AT+CWSTATE?\r\n");
        demand(got.indexOf("+CWSTATE:2") >= 0, "Wi-Fi lost");
        said("AT+WSCLOSE=1\r\n");
    }

    /** A message is over when the line is silent. */
    private void listen() {
        got.setLength(0);
        int b = line.read(line.now() + 1000);
        while (b >= 0) {
            got.append((char) b);
            b = line.read(line.now() + SILENCE_MILLIS);
        }
        int at = got.indexOf("+WS_DATA:");
        demand(at >= 0 && got.substring(at).startsWith("+WS_DATA:0,4,ping"), "no echo");
    }

    private void prompted(String command, String data, String end) {
        send(command);
        until(15_000, "OK\r\n\r\n>");
        send(data);
        demand(until(15_000, end, "ERROR\r\n") == 0, command);
        line.flush();
    }

    private void command(String text) {
        demand(said(text), text);
    }

    private boolean said(String text) {
        send(text);
        return until(25_000, "OK\r\n", "ERROR\r\n") == 0;
    }
}

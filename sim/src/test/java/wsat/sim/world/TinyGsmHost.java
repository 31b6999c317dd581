package wsat.sim.world;

/** TinyGSM: what it looks for may stand anywhere. */
final class TinyGsmHost extends Host {
    @Override
    void run() {
        command("AT\r\n");
        command("AT+RST\r\n");
        until(10_000, "\r\nready\r\n");
        command("AT\r\n");
        command("ATE0\r\n");
        command("AT+CIPMUX=1\r\n");
        command("AT+CWMODE=1\r\n");
        demand(!said("AT+CIPSSLSIZE=4096\r\n"), "an option that ESP32s have not");
        command(JOIN);
        send("AT+CIPSTATUS\r\n");
        demand(until(3000, "STATUS:", "ERROR\r\n") == 0, "no status");
        until(1000, "OK\r\n");
        command(OPEN);
        prompted("AT+WSSEND=0,4\r\n");
    }

    @Override
    void useSocket() {
        command("AT+CIPSTART=0,\"TCP\",\"192.168.1.2\",80,120\r\n");
        prompted("AT+CIPSEND=0,4\r\n");
    }

    private void prompted(String command) {
        send(command);
        until(5000, ">");
        send("ping");
        until(5000, "\r\nSEND OK\r\n");
    }

    private void command(String text) {
        demand(said(text), text);
    }

    private boolean said(String text) {
        send(text);
        return until(30_000, "OK\r\n", "ERROR\r\n") == 0;
    }
}

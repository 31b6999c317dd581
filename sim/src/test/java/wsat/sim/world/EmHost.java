package wsat.sim.world;

/** em_esp_at: exact bytes, the CR LF in front included. */
final class EmHost extends Host {
    @Override
    void run() {
        send("AT+RST\r\n");
        until(100, "\r\nOK\r\n");
        until(2000, "\r\nready\r\n");
        send("AT\r\n");
        until(100, "\r\nOK\r\n");
        command("ATE0\r\n");
        command("AT+CWINIT=1\r\n");
        command("AT+CWMODE=1\r\n");
        command("AT+CIPDINFO=1\r\n");
        // A module that may be in a data phase: out of it, and whatever it says to an empty line.
        line.send("+++");
        pause(50);
        send("\r\n");
        until(100, "\r\nSEND Canceled\r\n", "\r\nERROR\r\n");
        command("AT+CIPDINFO=0\r\n");
        command(JOIN);
        command("AT+WSCFG=0,30,60,1024\r\n");
        send(OPEN);
        until(15_000, "+WS_CONNECTED:0\r\n");
        prompted("AT+WSSEND=0,4\r\n");
    }

    @Override
    void useSocket() {
        command("AT+CIPSTART=\"TCP\",\"192.168.1.2\",80\r\n");
        prompted("AT+CIPSEND=4\r\n");
    }

    private void prompted(String command) {
        send(command);
        until(1000, "\r\nOK\r\n\r\n>");
        send("ping");
        until(5000, "\r\nSEND OK\r\n");
    }

    private void command(String text) {
        send(text);
        demand(until(15_000, "\r\nOK\r\n", "\r\nERROR\r\n", "busy p...\r\n") == 0, text);
    }
}

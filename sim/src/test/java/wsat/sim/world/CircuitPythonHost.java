package wsat.sim.world;

/** CircuitPython's ESP_ATcontrol: a reply is over when the buffer ends with OK or ERROR and CR LF. */
final class CircuitPythonHost extends Host {
    @Override
    void run() {
        command("AT\r\n");
        command("ATE0\r\n");
        command("AT+UART_CUR=115200,8,1,0,0\r\n");
        command("AT+GMR\r\n");
        demand(got.indexOf("AT version:") >= 0, "no version");
        command("AT+CIPMUX?\r\n");
        demand(got.indexOf("+CIPMUX:0") >= 0, "several links at power-up");
        if (!said("AT+CIPSSLSIZE=4096\r\n")) {
            command("AT+CIPSSLCCONF?\r\n");
        }
        command("AT+CWSTATE?\r\n");
        send(JOIN);
        until(15_000, "WIFI GOT IP\r\n");
        demand(got.indexOf("WIFI CONNECTED\r\n") >= 0, "not connected");
        pause(100);
        command("AT+WSCFG=0,30,60,1024\r\n");
        command(OPEN);
        demand(got.indexOf("+WS_CONNECTED:0") >= 0, "not connected before OK");
        prompted("AT+WSSEND=0,4\r\n");
    }

    @Override
    void useSocket() {
        command("AT+CIPSTART=\"TCP\",\"192.168.1.2\",80,10\r\n");
        demand(got.indexOf("CONNECT\r\n") >= 0, "not connected before OK");
        prompted("AT+CIPSEND=4\r\n");
    }

    private void prompted(String command) {
        command(command);
        until(1000, ">");
        line.flush();
        send("ping");
        until(1000, "SEND OK\r\n");
    }

    private void command(String text) {
        demand(said(text), text);
    }

    /** Whether it ended with OK. */
    private boolean said(String text) {
        pause(100);
        send(text);
        return until(5000, "OK\r\n", "ERROR\r\n") == 0;
    }
}

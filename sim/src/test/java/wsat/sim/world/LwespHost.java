package wsat.sim.world;

/** lwesp: whole lines, compared to the last byte; a prompt is {@code >} right behind an LF. */
final class LwespHost extends Host {
    /** What comes so soon after the OK of a restart is lost: its port for STM32 has the UART off. */
    private static final long UART_MILLIS = 20;

    private final StringBuilder row = new StringBuilder();

    @Override
    void run() {
        restart("AT+RST\r\n");
        restart("AT+RESTORE\r\n");
        command("ATE0\r\n");
        command("AT+GMR\r\n");
        demand(got.indexOf("\nAT version:") >= 0, "no version");
        command("AT+SYSMSG=7\r\n");
        command("AT+RFPOWER=40\r\n");
        command("AT+CWMODE=3,1\r\n");
        command("AT+CIPMUX=1\r\n");
        command("AT+CIPSTATUS\r\n");
        command("AT+CIPSSLSIZE=4096\r\n");
        demand(command(JOIN), "not joined");
        demand(command(OPEN), "not open");
        demand(got.indexOf("\n+WS_CONNECTED:0\r\n") >= 0, "not connected before OK");
        send("AT+WSSEND=0,4\r\n");
        rowsUntil(">");
        send("ping");
        rowsUntil("SEND OK\r\n");
        rowsUntil("+WS_DATA:0,4,ping");
    }

    /** On the OK it sets its UART up anew, which takes its time; then it waits for ready. */
    private void restart(String text) {
        send(text);
        rowsUntil("OK\r\n");
        pause(UART_MILLIS);
        row.setLength(0);
        rowsUntil("ready\r\n");
    }

    /** Whether it ended with OK; errors in the chain are ignored. */
    private boolean command(String text) {
        send(text);
        got.append('\n');
        boolean ok = rowsUntil("OK\r\n", "ERROR\r\n") == 0;
        line.flush(); // as ports do that begin to receive anew with each command
        return ok;
    }

    /** Reads until the row that is coming in is one of these. @return which */
    private int rowsUntil(String... wanted) {
        long deadline = line.now() + 5000;
        while (true) {
            int b = line.read(deadline);
            demand(b >= 0, "waited for " + Bytes.show(Bytes.of(String.join(" or ", wanted))));
            got.append((char) b);
            row.append((char) b);
            for (int i = 0; i < wanted.length; i++) {
                if (row.toString().equals(wanted[i])) {
                    row.setLength(0);
                    return i;
                }
            }
            if (b == '\n') {
                row.setLength(0);
            }
        }
    }
}

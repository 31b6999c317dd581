package wsat.sim.world;

/** lwesp: whole lines, compared to the last byte; a prompt is {@code >} right behind an LF. */
final class LwespHost extends Host {
    private final StringBuilder row = new StringBuilder();

    @Override
    void run() {
        send("AT+RST\r\n");
        rowsUntil("ready\r\n");
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

    /** Whether it ended with OK; errors in the chain are ignored. */
    private boolean command(String text) {
        send(text);
        got.append('\n');
        return rowsUntil("OK\r\n", "ERROR\r\n") == 0;
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

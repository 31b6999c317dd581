package wsat.sim.world;

/** No driver: it takes nothing but the very bytes, at once. What no driver of today breaks on breaks it. */
final class StrictHost extends Host {
    private static final long AT_ONCE_MILLIS = 100;
    /** And a module that boots needs. */
    private static final long BOOT_MILLIS = 350;
    private static final String OK = "\r\nOK\r\n";
    private static final String PROMPT = "\r\nOK\r\n\r\n>";

    @Override
    void run() {
        exchange("AT\r\n", "AT\r\n" + OK);
        exchange("ATE0\r\n", "ATE0\r\n" + OK);
        exchange("AT+RST\r\n", OK + "\r\nready\r\n", BOOT_MILLIS);
        exchange("ATE0\r\n", "ATE0\r\n" + OK);
        exchange("?\r\n", "\r\nERROR\r\n");
        exchange(JOIN, "WIFI CONNECTED\r\nWIFI GOT IP\r\n" + OK);
        exchange("AT+CIPSTATUS\r\n", "STATUS:2\r\n" + OK);
        exchange(OPEN, "+WS_CONNECTED:0\r\n" + OK);
        exchange("AT+WSHEAD=4\r\n", PROMPT);
        exchange("a: b", OK);
        exchange("AT+WSSEND=0,4\r\n", PROMPT);
        exchange("ping", "\r\nSEND OK\r\n+WS_DATA:0,4,ping\r\n");
        exchange("AT+WSCLOSE=0\r\n", OK);
    }

    @Override
    void useSocket() {
        exchange("AT+CIPSTART=\"TCP\",\"192.168.1.2\",80\r\n", "CONNECT\r\n" + OK);
        exchange("AT+CIPSEND=4\r\n", PROMPT);
        exchange("ping", "\r\nRecv 4 bytes\r\n\r\nSEND OK\r\n");
    }

    private void exchange(String command, String answer) {
        exchange(command, answer, AT_ONCE_MILLIS);
    }

    private void exchange(String command, String answer, long millis) {
        send(command);
        long end = line.now() + millis;
        for (int b = line.read(end); b >= 0; b = line.read(end)) {
            got.append((char) b);
        }
        demand(got.toString().equals(answer), "waited for " + Bytes.show(Bytes.of(answer)) + " and no more");
    }
}

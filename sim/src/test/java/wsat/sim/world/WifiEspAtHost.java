package wsat.sim.world;

import java.util.Arrays;
import java.util.List;

/** WiFiEspAT: rows of at most 64 bytes that end with CR LF; it may miss {@code ready}. */
final class WifiEspAtHost extends Host {
    private static final int ROW_MAX = 64;

    private final StringBuilder row = new StringBuilder();

    @Override
    void run() {
        send("AT+RST\r\n");
        try {
            row(3000, "ready");
        } catch (Stuck missed) {
            row.setLength(0);
        }
        command("ATE0\r\n");
        command("AT+CIPMUX=1\r\n");
        command("AT+CIPRECVMODE=0\r\n");
        command("AT+SYSSTORE=0\r\n");
        send("AT+CIPSTATUS\r\n");
        row(1000, "OK", "ERROR"); // an error leaves its state as it was
        command(JOIN);
        command("AT+WSCFG=0,30,60,1024\r\n");
        send(OPEN);
        row(15_000, "+WS_CONNECTED:0");
        prompted("AT+WSSEND=0,4\r\n", "SEND OK");
    }

    @Override
    void useSocket() {
        send("AT+CIPSTART=4,\"TCP\",\"192.168.1.2\",80\r\n");
        row(10_000, "4,CONNECT");
        prompted("AT+CIPSEND=4,4\r\n", "Recv 4 bytes", "SEND OK");
    }

    private void prompted(String command, String... rows) {
        send(command);
        row(1000, ">");
        send("ping");
        for (String wanted : rows) {
            row(1000, wanted);
        }
    }

    private void command(String text) {
        send(text);
        demand(row(10_000, "OK", "ERROR").equals("OK"), text);
    }

    private String row(long millis, String... wanted) {
        List<String> all = Arrays.asList(wanted);
        long deadline = line.now() + millis;
        while (true) {
            int b = line.read(deadline);
            demand(b >= 0, "waited for " + all);
            got.append((char) b);
            row.append((char) b);
            boolean ended = row.toString().endsWith("\r\n") || row.length() == ROW_MAX;
            String said = row.toString().trim();
            if (ended || row.toString().equals(">")) {
                row.setLength(0);
                if (all.contains(said)) {
                    return said;
                }
            }
        }
    }
}

package wsat.sim.world;

/**
 * A small model of a public host driver: its start-up and how it reads what the module says, byte by byte,
 * and nothing else. Those that know no WebSocket commands use them in the manner in which they use sockets.
 */
abstract class Host {
    static final String JOIN = "AT+CWJAP=\"home\",\"12345678\"\r\n";
    static final String OPEN = "AT+WSOPEN=0,\"ws://192.168.200.249:8765\"\r\n";

    /** Thrown when a driver gives up. */
    static final class Stuck extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stuck(String why) {
            super(why);
        }
    }

    HostLine line;
    /** What has come since {@link #send}. */
    final StringBuilder got = new StringBuilder();

    /** Does all that the driver does with a module. @throws Stuck when it gives up */
    abstract void run();

    /** Opens a socket and sends over it; drivers whose manner with sockets differs from the others'. */
    void useSocket() {
    }

    final void send(String text) {
        got.setLength(0);
        line.send(text);
    }

    /** Reads until what has come ends with one of these. @return which */
    final int until(long millis, String... ends) {
        long deadline = line.now() + millis;
        while (true) {
            int b = line.read(deadline);
            if (b < 0) {
                throw new Stuck("waited for " + Bytes.show(Bytes.of(String.join(" or ", ends))) + ", got "
                        + Bytes.show(Bytes.of(got.toString())));
            }
            got.append((char) b);
            for (int i = 0; i < ends.length; i++) {
                if (endsWith(ends[i])) {
                    return i;
                }
            }
        }
    }

    private boolean endsWith(String end) {
        int from = got.length() - end.length();
        return from >= 0 && got.indexOf(end, from) == from;
    }

    /** The driver takes what it was waiting for as missing. */
    final void demand(boolean there, String what) {
        if (!there) {
            throw new Stuck(what + ", got " + Bytes.show(Bytes.of(got.toString())));
        }
    }

    /** Lets time pass and drops what comes. */
    final void pause(long millis) {
        long end = line.now() + millis;
        while (line.read(end) >= 0) {
            continue;
        }
        line.flush();
    }
}

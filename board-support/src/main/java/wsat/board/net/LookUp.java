package wsat.board.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks the system's resolver for the addresses of a name, in the helper thread. */
final class LookUp implements Slow.Job {
    private final String name;
    private final Dialer asker;
    private InetAddress[] addresses = {};

    LookUp(String name, Dialer asker) {
        this.name = name;
        this.asker = asker;
    }

    @Override
    public void work() {
        try {
            addresses = InetAddress.getAllByName(name);
        } catch (UnknownHostException | IllegalArgumentException e) {
            // None: said as "no such host" by who asked.
        }
    }

    @Override
    public void done() {
        asker.found(addresses);
    }

    /** @return the address that {@code text} spells out, null: it is a name, or nothing at all */
    static InetAddress literal(String text) {
        try {
            // With a colon this never asks a resolver.
            return text.indexOf(':') >= 0 ? InetAddress.getByName(text) : dottedQuad(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static InetAddress dottedQuad(String text) throws UnknownHostException {
        String[] parts = text.split("\\.", -1);
        byte[] address = new byte[4];
        for (int i = 0; i < 4; i++) {
            if (parts.length != 4 || !parts[i].matches("\\d{1,3}") || Integer.parseInt(parts[i]) > 255) {
                return null;
            }
            address[i] = (byte) Integer.parseInt(parts[i]);
        }
        return InetAddress.getByAddress(address);
    }
}

package wsat.board.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks the system's resolver for the addresses of a name, in a slow thread. */
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
            // In brackets it never asks a resolver; a colon alone does not keep it from it.
            return text.indexOf(':') >= 0 ? InetAddress.getByName("[" + text + "]") : dottedQuad(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static InetAddress dottedQuad(String text) throws UnknownHostException {
        byte[] address = new byte[4];
        int part = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9' && digits < 3) {
                value = 10 * value + c - '0';
                digits++;
            } else if (c == '.' && digits > 0 && part < 3) {
                part++;
                value = 0;
                digits = 0;
            } else {
                return null;
            }
            if (value > 255) {
                return null;
            }
            address[part] = (byte) value;
        }
        return part == 3 && digits > 0 ? InetAddress.getByAddress(address) : null;
    }
}

package wsat.board.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** From a host as it was given to its addresses: read off, or asked of the system's resolver in a slow thread. */
abstract class LookUp implements Slow.Job {
    private final Slow slow;
    private final String host;
    private InetAddress[] addresses = {};
    private boolean over;

    LookUp(Slow slow, String host) {
        this.slow = slow;
        this.host = host;
    }

    /** The answer, in the loop thread, at once or later; empty: there is no such host. */
    abstract void found(InetAddress[] answer);

    void begin() {
        InetAddress literal = literal(host);
        if (literal != null) {
            addresses = new InetAddress[] {Way.onNetwork(literal)};
            done();
        } else if (host.indexOf(':') >= 0) {
            done();
        } else {
            slow.ask(this);
        }
    }

    /** Nobody waits for the answer any more. */
    void cancel() {
        if (!over) {
            over = true;
            slow.forget(this);
        }
    }

    @Override
    public void work() {
        addresses = resolve(host);
    }

    /** Asks, and waits for the answer. */
    static InetAddress[] resolve(String host) {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException | IllegalArgumentException e) {
            return new InetAddress[0]; // said as "no such host" by who asked
        }
    }

    @Override
    public void done() {
        if (!over) {
            over = true;
            found(addresses);
        }
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

package wsat.board.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where a page is served: {@code PORT}, {@code ADDRESS:PORT}, or nothing at all: any port, for this machine alone. */
public final class WebAddress {
    private WebAddress() {
    }

    /** @return null: the text is none of these */
    public static InetSocketAddress of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        String port = text.isEmpty() ? "0" : text.substring(colon + 1);
        boolean address = host.matches("[0-9.]+") || host.matches("\\[[0-9a-fA-F:.]+\\]") || host.equals("localhost");
        if (!address || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            return null;
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port));
        } catch (UnknownHostException e) {
            return null;
        }
    }
}

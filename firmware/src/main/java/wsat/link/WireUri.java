package wsat.link;

import wsat.port.OpenRequest;
import wsat.port.Text;

/** A {@code ws://} or {@code wss://} URI and a port beside it, as {@code AT+SAVETRANSLINK} has them. */
public final class WireUri {
    private static final int PORT_DIGITS = 6;

    /** Both in one. */
    public final Text text;
    private final OpenRequest read;

    /** @param uriMax the longest URI, in bytes */
    public WireUri(int uriMax) {
        text = new Text(uriMax + PORT_DIGITS);
        read = new OpenRequest(uriMax + PORT_DIGITS, 0);
    }

    /** Reads it. @return null, or what is wrong */
    public String read(Text uri, int port) {
        for (int i = 0; i < uri.length; i++) {
            if (uri.bytes[i] == '"' || uri.bytes[i] == '\\' || uri.bytes[i] == '@') {
                return "the URI of a kept link has no user, no quotes and no backslashes";
            }
        }
        String wrong = Uri.parse(uri, read);
        if (wrong != null) {
            return wrong;
        }
        int end = authorityEnd(uri);
        text.set(uri);
        if (read.port == port) {
            return null;
        }
        if (namesPort(uri, end)) {
            return "the URI names another port than the parameter behind it";
        }
        text.length = end;
        text.append(':').appendNumber(port).append(uri.bytes, end, uri.length - end);
        return null;
    }

    private static int authorityEnd(Text uri) {
        int at = 0;
        while (uri.bytes[at++] != ':') {
            // the scheme
        }
        at += 2;
        while (at < uri.length && uri.bytes[at] != '/' && uri.bytes[at] != '?' && uri.bytes[at] != '#') {
            at++;
        }
        return at;
    }

    private static boolean namesPort(Text uri, int end) {
        int at = end - 1;
        while (uri.bytes[at] >= '0' && uri.bytes[at] <= '9') {
            at--;
        }
        return uri.bytes[at] == ':' && uri.bytes[at - 1] != '/' && uri.bytes[at + 1] != '/';
    }
}

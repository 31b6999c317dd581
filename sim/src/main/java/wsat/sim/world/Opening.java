package wsat.sim.world;

import java.util.Arrays;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.port.OpenRequest;
import wsat.port.Proxy;
import wsat.port.Text;

/** What a connection was opened with, copied when it was opened. */
record Opening(boolean secure, byte[] host, int port, byte[] hostHeader, byte[] target, byte[] protocol,
        byte[] authorization, byte[] headers, int bufferSize, int authMode, byte[] proxy, int redirects) {

    private static final List<String> PARTS = List.of(
            "scheme", "host", "port", "host-header", "target", "protocol", "authorization", "headers", "buffer", "auth",
            "proxy", "redirects");

    static boolean hasPart(String name) {
        return PARTS.contains(name);
    }

    static Opening of(OpenRequest request) {
        return new Opening(request.secure, bytes(request.host), request.port, bytes(request.hostHeader),
                bytes(request.target), bytes(request.protocol), bytes(request.authorization), bytes(request.headers),
                request.bufferSize, request.authMode, Bytes.of(proxyOf(request.proxy)), request.redirects);
    }

    /** {@code host:port}, and what is said to it of who we are. */
    static String proxyOf(Proxy proxy) {
        String authorization = proxy.authorization.length == 0 ? "" : " " + Latin1.string(proxy.authorization);
        return proxy.isSet() ? Latin1.string(proxy.host) + ":" + proxy.port + authorization : "";
    }

    private static byte[] bytes(Text text) {
        return Arrays.copyOf(text.bytes, text.length);
    }

    /** One part by its name, as text. */
    byte[] part(String name) {
        switch (name) {
            case "scheme": return Bytes.of(secure ? "wss" : "ws");
            case "host": return host;
            case "port": return Bytes.of(Integer.toString(port));
            case "host-header": return hostHeader;
            case "target": return target;
            case "protocol": return protocol;
            case "authorization": return authorization;
            case "headers": return headers;
            case "buffer": return Bytes.of(Integer.toString(bufferSize));
            case "proxy": return proxy;
            case "redirects": return Bytes.of(Integer.toString(redirects));
            case "auth": return Bytes.of(Integer.toString(authMode));
            default: throw new IllegalArgumentException(name);
        }
    }

    boolean sameAs(Opening other) {
        for (String name : PARTS) {
            if (!Arrays.equals(part(name), other.part(name))) {
                return false;
            }
        }
        return true;
    }

}

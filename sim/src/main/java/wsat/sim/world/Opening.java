package wsat.sim.world;

import java.util.Arrays;
import java.util.List;
import wsat.port.OpenRequest;
import wsat.port.Text;

/** What a connection was opened with, copied when it was opened. */
record Opening(boolean secure, byte[] host, int port, byte[] hostHeader, byte[] target, byte[] protocol, byte[] authorization,
        byte[] headers, int bufferSize, int authMode) {

    private static final List<String> PARTS = List.of(
            "scheme", "host", "port", "host-header", "target", "protocol", "authorization", "headers", "buffer", "auth");

    static boolean hasPart(String name) {
        return PARTS.contains(name);
    }

    static Opening of(OpenRequest request) {
        return new Opening(request.secure, bytes(request.host), request.port, bytes(request.hostHeader),
                bytes(request.target), bytes(request.protocol), bytes(request.authorization), bytes(request.headers), request.bufferSize,
                request.authMode);
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

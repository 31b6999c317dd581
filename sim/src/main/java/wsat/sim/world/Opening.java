package wsat.sim.world;

import java.util.Arrays;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.port.DeflateOptions;
import wsat.port.OpenRequest;
import wsat.port.Proxy;
import wsat.port.Text;
import wsat.port.TlsOptions;

/** What a connection was opened with, copied when it was opened. */
record Opening(boolean secure, byte[] host, int port, byte[] hostHeader, byte[] target, byte[] protocol,
        byte[] authorization, byte[] headers, int bufferSize, int authMode, byte[] proxy, int redirects,
        TlsOptions tls, byte[] deflate) {

    static final List<String> PARTS = List.of(
            "scheme", "host", "port", "host-header", "target", "protocol", "authorization", "headers", "buffer", "auth",
            "proxy", "redirects", "sni", "alpn", "certificate-for", "store", "pin", "min",
            "deflate");

    static boolean hasPart(String name) {
        return PARTS.contains(name);
    }

    static Opening of(OpenRequest request) {
        return new Opening(request.secure, bytes(request.host), request.port, bytes(request.hostHeader),
                bytes(request.target), bytes(request.protocol), bytes(request.authorization), bytes(request.headers),
                request.bufferSize, request.authMode, Bytes.of(proxyOf(request.proxy)), request.redirects,
                copy(request.tls), deflate(request.deflate));
    }

    /** {@code host:port}, and what is said to it of who we are. */
    static String proxyOf(Proxy proxy) {
        String authorization = proxy.authorization.length == 0 ? "" : " " + Latin1.string(proxy.authorization);
        return proxy.isSet() ? Latin1.string(proxy.host) + ":" + proxy.port + authorization : "";
    }

    private static TlsOptions copy(TlsOptions tls) {
        TlsOptions copy = new TlsOptions();
        copy.set(tls);
        return copy;
    }

    private static byte[] deflate(DeflateOptions options) {
        return Bytes.of(!options.offered ? "off" : "from " + options.minLength
                + (options.serverContext ? "" : " server-no-context")
                + (options.clientContext ? "" : " client-no-context"));
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
            case "sni": return bytes(tls.serverName);
            case "alpn": return Bytes.of(Sockets.protocols(tls));
            case "certificate-for": return tls.commonName.length > 0 ? bytes(tls.commonName)
                    : Bytes.of(tls.checksHost ? "host" : "");
            case "store": return Bytes.of(tls.systemRoots ? "1" : "0");
            case "pin": return bytes(tls.pins);
            case "min": return Bytes.of(tls.versionMin == TlsOptions.TLS_1_3 ? "1.3" : "1.2");
            case "deflate": return deflate;
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

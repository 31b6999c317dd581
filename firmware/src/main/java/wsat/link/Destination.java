package wsat.link;

import wsat.port.OpenRequest;
import wsat.port.Text;

/** Where a link is opened to, as the host has given it, and the request that comes of it. */
final class Destination {
    final OpenRequest request;
    /** As the host gave it. */
    final Text uri;
    /** As the host gave it, a secret; empty: none. */
    final Text auth;

    private final OpeningDefaults defaults;
    private final RequestHeaders headers;

    /**
     * @param headers of this link alone, behind those of {@code defaults}
     * @param uriMax  longest URI in bytes
     */
    Destination(OpeningDefaults defaults, RequestHeaders headers, int uriMax, int headerMax) {
        this.defaults = defaults;
        this.headers = headers;
        request = new OpenRequest(uriMax, 2 * headerMax + uriMax);
        uri = new Text(uriMax);
        auth = new Text(uriMax);
    }

    /** Takes what {@code AT+WSOPEN} gives. @return null, or what is wrong */
    String set(Text givenUri, Text protocol, Text givenAuth) {
        String wrong = Uri.parse(givenUri, request);
        if (wrong == null && protocol.holdsControl()) {
            wrong = "the subprotocol holds a control character";
        }
        if (wrong != null) {
            return wrong;
        }
        request.headers.clear();
        defaults.headers.appendTo(request);
        headers.appendTo(request);
        if (givenAuth.length > 0) {
            wrong = Authorization.parse(givenAuth, request.authorization, request.headers);
        }
        if (wrong != null) {
            return wrong;
        }
        request.proxy.set(defaults.proxy);
        request.protocol.clear();
        request.protocol.append(protocol);
        uri.set(givenUri);
        auth.set(givenAuth);
        return null;
    }
}

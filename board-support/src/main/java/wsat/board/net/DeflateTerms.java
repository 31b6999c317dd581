package wsat.board.net;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wsat.port.DeflateOptions;

/**
 * The extension permessage-deflate as it is offered, and as a server takes it (RFC 7692, 7.1). Whatever window a server
 * uses can be inflated, so none is asked for.
 */
final class DeflateTerms {
    private static final String NAME = "permessage-deflate";
    private static final String SERVER_NO_CONTEXT = "server_no_context_takeover";
    private static final String CLIENT_NO_CONTEXT = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final int WINDOW_BITS = 15;

    /** A parameter's value; empty where it has none. */
    private final Map<String, String> parameters = new HashMap<>();
    private boolean valid;

    /** @param extensions what the answer names, one at least */
    DeflateTerms(List<String> extensions) {
        String[] parts = extensions.get(0).split(";");
        valid = extensions.size() == 1 && parts[0].trim().equalsIgnoreCase(NAME);
        for (int i = 1; i < parts.length; i++) {
            String[] words = (parts[i].trim() + "=").split("\\s*=\\s*", 2);
            String value = words[1].replaceFirst("=$", "");
            valid &= parameters.putIfAbsent(words[0], value.replaceFirst("^\"(.*)\"$", "$1")) == null;
        }
        parameters.forEach((name, value) -> valid &= isValid(name, value));
    }

    /** What a server may answer with, whether or not it was offered. */
    private static boolean isValid(String name, String value) {
        if (name.equals(SERVER_WINDOW) || name.equals(CLIENT_WINDOW)) {
            return value.matches("[89]|1[0-5]");
        }
        return value.isEmpty() && (name.equals(SERVER_NO_CONTEXT) || name.equals(CLIENT_NO_CONTEXT));
    }

    /** The value of {@code Sec-WebSocket-Extensions} in the request. */
    static String offer(DeflateOptions options) {
        return NAME + "; " + CLIENT_WINDOW + (options.serverContext ? "" : "; " + SERVER_NO_CONTEXT)
                + (options.clientContext ? "" : "; " + CLIENT_NO_CONTEXT);
    }

    /** Whether the answer is one that the offer allows, and that can be kept. */
    boolean isValid() {
        return valid;
    }

    /** Whether a message of ours may look back into those before it. */
    boolean clientContext() {
        return !parameters.containsKey(CLIENT_NO_CONTEXT);
    }

    /** How far a message of ours may look back, 256 to 32768 bytes. */
    int clientWindow() {
        String bits = parameters.get(CLIENT_WINDOW);
        return 1 << (bits == null ? WINDOW_BITS : Integer.parseInt(bits));
    }
}

package wsat.link;

import wsat.port.Text;

/**
 * The {@code <"auth">} of {@code AT+WSOPEN}. ESP-AT's manual leaves its form open, so all that people
 * write is understood: {@code Name: value} is a whole header; {@code Basic …}, {@code Bearer …} and
 * {@code Digest …} are the value of Authorization; {@code user:password} is made Basic (RFC 7617);
 * anything else is the value of Authorization as it stands.
 */
final class Authorization {
    private static final String[] SCHEMES = {"Basic ", "Bearer ", "Digest "};
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private Authorization() {
    }

    /**
     * Reads {@code auth} into the request's {@code authorization}, or its headers.
     *
     * @return null, or what is wrong with it
     */
    static String parse(Text auth, Text authorization, Text headers) {
        if (auth.holdsControl()) {
            return "the authorization holds a control character";
        }
        byte[] b = auth.bytes;
        int colon = -1;
        boolean token = true;
        for (int i = 0; i < auth.length; i++) {
            if (b[i] == ':' && colon < 0) {
                colon = i;
            } else if (colon < 0) {
                token &= RequestHeaders.isToken(b[i]);
            }
        }
        if (hasScheme(auth) || colon < 0) {
            authorization.clear();
            authorization.append(auth);
        } else if (token && colon > 0 && colon + 1 < auth.length && b[colon + 1] == ' ') {
            return header(auth, authorization, headers);
        } else {
            authorization.clear();
            basic(b, 0, auth.length, authorization);
        }
        return null;
    }

    private static String header(Text auth, Text authorization, Text headers) {
        String wrong = RequestHeaders.check(auth.bytes, auth.length);
        if (wrong != null) {
            return wrong;
        }
        if (!headers.fits(auth.length + 3)) {
            return "the headers are too long together";
        }
        authorization.clear();
        RequestHeaders.appendLine(auth.bytes, 0, auth.length, headers);
        return null;
    }

    private static boolean hasScheme(Text auth) {
        for (int i = 0; i < SCHEMES.length; i++) {
            String scheme = SCHEMES[i];
            int at = 0;
            while (at < scheme.length() && at < auth.length && auth.bytes[at] == scheme.charAt(at)) {
                at++;
            }
            if (at == scheme.length()) {
                return true;
            }
        }
        return false;
    }

    /** Appends {@code Basic} and the base64 of {@code user:password} (RFC 7617, 2). */
    static void basic(byte[] b, int from, int length, Text value) {
        value.append("Basic ");
        for (int i = 0; i < length; i += 3) {
            int left = length - i;
            int bits = (b[from + i] & 0xFF) << 16
                    | (left > 1 ? (b[from + i + 1] & 0xFF) << 8 : 0)
                    | (left > 2 ? b[from + i + 2] & 0xFF : 0);
            value.append(BASE64.charAt(bits >> 18));
            value.append(BASE64.charAt(bits >> 12 & 63));
            value.append(left > 1 ? BASE64.charAt(bits >> 6 & 63) : '=');
            value.append(left > 2 ? BASE64.charAt(bits & 63) : '=');
        }
    }
}

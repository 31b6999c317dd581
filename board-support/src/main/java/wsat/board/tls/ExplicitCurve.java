package wsat.board.tls;

/**
 * An EC key that spells out the parameters of its curve in place of the curve's name: TLS does not take one (RFC 8422,
 * 5.4), certificates must not have one (RFC 5480, 2.1.1), and Java does not read one.
 */
public final class ExplicitCurve {
    /** The object identifier id-ecPublicKey, whose parameters are a name or a SEQUENCE (RFC 5480, 2.1.1; X9.62). */
    private static final byte[] EC_PUBLIC_KEY = {0x06, 0x07, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};
    private static final byte SEQUENCE = 0x30;

    private ExplicitCurve() {
    }

    /** Whether a certificate that could not be read has such a key. */
    public static boolean in(byte[] certificate) {
        for (int at = 0; at + EC_PUBLIC_KEY.length < certificate.length; at++) {
            int same = 0;
            while (same < EC_PUBLIC_KEY.length && certificate[at + same] == EC_PUBLIC_KEY[same]) {
                same++;
            }
            if (same == EC_PUBLIC_KEY.length && certificate[at + same] == SEQUENCE) {
                return true;
            }
        }
        return false;
    }
}

package wsat.pki.x509;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import wsat.board.tls.Pem;

/** How private keys are stored, and what may be said of them. */
public final class PrivateKeys {
    private PrivateKeys() {
    }

    /** As modules read it: PKCS#8 in PEM, not encrypted, LF. */
    public static byte[] pem(PrivateKeyInfo key) {
        try {
            return Pem.of("PRIVATE KEY", key.getEncoded()).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Such as {@code EC P-256}. */
    public static String type(PrivateKeyInfo key) {
        return Key.type(Key.of(key));
    }
}

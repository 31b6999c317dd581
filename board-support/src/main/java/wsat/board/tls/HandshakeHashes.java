package wsat.board.tls;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the two sides may sign a handshake with, to go with {@link Strength}: no SHA-1, SHA-224, MD5, no DSA, as mbedTLS
 * 3 offers it. Of the JDK's names some are as in "SHA1withRSA", some as in "rsa_pkcs1_sha1" (RFC 8446, 4.2.3).
 */
final class HandshakeHashes implements AlgorithmConstraints {
    private static final Pattern WEAK = Pattern.compile("sha1(?!\\d)|sha224|md5|withdsa|^dsa");

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, AlgorithmParameters parameters) {
        return algorithm == null || !primitives.contains(CryptoPrimitive.SIGNATURE)
                || !WEAK.matcher(algorithm.toLowerCase(Locale.ROOT)).find();
    }

    /** Keys are judged with the certificates that they are in. */
    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
        return true;
    }

    @Override
    public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, Key key, AlgorithmParameters parameters) {
        return permits(primitives, algorithm, parameters);
    }
}

package wsat.board.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a certificate's key and signature must be at least: the default profile of mbedTLS 3
 * (mbedtls_x509_crt_profile_default), which ESP-AT goes by. Signatures: SHA-256, SHA-384, SHA-512. Keys: RSA of 2048
 * bits, EC on P-256, P-384, P-521 (the profile's Brainpool curves are unknown to this Java).
 */
public final class Strength {
    private static final int RSA_BITS_MIN = 2048;
    private static final Pattern SIGNATURES = Pattern.compile("SHA(256|384|512)with(RSA|ECDSA)");
    private static final List<String> DIGESTS = List.of("SHA-256", "SHA-384", "SHA-512");
    /** secp256r1, secp384r1, secp521r1 as contents of an OBJECT IDENTIFIER (RFC 5480, 2.1.1.1). */
    private static final List<String> CURVES = List.of("2a8648ce3d030107", "2b81040022", "2b81040023");

    private Strength() {
    }

    /** @return what is too weak of a server's certificates, null: nothing; of a root the key only */
    static String problem(Iterable<X509Certificate> certificates) {
        for (X509Certificate one : certificates) {
            String problem = problem(one);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    /** @return what is too weak of it, null: nothing; the signature of a root is not looked at, nobody relies on it */
    private static String problem(X509Certificate certificate) {
        String problem = key(certificate);
        boolean root = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        return problem != null || root ? problem : signature(certificate);
    }

    /** What is too weak of a certificate's key, in a line that names it; null: nothing is. */
    public static String key(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits >= RSA_BITS_MIN ? null
                    : weak(certificate, "has an RSA key of " + bits + " bits, fewer than " + RSA_BITS_MIN);
        }
        if (!key.getAlgorithm().equals("EC")) {
            return weak(certificate, "has a key of the kind " + key.getAlgorithm() + ", neither RSA nor EC");
        }
        return CURVES.contains(curve(key)) ? null
                : weak(certificate, "has an EC key on another curve than P-256, P-384 and P-521");
    }

    /** The curve's identifier of a SubjectPublicKeyInfo (RFC 5480, 2.1.1), empty: none. */
    private static String curve(PublicKey key) {
        Der info = new Der(key.getEncoded());
        if (info.next(Der.SEQUENCE)) {
            Der algorithm = info.inside();
            if (algorithm.next(Der.SEQUENCE)) {
                Der parts = algorithm.inside();
                if (parts.next(Der.OID) && parts.next(Der.OID)) {
                    return HexFormat.of().formatHex(parts.content());
                }
            }
        }
        return "";
    }

    /** @return what is too weak of its signature, null: nothing */
    static String signature(X509Certificate certificate) {
        String name = certificate.getSigAlgName();
        if (name.equals("RSASSA-PSS")) {
            String digest = digest(certificate.getSigAlgParams());
            return DIGESTS.contains(digest) ? null : weak(certificate, "is signed with " + name + " and " + digest);
        }
        return SIGNATURES.matcher(name).matches() ? null : weak(certificate, "is signed with " + Chain.printable(name));
    }

    private static String digest(byte[] parameters) {
        try {
            AlgorithmParameters pss = AlgorithmParameters.getInstance("RSASSA-PSS");
            pss.init(parameters);
            return pss.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            return "parameters that cannot be read";
        }
    }

    private static String weak(X509Certificate certificate, String what) {
        return "too weak: " + Chain.name(certificate) + " " + what;
    }
}

package wsat.pki.x509;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import wsat.board.tls.Pem;

/** What is to be said of certificates, and how they are stored. */
public final class Certificates {
    private static final Map<String, String> NAMES = Map.of("1.2.840.113549.1.9.1", "emailAddress", "2.5.4.5",
            "serialNumber");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Certificates() {
    }

    /** The subject as one line of plain text. */
    public static String subject(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    /** The issuer as one line of plain text. */
    public static String issuer(X509Certificate certificate) {
        return name(certificate.getIssuerX500Principal());
    }

    private static String name(X500Principal principal) {
        String name = principal.getName(X500Principal.RFC2253, NAMES);
        return name.isEmpty() ? "(no name)" : name.replaceAll("\\p{Cntrl}", "?");
    }

    /** The alternative names, as text. */
    public static List<String> alternativeNames(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null ? List.of() : names.stream().filter(name -> name.get(1) instanceof String)
                    .map(name -> ((String) name.get(1)).replaceAll("\\p{Cntrl}", "?")).toList();
        } catch (GeneralSecurityException e) {
            return List.of();
        }
    }

    /** A day of universal time. */
    public static String day(Date date) {
        return day(date.toInstant());
    }

    static String day(Instant instant) {
        return DAY.format(instant);
    }

    /** Such as {@code RSA 2048}. */
    public static String keyType(X509Certificate certificate) {
        String type = Key.type(Key.of(certificate.getPublicKey().getEncoded()));
        return isForPssAlone(certificate) ? type.replaceFirst("^RSA", "RSA-PSS") : type;
    }

    /** Whether its key is an RSA key that is for PSS alone (RFC 4055, 1.2), which mbedTLS does not know. */
    static boolean isForPssAlone(X509Certificate certificate) {
        return certificate.getPublicKey().getAlgorithm().equals("RSASSA-PSS");
    }

    /** SHA-256 of the certificate, in hexadecimal. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    static boolean isCa(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }

    static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** As modules read them: PEM, LF, in this order. */
    public static byte[] pem(List<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate certificate : certificates) {
                text.append(Pem.of("CERTIFICATE", certificate.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}

package wsat.pki.x509;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.IPAddress;
import wsat.board.tls.Pem;

/** Makes keys, requests, and the certificates of a throw-away authority. */
public final class Maker {
    private static final int HOST_MAX = 253;
    /** With an underscore, which is no letter of a host's name and found in them nevertheless. */
    private static final String HOST_LABEL = "[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final SecureRandom RANDOM = new SecureRandom();
    /** A desk's clocks need not agree to the minute. */
    private static final Duration SLACK = Duration.ofHours(1);

    /** A certificate and its key. */
    public record Identity(X509Certificate certificate, PrivateKey key) {
        /** The key as modules read it. */
        public byte[] keyPem() {
            return Maker.keyPem(key);
        }
    }

    private final boolean rsa;
    private final Duration validity;

    /** @param rsa RSA 2048 instead of EC P-256 */
    public Maker(boolean rsa, Duration validity) {
        this.rsa = rsa;
        this.validity = validity;
    }

    /** A new key pair. */
    public KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
            if (rsa) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An authority of its own. */
    public Identity authority(String name) {
        return certify(new X500Name(name), null, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign), null,
                List.of());
    }

    /** A server's certificate. */
    public Identity server(Identity authority, String name, List<String> hosts) {
        return certify(new X500Name(name), authority,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment),
                KeyPurposeId.id_kp_serverAuth, hosts);
    }

    /** A client's certificate. */
    public Identity client(Identity authority, String name) {
        return certify(new X500Name(name), authority, new KeyUsage(KeyUsage.digitalSignature),
                KeyPurposeId.id_kp_clientAuth, List.of());
    }

    private Identity certify(X500Name subject, Identity issuer, KeyUsage usage, KeyPurposeId purpose,
            List<String> hosts) {
        KeyPair pair = keyPair();
        Instant now = Instant.now();
        X500Name issuerName = issuer == null ? subject
                : X500Name.getInstance(issuer.certificate.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(issuerName, new BigInteger(127, RANDOM),
                Date.from(now.minus(SLACK)), Date.from(now.plus(validity)), subject, pair.getPublic());
        try {
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer == null));
            builder.addExtension(Extension.keyUsage, true, usage);
            builder.addExtension(Extension.subjectKeyIdentifier, false,
                    identifiers.createSubjectKeyIdentifier(pair.getPublic()));
            if (issuer != null) {
                builder.addExtension(Extension.authorityKeyIdentifier, false,
                        identifiers.createAuthorityKeyIdentifier(issuer.certificate));
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
            }
            if (!hosts.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
            }
            ContentSigner signer = signer(issuer == null ? pair.getPrivate() : issuer.key);
            return new Identity(new JcaX509CertificateConverter().getCertificate(builder.build(signer)),
                    pair.getPrivate());
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Whether a certificate can be for it: a DNS name (RFC 1123, 2.1), with a wildcard in front if need be, or an
     * address.
     */
    public static boolean isHost(String host) {
        return isAddress(host) ? IPAddress.isValid(host)
                : host.length() <= HOST_MAX && host.matches("(\\*\\.)?" + HOST_LABEL + "(\\." + HOST_LABEL + ")*");
    }

    private static GeneralNames names(List<String> hosts) {
        return new GeneralNames(hosts.stream()
                .map(host -> new GeneralName(isAddress(host) ? GeneralName.iPAddress : GeneralName.dNSName, host))
                .toArray(GeneralName[]::new));
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder("SHA256with" + (key.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA"))
                .build(key);
    }

    /** A request to a CA for a certificate, in PEM. */
    public static byte[] request(X500Name subject, KeyPair pair) {
        try {
            byte[] der = new JcaPKCS10CertificationRequestBuilder(subject, pair.getPublic())
                    .build(signer(pair.getPrivate())).getEncoded();
            return Pem.of("CERTIFICATE REQUEST", der).getBytes(StandardCharsets.US_ASCII);
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key as modules read it: PKCS#8 in PEM, not encrypted. */
    public static byte[] keyPem(PrivateKey key) {
        return Pem.of("PRIVATE KEY", key.getEncoded()).getBytes(StandardCharsets.US_ASCII);
    }
}

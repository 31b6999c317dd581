package wsat.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import wsat.pki.x509.Certificates;
import wsat.pki.x509.Maker;

/** Certificates of every kind that a desk may hold by mistake, in a folder. */
final class Desk {
    private final Path folder;

    /** A certificate in the making. */
    final class Draft {
        private final String name;
        private String commonName;
        private Draft issuer;
        private KeyPair pair;
        private Instant from = Instant.now().minus(Duration.ofDays(1));
        private Instant to = Instant.now().plus(Duration.ofDays(365));
        private Boolean ca;
        private KeyPurposeId purpose;
        private Integer usage;

        private Draft(String name) {
            this.name = name;
            commonName = name;
        }

        Draft commonName(String words) {
            commonName = words;
            return this;
        }

        Draft issuer(Draft by) {
            issuer = by;
            return this;
        }

        Draft rsa(int bits) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(bits);
                pair = generator.generateKeyPair();
                return this;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        Draft sameKeyAs(Draft other) {
            pair = other.pair;
            return this;
        }

        Draft days(int first, int last) {
            from = Instant.now().plus(Duration.ofDays(first));
            to = Instant.now().plus(Duration.ofDays(last));
            return this;
        }

        Draft ca(boolean is) {
            ca = is;
            return this;
        }

        Draft purpose(KeyPurposeId id) {
            purpose = id;
            return this;
        }

        Draft usage(int bits) {
            usage = bits;
            return this;
        }

        /** Signs it, and puts {@code <name>.pem} and {@code <name>.key} into the folder. */
        Draft make() {
            try {
                if (pair == null) {
                    pair = new Maker(false, Duration.ZERO).keyPair();
                }
                X500Name subject = new X500Name("CN=" + commonName);
                X500Name by = issuer == null ? subject : new X500Name("CN=" + issuer.commonName);
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(by,
                        BigInteger.valueOf(System.nanoTime()), Date.from(from), Date.from(to), subject,
                        pair.getPublic());
                if (ca != null) {
                    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
                }
                if (usage != null) {
                    builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
                }
                if (purpose != null) {
                    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
                }
                PrivateKey signer = issuer == null ? pair.getPrivate() : issuer.pair.getPrivate();
                String algorithm = "SHA256with" + (signer.getAlgorithm().equals("RSA") ? "RSA" : "ECDSA");
                X509Certificate certificate = new JcaX509CertificateConverter()
                        .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(signer)));
                put(name + ".pem", Certificates.pem(List.of(certificate)));
                put(name + ".key", Maker.keyPem(pair.getPrivate()));
                return this;
            } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Desk(Path folder) {
        this.folder = folder;
    }

    Draft draft(String name) {
        return new Draft(name);
    }

    Draft authority(String name) {
        return draft(name).ca(true).usage(KeyUsage.keyCertSign).make();
    }

    Draft client(String name, Draft issuer) {
        return draft(name).issuer(issuer).purpose(KeyPurposeId.id_kp_clientAuth).usage(KeyUsage.digitalSignature)
                .make();
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    String text(String name) throws IOException {
        return Files.readString(path(name));
    }

    Path put(String name, byte[] bytes) throws IOException {
        return Files.write(path(name), bytes);
    }

    Path put(String name, String text) throws IOException {
        return Files.writeString(path(name), text);
    }
}

package wsat.pki.x509;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** What is to be known of a key: its type, and whether a private one belongs to a public one. */
final class Key {
    private Key() {
    }

    /** The private key's parameters; null if it is of a kind that TLS has no use for, or is damaged. */
    static AsymmetricKeyParameter of(PrivateKeyInfo key) {
        try {
            return PrivateKeyFactory.createKey(key);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** The parameters of a certificate's key; null if it is of an unknown kind. */
    static AsymmetricKeyParameter of(byte[] publicKey) {
        try {
            return PublicKeyFactory.createKey(SubjectPublicKeyInfo.getInstance(publicKey));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Such as {@code RSA 2048} or {@code EC P-256}. */
    static String type(AsymmetricKeyParameter key) {
        if (key instanceof RSAKeyParameters rsa) {
            return "RSA " + rsa.getModulus().bitLength();
        }
        ECDomainParameters curve = curve(key);
        if (curve != null) {
            return "EC " + curveName(curve);
        }
        if (key instanceof Ed25519PrivateKeyParameters || key instanceof Ed25519PublicKeyParameters) {
            return "Ed25519";
        }
        if (key instanceof Ed448PrivateKeyParameters || key instanceof Ed448PublicKeyParameters) {
            return "Ed448";
        }
        return key == null ? "unknown"
                : key.getClass().getSimpleName().replaceAll("(Public|Private)?KeyParameters", "");
    }

    /** Whether it can sign in a TLS handshake at all. */
    static boolean isForTls(AsymmetricKeyParameter key) {
        return key instanceof RSAKeyParameters || curve(key) != null || type(key).startsWith("Ed");
    }

    /** Whether both a Java TLS and an ESP32's can use it. */
    static boolean isCommon(AsymmetricKeyParameter key) {
        if (key instanceof RSAKeyParameters) {
            return true;
        }
        ECDomainParameters curve = curve(key);
        return curve != null && curveName(curve).startsWith("P-");
    }

    /** Bits of an RSA key, else 0. */
    static int rsaBits(AsymmetricKeyParameter key) {
        return key instanceof RSAKeyParameters rsa ? rsa.getModulus().bitLength() : 0;
    }

    /** Whether an EC key spells out its curve, which TLS does not take. */
    static boolean hasUnnamedCurve(AsymmetricKeyParameter key) {
        return curve(key) != null && !(curve(key) instanceof ECNamedDomainParameters);
    }

    /** Whether the private key is the one of the certificate. */
    static boolean match(AsymmetricKeyParameter privateKey, AsymmetricKeyParameter publicKey) {
        if (privateKey instanceof RSAPrivateCrtKeyParameters a && publicKey instanceof RSAKeyParameters b) {
            return a.getModulus().equals(b.getModulus()) && a.getPublicExponent().equals(b.getExponent())
                    && a.getP().multiply(a.getQ()).equals(a.getModulus());
        }
        if (privateKey instanceof ECPrivateKeyParameters a && publicKey instanceof ECPublicKeyParameters b) {
            return a.getParameters().equals(b.getParameters())
                    && a.getParameters().getG().multiply(a.getD()).equals(b.getQ());
        }
        if (privateKey instanceof Ed25519PrivateKeyParameters a && publicKey instanceof Ed25519PublicKeyParameters b) {
            return Arrays.equals(a.generatePublicKey().getEncoded(), b.getEncoded());
        }
        if (privateKey instanceof Ed448PrivateKeyParameters a && publicKey instanceof Ed448PublicKeyParameters b) {
            return Arrays.equals(a.generatePublicKey().getEncoded(), b.getEncoded());
        }
        return false;
    }

    private static ECDomainParameters curve(AsymmetricKeyParameter key) {
        if (key instanceof ECPrivateKeyParameters ec) {
            return ec.getParameters();
        }
        return key instanceof ECPublicKeyParameters ec ? ec.getParameters() : null;
    }

    private static String curveName(ECDomainParameters curve) {
        if (!(curve instanceof ECNamedDomainParameters named)) {
            return "with a curve of its own";
        }
        switch (named.getName().getId()) {
            case "1.2.840.10045.3.1.7": return "P-256";
            case "1.3.132.0.34": return "P-384";
            case "1.3.132.0.35": return "P-521";
            default:
                String name = ECNamedCurveTable.getName(named.getName());
                return name == null ? named.getName().getId() : name;
        }
    }
}

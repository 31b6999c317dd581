package wsat.board.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import wsat.board.tls.Blocks.Block;

/**
 * Private keys: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017, A.1.2) and SEC1 (RFC 5915). The JDK reads the first;
 * the other two are given its wrapping.
 */
final class Keys {
    private static final byte[] RSA = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1};
    private static final byte[] RSA_PSS = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 10};
    private static final byte[] EC = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 2, 1};
    private static final byte[] ED25519 = {0x2B, 0x65, 0x70};
    private static final byte[] ED448 = {0x2B, 0x65, 0x71};
    private static final byte[] VERSION_0 = Der.wrap(Der.INTEGER, new byte[1]);
    private static final byte[] NULL = {0x05, 0x00};

    private Keys() {
    }

    /** The one private key of a slot, whose name an error begins with. */
    static PrivateKey read(String slot, byte[] bytes) throws MaterialException {
        List<Block> blocks = Blocks.of(slot, Blocks.KEY, bytes);
        try {
            return key(blocks);
        } catch (MaterialException e) {
            throw new MaterialException(slot + ": " + e.getMessage());
        }
    }

    private static PrivateKey key(List<Block> blocks) throws MaterialException {
        byte[] curve = null;
        for (Block block : blocks) {
            if (block.label().equals("EC PARAMETERS")) {
                curve = block.der();
            } else if (block.label().equals(Blocks.BARE) || block.label().endsWith("PRIVATE KEY")) {
                if (block.encrypted() || block.label().startsWith("ENCRYPTED")) {
                    throw encrypted();
                }
                return key(block.der(), curve);
            }
        }
        throw new MaterialException("holds no private key, but " + Blocks.labels(blocks));
    }

    private static MaterialException encrypted() {
        return new MaterialException("the key is encrypted; store it without a password");
    }

    private static MaterialException unreadable() {
        return new MaterialException("is no private key, or a damaged one");
    }

    private static PrivateKey key(byte[] der, byte[] curve) throws MaterialException {
        Der outer = new Der(der);
        if (!outer.next(Der.SEQUENCE)) {
            throw unreadable();
        }
        Der key = outer.inside();
        if (key.next() && key.tag() == Der.SEQUENCE) {
            // PKCS#8, EncryptedPrivateKeyInfo; a certificate begins so, too.
            throw key.next(Der.OCTET_STRING) ? encrypted() : unreadable();
        }
        key.next();
        switch (key.tag()) {
            case Der.SEQUENCE: return pkcs8(key);
            case Der.INTEGER: return rsa(outer.element());
            case Der.OCTET_STRING: return ec(outer.element(), key, curve);
            default: throw unreadable();
        }
    }

    /** @param key at the algorithm */
    private static PrivateKey pkcs8(Der key) throws MaterialException {
        byte[] algorithm = key.element();
        Der inside = key.inside();
        if (!inside.next(Der.OID) || !key.next(Der.OCTET_STRING)) {
            throw unreadable();
        }
        // What may follow (attributes, the public key) is left out, with the version that stands for it.
        return generate(name(inside.content()), algorithm, key.content());
    }

    private static String name(byte[] oid) throws MaterialException {
        if (Arrays.equals(oid, RSA)) {
            return "RSA";
        } else if (Arrays.equals(oid, EC)) {
            return "EC";
        } else if (Arrays.equals(oid, ED25519) || Arrays.equals(oid, ED448)) {
            return "EdDSA";
        } else if (Arrays.equals(oid, RSA_PSS)) {
            return "RSASSA-PSS";
        }
        throw new MaterialException("a kind of key that is not supported; RSA, EC and Ed25519 are");
    }

    private static PrivateKey rsa(byte[] pkcs1) throws MaterialException {
        return generate("RSA", Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, RSA), NULL), pkcs1);
    }

    /** @param key at the private octets */
    private static PrivateKey ec(byte[] sec1, Der key, byte[] givenCurve) throws MaterialException {
        byte[] curve = key.next(Der.CONTEXT_0) ? key.content() : givenCurve;
        if (curve == null) {
            throw new MaterialException("the EC key does not name its curve");
        }
        return generate("EC", Der.wrap(Der.SEQUENCE, Der.wrap(Der.OID, EC), curve), sec1);
    }

    private static PrivateKey generate(String name, byte[] algorithm, byte[] key) throws MaterialException {
        byte[] pkcs8 = Der.wrap(Der.SEQUENCE, VERSION_0, algorithm, Der.wrap(Der.OCTET_STRING, key));
        try {
            PrivateKey made = KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            // A curve that is known by name only fails here.
            sign(made, new byte[1]);
            return made;
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK's own words might quote the key.
            throw new MaterialException(name.equals("EC")
                    ? "is damaged, or the curve is not supported; P-256, P-384 and P-521 are"
                    : "is no private key, or a damaged one");
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    /** Whether the two belong together. */
    static boolean match(PrivateKey secret, PublicKey open) {
        if (!secret.getAlgorithm().equals(open.getAlgorithm())) {
            return false;
        }
        if (secret instanceof RSAKey one && open instanceof RSAKey other
                && !one.getModulus().equals(other.getModulus())) {
            return false;
        }
        try {
            return signs(secret, open);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static boolean signs(PrivateKey secret, PublicKey open) throws GeneralSecurityException {
        byte[] text = new byte[32];
        new SecureRandom().nextBytes(text);
        byte[] signed = sign(secret, text);
        Signature signature = signature(secret);
        signature.initVerify(open);
        signature.update(text);
        return signature.verify(signed);
    }

    private static byte[] sign(PrivateKey secret, byte[] text) throws GeneralSecurityException {
        Signature signature = signature(secret);
        signature.initSign(secret);
        signature.update(text);
        return signature.sign();
    }

    private static Signature signature(PrivateKey secret) throws GeneralSecurityException {
        switch (secret.getAlgorithm()) {
            case "RSA": return Signature.getInstance("SHA256withRSA");
            case "EC": return Signature.getInstance("SHA256withECDSA");
            case "RSASSA-PSS":
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                return pss;
            default: return Signature.getInstance(secret.getAlgorithm());
        }
    }
}

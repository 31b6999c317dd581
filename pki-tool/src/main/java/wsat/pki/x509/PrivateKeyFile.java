package wsat.pki.x509;

import java.io.IOException;
import java.io.StringReader;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.EncryptionException;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import wsat.board.tls.Pem;
import wsat.pki.Refusal;

/** Private keys of every kind that openssl writes, made PKCS#8. */
final class PrivateKeyFile {
    private final String file;
    private final Password password;

    PrivateKeyFile(String file, Password password) {
        this.file = file;
        this.password = password;
    }

    /** Whether a PEM block of that type is a private key. */
    static boolean isKey(String type) {
        return type.endsWith("PRIVATE KEY");
    }

    /** Reads a PEM block. */
    PrivateKeyInfo pem(Pem.Block block) throws Refusal {
        if (block.label().equals("OPENSSH PRIVATE KEY")) {
            throw new Refusal(file + ": is an OpenSSH key; convert a copy with ssh-keygen -p -m PKCS8 -f COPY");
        }
        Object object;
        try (PEMParser parser = new PEMParser(new StringReader(block.text()))) {
            object = parser.readObject();
        } catch (Pem.Malformed | IOException | RuntimeException e) {
            throw damaged();
        }
        if (object instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        if (object instanceof PrivateKeyInfo info) {
            return info;
        }
        if (object instanceof PEMEncryptedKeyPair encrypted) {
            return decrypt(encrypted);
        }
        if (object instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return decrypt(encrypted);
        }
        throw damaged();
    }

    /** Reads DER: PKCS#8, encrypted PKCS#8, PKCS#1 or SEC1. @return null if it is none of them */
    PrivateKeyInfo der(byte[] der) throws Refusal {
        ASN1Sequence sequence;
        try {
            sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der));
        } catch (IOException | RuntimeException e) {
            return null;
        }
        ASN1Encodable[] parts = sequence.toArray();
        try {
            if (parts.length == 2 && parts[0] instanceof ASN1Sequence && parts[1] instanceof ASN1OctetString) {
                return decrypt(new PKCS8EncryptedPrivateKeyInfo(EncryptedPrivateKeyInfo.getInstance(sequence)));
            }
            if (parts.length >= 3 && parts[0] instanceof ASN1Integer && parts[1] instanceof ASN1Sequence) {
                return PrivateKeyInfo.getInstance(sequence);
            }
            if (parts.length >= 9 && Arrays.stream(parts, 0, 9).allMatch(ASN1Integer.class::isInstance)) {
                return new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE), sequence);
            }
            if (parts.length >= 2 && parts[0] instanceof ASN1Integer && parts[1] instanceof ASN1OctetString) {
                ECPrivateKey key = ECPrivateKey.getInstance(sequence);
                return new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey,
                        key.getParametersObject()), key);
            }
            return null;
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    private PrivateKeyInfo decrypt(PEMEncryptedKeyPair encrypted) throws Refusal {
        char[] word = password.get(file);
        try {
            return encrypted.decryptKeyPair(new BcPEMDecryptorProvider(word)).getPrivateKeyInfo();
        } catch (EncryptionException e) {
            throw e.getCause() == null ? unknownCipher(e) // else the cipher's own complaint: a padding or an IV
                    : e.getCause() instanceof InvalidCipherTextException ? wrongPassword() : damaged();
        } catch (PEMException e) {
            throw wrongPassword(); // decrypted to what is no key
        } catch (IOException | RuntimeException e) {
            throw wrongPassword();
        } finally {
            Arrays.fill(word, '\0');
        }
    }

    private PrivateKeyInfo decrypt(PKCS8EncryptedPrivateKeyInfo encrypted) throws Refusal {
        char[] word = password.get(file);
        try {
            Provider provider = new BouncyCastleProvider();
            return encrypted.decryptPrivateKeyInfo(
                    new JceOpenSSLPKCS8DecryptorProviderBuilder().setProvider(provider).build(word));
        } catch (OperatorCreationException e) {
            throw unknownCipher(e);
        } catch (PKCSException e) {
            throw isCipherMissing(e) ? unknownCipher(e) : wrongPassword();
        } catch (RuntimeException e) {
            throw wrongPassword();
        } finally {
            Arrays.fill(word, '\0');
        }
    }

    private static boolean isCipherMissing(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof NoSuchAlgorithmException) {
                return true;
            }
        }
        return false;
    }

    private Refusal damaged() {
        return new Refusal(file + ": the private key is damaged; export it again from where it was made");
    }

    private Refusal wrongPassword() {
        return new Refusal(file + ": the password does not open this key; give the right one"
                + " (--key-pass env:NAME, file:PATH or prompt)");
    }

    private Refusal unknownCipher(Exception e) {
        return new Refusal(file + ": is encrypted in a way that is not known here (" + reason(e)
                + "); convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc");
    }

    private static String reason(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }
}

package wsat.pki.x509;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import wsat.board.tls.ExplicitCurve;
import wsat.board.tls.Pem;
import wsat.pki.Refusal;
import wsat.pki.image.OwnFile;

/** A file or slot with certificates and keys: PEM in any form, DER or PKCS#12. */
public final class PkiFile {
    /** No certificate or key file is nearly as large. */
    public static final int SIZE_MAX = 1 << 20;

    private final String name;
    private final List<X509Certificate> certificates = new ArrayList<>();
    private final List<Pem.Block> keyBlocks = new ArrayList<>();
    private PrivateKeyInfo key;

    private PkiFile(String name) {
        this.name = name;
    }

    /** Reads a file of PEM or DER. */
    public static PkiFile read(Path file, Password password) throws Refusal {
        return of(file.toString(), OwnFile.read(file, SIZE_MAX), password);
    }

    /**
     * Reads what was in a file or a slot.
     *
     * @param name how messages call it
     */
    public static PkiFile of(String name, byte[] bytes, Password password) throws Refusal {
        PkiFile file = new PkiFile(name);
        if (bytes.length == 0) {
            throw new Refusal(name + ": is empty; give a file with a certificate or a key");
        }
        if (!file.readPem(bytes)) {
            file.readDer(bytes, password);
        }
        return file;
    }

    /** Reads a PKCS#12 file: a key and its certificates, its own first. */
    public static PkiFile pkcs12(Path path, Password password) throws Refusal {
        byte[] bytes = OwnFile.read(path, SIZE_MAX);
        PkiFile file = new PkiFile(path.toString());
        if (!isPkcs12(bytes)) {
            throw new Refusal(path + ": is not a PKCS#12 file; give PEM and DER files with --cert and --key");
        }
        PlainPkcs12 plain = new PlainPkcs12(bytes);
        if (!plain.keys.isEmpty()) {
            file.take(plain);
            return file;
        }
        char[] word = password.get(path.toString());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(bytes), word);
            file.take(store, word);
        } catch (IOException e) {
            throw new Refusal(path + ": the password does not open this file, or it is damaged; give the right one"
                    + " (--key-pass env:NAME, file:PATH or prompt)");
        } catch (GeneralSecurityException e) {
            throw new Refusal(path
                    + ": is encrypted in a way that is not known here; export it again with openssl pkcs12");
        } finally {
            Arrays.fill(word, '\0');
        }
        return file;
    }

    private void take(KeyStore store, char[] word) throws GeneralSecurityException, Refusal {
        List<String> keys = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)) {
                keys.add(alias);
            }
        }
        if (keys.isEmpty()) {
            throw new Refusal(name + ": has no private key; export it with openssl pkcs12 -export -inkey KEY -in CERT");
        }
        mustBeOne(keys.size());
        key = PrivateKeyInfo.getInstance(store.getKey(keys.get(0), word).getEncoded());
        Certificate[] chain = store.getCertificateChain(keys.get(0));
        for (Certificate certificate : chain == null ? new Certificate[0] : chain) {
            certificates.add((X509Certificate) certificate);
        }
    }

    private void take(PlainPkcs12 plain) throws Refusal {
        mustBeOne(plain.keys.size());
        key = plain.keys.get(0);
        for (byte[] der : plain.certificates) {
            X509Certificate certificate = certificate(der);
            if (certificate == null) {
                throw ExplicitCurve.in(der) ? unnamedCurve("a certificate")
                        : new Refusal(name + ": one of its certificates is damaged; export it again");
            }
            certificates.add(certificate);
        }
        if (certificates.isEmpty() && plain.more) {
            throw new Refusal(name
                    + ": its key is not encrypted and its certificate is; export it again with openssl pkcs12"
                    + " -export -inkey KEY -in CERT");
        }
    }

    private void mustBeOne(int keys) throws Refusal {
        if (keys > 1) {
            throw new Refusal(name + ": has " + keys
                    + " private keys, and it cannot be told which is meant; export one alone");
        }
    }

    /** @return false: it is no PEM */
    private boolean readPem(byte[] bytes) throws Refusal {
        try {
            List<Pem.Block> blocks = Pem.read(bytes);
            for (Pem.Block block : blocks) {
                take(block);
            }
            return !blocks.isEmpty();
        } catch (Pem.Malformed e) {
            throw new Refusal(name + ": " + e.getMessage() + "; copy it again from where it was made");
        }
    }

    private void take(Pem.Block block) throws Pem.Malformed, Refusal {
        if (PrivateKeyFile.isKey(block.label())) {
            keyBlocks.add(block);
            return;
        }
        switch (block.label()) {
            case "CERTIFICATE":
            case "X509 CERTIFICATE":
                certificates.add(certificate(block));
                return;
            case "EC PARAMETERS":
            case "DH PARAMETERS":
                return;
            case "CERTIFICATE REQUEST":
            case "NEW CERTIFICATE REQUEST":
                throw new Refusal(name + ": is a certificate request; give the certificate that the CA made of it");
            case "PUBLIC KEY":
            case "RSA PUBLIC KEY":
                throw new Refusal(name + ": is a public key; give a certificate or a private key");
            case "PKCS7":
            case "CMS":
                throw new Refusal(name
                        + ": is a PKCS#7 bundle; take the certificates out with openssl pkcs7 -print_certs");
            case "TRUSTED CERTIFICATE":
                throw new Refusal(name + ": is in openssl's own form; convert it with openssl x509 -in " + name);
            case "X509 CRL":
                throw new Refusal(name + ": is a revocation list, which modules do not use; give a certificate");
            default:
                throw new Refusal(name + ": has a block of type '" + block + "' in line " + block.line()
                        + "; give a file with certificates and a key alone");
        }
    }

    private X509Certificate certificate(Pem.Block block) throws Pem.Malformed, Refusal {
        X509Certificate certificate = certificate(block.der());
        if (certificate == null && ExplicitCurve.in(block.der())) {
            throw unnamedCurve("the certificate that begins in line " + block.line());
        }
        if (certificate == null) {
            throw new Refusal(name + ": the certificate that begins in line " + block.line()
                    + " is damaged; copy it again" + " from where it was made");
        }
        return certificate;
    }

    private void readDer(byte[] bytes, Password password) throws Refusal {
        X509Certificate certificate = certificate(bytes);
        if (certificate != null) {
            certificates.add(certificate);
            return;
        }
        if (isPkcs12(bytes)) {
            throw new Refusal(name + ": is a PKCS#12 file; give it with --p12");
        }
        if (isCertificate(bytes) && ExplicitCurve.in(bytes)) {
            throw unnamedCurve("the certificate");
        }
        key = new PrivateKeyFile(name, password).der(bytes);
        if (key == null) {
            throw new Refusal(name + ": is neither PEM nor DER; give a certificate or key file as openssl writes it");
        }
    }

    private Refusal unnamedCurve(String what) {
        return new Refusal(name + ": " + what
                + " spells out the curve of its key, which TLS does not take; make a key with"
                + " openssl ecparam -name prime256v1 -genkey, and have the certificate issued for that");
    }

    /** By its shape, though Java does not read it: a certificate is of three parts, and a sequence comes first. */
    private static boolean isCertificate(byte[] bytes) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(bytes));
            return sequence.size() == 3 && sequence.getObjectAt(0) instanceof ASN1Sequence;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            ASN1Primitive.fromByteArray(der); // the whole of it, with nothing behind
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | IOException | RuntimeException e) {
            return null;
        }
    }

    private static boolean isPkcs12(byte[] bytes) {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(bytes));
            return sequence.size() >= 2 && sequence.getObjectAt(0) instanceof ASN1Integer version
                    && version.hasValue(3) && sequence.getObjectAt(1) instanceof ASN1Sequence;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    public String name() {
        return name;
    }

    public List<X509Certificate> certificates() {
        return certificates;
    }

    public boolean hasKey() {
        return key != null || !keyBlocks.isEmpty();
    }

    /** The one private key of the file. */
    public PrivateKeyInfo key(Password password) throws Refusal {
        if (keyBlocks.size() > 1) {
            throw new Refusal(name + ": has " + keyBlocks.size()
                    + " private keys, and it cannot be told which is meant;" + " give a file with one");
        }
        if (key == null && keyBlocks.isEmpty()) {
            throw new Refusal(name + ": has no private key; give the key file that belongs to the certificate");
        }
        return key != null ? key : new PrivateKeyFile(name, password).pem(keyBlocks.get(0));
    }
}

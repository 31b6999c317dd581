package wsat.board.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import wsat.board.tls.Blocks.Block;

/** What a link shows and trusts, as its slots say. Reading it takes a while: not for the loop thread. */
public final class Material {
    /** Bits of an auth mode (ESP-AT, AT+WSCFG). */
    public static final int SHOW_CERTIFICATE = 1;
    public static final int VERIFY_SERVER = 2;
    /** wsat's own: by the machine's roots, and for the URI's host. */
    public static final int AS_BROWSER = 4;

    /** Nothing shown, nothing verified. */
    public static final Material NONE = new Material("wss", 0, null, null, null);

    private final String certName;
    private final String keyName;
    private final String caName;
    private final int authMode;
    private final byte[] certificateSlot;
    private final byte[] keySlot;
    private final byte[] caSlot;

    private X509Certificate[] chain = {};
    private PrivateKey key;
    private List<X509Certificate> cas = List.of();

    /**
     * Takes a slot's bytes for each, or null where the mode needs none.
     *
     * @param family   what the names of its slots begin with, wss or client, for who reads what is wrong
     * @param authMode 0 to 5, as in AT+WSCFG
     */
    public Material(String family, int authMode, byte[] certificateSlot, byte[] keySlot, byte[] caSlot) {
        certName = family + "_cert";
        keyName = family + "_key";
        caName = family + "_ca";
        this.authMode = authMode;
        this.certificateSlot = certificateSlot;
        this.keySlot = keySlot;
        this.caSlot = caSlot;
    }

    /** Whether it was made from the same bytes. */
    public boolean sameAs(Material other) {
        return authMode == other.authMode && Arrays.equals(certificateSlot, other.certificateSlot)
                && Arrays.equals(keySlot, other.keySlot) && Arrays.equals(caSlot, other.caSlot);
    }

    public int authMode() {
        return authMode;
    }

    /** Whether the slots have a certificate and its key. */
    public boolean shows() {
        return (authMode & SHOW_CERTIFICATE) != 0;
    }

    /** Whether a server is verified by the slot's CAs. */
    public boolean verifies() {
        return (authMode & VERIFY_SERVER) != 0;
    }

    /** The certificates shown, that of the key first; empty: none. */
    X509Certificate[] chain() {
        return chain;
    }

    /** The key of the first certificate, null: none is shown. */
    PrivateKey key() {
        return key;
    }

    /** Whose certificate is shown, fit for a log line; null: none is. */
    public String shown() {
        return chain.length == 0 ? null : Chain.name(chain[0]);
    }

    /** The name of the slot of {@link #cas}. */
    String caName() {
        return caName;
    }

    /** What a server's chain must lead to. */
    List<X509Certificate> cas() {
        return cas;
    }

    /** What is shown as PKCS#12 (RFC 7292) for other programs: the key is in it, encrypted with this password. */
    public byte[] pkcs12(char[] password) throws MaterialException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("client", key, password, chain);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new MaterialException(keyName + ": cannot be put into PKCS#12");
        }
    }

    /** What a server's chain must lead to, as PEM for other programs. */
    public byte[] caPem() throws MaterialException {
        StringBuilder text = new StringBuilder();
        try {
            for (X509Certificate one : cas) {
                text.append(Pem.of("CERTIFICATE", one.getEncoded()));
            }
        } catch (CertificateException e) {
            throw new MaterialException(caName + ": cannot be put into PEM");
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads and checks the slots; once. */
    public void read() throws MaterialException {
        if (shows()) {
            List<X509Certificate> found = certificates(certName, Blocks.CERTIFICATE, certificateSlot);
            key = Keys.read(keyName, keySlot);
            chain = chain(found, leaf(found, key));
        }
        if (verifies()) {
            cas = certificates(caName, Blocks.CA, caSlot);
        }
    }

    /** What is good enough to be used, and will make trouble nevertheless. */
    public List<String> doubts(long unixMillis) {
        List<String> doubts = new ArrayList<>();
        for (X509Certificate certificate : chain) {
            doubt(doubts, certName, certificate, unixMillis);
        }
        for (X509Certificate certificate : cas) {
            doubt(doubts, caName, certificate, unixMillis);
            String weak = Strength.key(certificate);
            if (weak != null) {
                doubts.add(caName + ": " + weak);
            }
        }
        return doubts;
    }

    private static void doubt(List<String> doubts, String slot, X509Certificate certificate, long unixMillis) {
        String problem = Chain.validity(certificate, Instant.ofEpochMilli(unixMillis));
        if (problem != null) {
            doubts.add(slot + ": " + problem);
        }
    }

    private static List<X509Certificate> certificates(String slot, int type, byte[] bytes) throws MaterialException {
        List<Block> blocks = Blocks.of(slot, type, bytes);
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals(Blocks.BARE) || block.label().endsWith("CERTIFICATE")) {
                X509Certificate one = certificate(slot, block.der(), certificates.size() + 1);
                if (!certificates.contains(one)) {
                    certificates.add(one);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new MaterialException(slot + ": holds no certificate, but " + Blocks.labels(blocks));
        }
        return certificates;
    }

    private static X509Certificate certificate(String slot, byte[] der, int number) throws MaterialException {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | RuntimeException e) {
            // The JDK's own words might quote a key that was put into the wrong slot.
            throw new MaterialException(slot + ": its certificate " + number + (ExplicitCurve.in(der)
                    ? " spells out the curve of its key, which TLS does not take; have one made for a key of a named "
                    + "curve" : " cannot be read, it is damaged or something else"));
        }
    }

    private X509Certificate leaf(List<X509Certificate> certificates, PrivateKey key) throws MaterialException {
        for (X509Certificate certificate : certificates) {
            if (Keys.match(key, certificate.getPublicKey())) {
                return certificate;
            }
        }
        throw new MaterialException(keyName + ": the key does not belong to the certificate in " + certName + " ("
                + Chain.name(certificates.get(0)) + ")");
    }

    /** The leaf, then its issuers one after the other (RFC 5246, 7.4.2), then what else there is. */
    private static X509Certificate[] chain(List<X509Certificate> found, X509Certificate leaf) {
        List<X509Certificate> rest = new ArrayList<>(found);
        List<X509Certificate> chain = new ArrayList<>();
        for (X509Certificate next = leaf; next != null; next = Chain.issuer(next, rest)) {
            chain.add(next);
            rest.remove(next);
        }
        chain.addAll(rest);
        return chain.toArray(new X509Certificate[0]);
    }
}

package wsat.board.tls;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import wsat.board.os.FileReason;

/**
 * The roots that the machine itself trusts, in a bundle of PEM or in a key store. Nothing is kept of them: each look
 * reads the file anew and takes out what fits one server, so that they cost no memory, and what the system renews
 * counts at once. Not for the loop thread.
 */
public final class SystemRoots {
    /** Where this machine has them. */
    public static final SystemRoots USUAL = new SystemRoots(null);

    /** Debian's, Fedora's, and that of macOS, BSD and Alpine. */
    private static final List<Path> BUNDLES = List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"), Path.of("/etc/ssl/cert.pem"));
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    /** The most characters of one block. */
    private static final int BLOCK_MAX = 128 * 1024;
    private static final int JKS = 0xFE;
    private static final char[] USUAL_PASSWORD = "changeit".toCharArray();

    private final Path given;

    /** @param file with them, null: where this machine has them */
    public SystemRoots(Path file) {
        given = file;
    }

    /** Where they are, fit for a log line. */
    String name() {
        return Chain.printable(file().toString());
    }

    private Path file() {
        if (given != null) {
            return given;
        }
        for (Path bundle : BUNDLES) {
            if (Files.isReadable(bundle)) {
                return bundle;
            }
        }
        return Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    }

    /**
     * Those that may have issued one of the certificates that a server has sent, or are its own.
     *
     * @throws IOException with words for the log
     */
    List<X509Certificate> above(X509Certificate[] sent) throws IOException {
        Set<X500Principal> wanted = new HashSet<>();
        wanted.add(sent[0].getSubjectX500Principal());
        for (X509Certificate one : sent) {
            wanted.add(one.getIssuerX500Principal());
        }
        return look(wanted);
    }

    /** One at a time, since each look takes some memory. */
    private List<X509Certificate> look(Set<X500Principal> wanted) throws IOException {
        Path file = file();
        synchronized (SystemRoots.class) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                in.mark(1);
                int first = in.read();
                in.reset();
                return first == JKS || first == Der.SEQUENCE ? ofStore(file, wanted) : ofBundle(in, wanted);
            } catch (IOException e) {
                throw new IOException("the machine's roots cannot be read, " + name() + ": " + FileReason.of(e)
                        + (given == null ? "; install ca-certificates, or name a bundle with --system-roots" : ""));
            }
        }
    }

    private static List<X509Certificate> ofBundle(InputStream in, Set<X500Principal> wanted) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
        StringBuilder block = new StringBuilder();
        int count = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(BEGIN)) {
                block.setLength(0);
            }
            if (block.length() < BLOCK_MAX) {
                block.append(line).append('\n');
            }
            if (line.startsWith(END)) {
                count += take(block.toString(), wanted, found);
                block.setLength(0);
            }
        }
        if (count == 0) {
            throw new IOException("there is no certificate in it");
        }
        return found;
    }

    /** @return how many certificates the block is */
    private static int take(String block, Set<X500Principal> wanted, List<X509Certificate> found) {
        try {
            int count = 0;
            for (Pem.Block one : Pem.read(block.getBytes(StandardCharsets.ISO_8859_1))) {
                if (one.label().endsWith("CERTIFICATE")) {
                    byte[] der = one.der();
                    count++;
                    if (wanted.contains(subject(der))) {
                        found.add((X509Certificate) CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(der)));
                    }
                }
            }
            return count;
        } catch (Pem.Malformed | CertificateException | RuntimeException e) {
            return 0; // one that is damaged is not trusted, and leaves the others as they are
        }
    }

    /** Of a certificate (RFC 5280, 4.1), without a look at the rest of it. */
    private static X500Principal subject(byte[] certificate) {
        Der der = new Der(certificate);
        der.next(Der.SEQUENCE);
        der = der.inside();
        der.next(Der.SEQUENCE);
        der = der.inside();
        der.next();
        int before = der.tag() == Der.CONTEXT_0 ? 5 : 4; // version, serial number, algorithm, issuer, validity
        for (int i = 0; i < before; i++) {
            der.next();
        }
        return new X500Principal(der.element());
    }

    /** Without a password what is not encrypted can be read. */
    private static List<X509Certificate> ofStore(Path file, Set<X500Principal> wanted) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(file.toFile(), (char[]) null);
            if (store.size() == 0) {
                store = KeyStore.getInstance(file.toFile(), USUAL_PASSWORD);
            }
            List<X509Certificate> found = new ArrayList<>();
            for (String alias : Collections.list(store.aliases())) {
                Certificate one = store.getCertificate(alias);
                if (one instanceof X509Certificate root && wanted.contains(root.getSubjectX500Principal())) {
                    found.add(root);
                }
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException("it is no bundle of PEM and no key store that can be read", e);
        }
    }
}

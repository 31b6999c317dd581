package wsat.pki.command;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import picocli.CommandLine.Option;
import wsat.pki.Refusal;
import wsat.pki.image.Family;
import wsat.pki.image.Image;
import wsat.pki.image.Kind;
import wsat.pki.x509.Certificates;
import wsat.pki.x509.Checks;
import wsat.pki.x509.Findings;
import wsat.pki.x509.Password;
import wsat.pki.x509.PkiFile;
import wsat.pki.x509.PrivateKeys;
import wsat.pki.x509.PublicRoots;

/** What a slot is filled with: the options of add and push, read and checked. */
final class MaterialOptions {
    @Option(names = "--ca", paramLabel = "FILE", description = "CA certificates that verify the server")
    Path ca;

    @Option(names = "--public-roots", paramLabel = "FILE",
            description =
                    "instead: a bundle such as /etc/ssl/certs/ca-certificates.crt; what is expired or weak is left out")
    Path publicRoots;

    @Option(names = "--match", paramLabel = "TEXT",
            description = "of that bundle only roots with TEXT in their name; may be given again")
    List<String> match = new ArrayList<>();

    @Option(names = "--cert", paramLabel = "FILE",
            description = "the client's certificate, with the intermediate ones that the server lacks;"
                    + " of a server its own")
    Path cert;

    @Option(names = "--key", paramLabel = "FILE", description = "its private key, if that is in another file")
    Path key;

    @Option(names = "--p12", paramLabel = "FILE", description = "instead of both: a PKCS#12 file")
    Path p12;

    @Option(names = "--key-pass", paramLabel = "SOURCE",
            description = "password of the key: env:NAME, file:PATH, prompt or pass:TEXT (default: prompt)")
    String keyPass;

    @Option(names = "--force", description = "takes what is expired, no CA or not for clients, and says so")
    boolean force;

    /** What the slot has already, for what is not given; nulls where it has nothing. */
    interface Existing {
        /** Nothing is known of the slot. */
        Existing NOTHING = new Existing() {
            @Override
            public List<X509Certificate> certificates() {
                return List.of();
            }

            @Override
            public List<X509Certificate> authorities() {
                return List.of();
            }

            @Override
            public PrivateKeyInfo key() {
                return null;
            }
        };

        List<X509Certificate> certificates() throws Refusal;

        List<X509Certificate> authorities() throws Refusal;

        PrivateKeyInfo key() throws Refusal;
    }

    /** Whether any is given. */
    boolean given() {
        return ca != null || publicRoots != null || cert != null || key != null || p12 != null;
    }

    /** Refuses command lines that mean nothing. */
    void check(Task task) {
        if (!given()) {
            throw task.usage("say what to put there: --ca or --public-roots, --cert and --key, or --p12");
        }
        if (p12 != null && (cert != null || key != null)) {
            throw task.usage("--p12 brings certificate and key: give it without --cert and --key");
        }
        if (ca != null && publicRoots != null) {
            throw task.usage("--ca and --public-roots fill the same place: give one of them");
        }
        if (!match.isEmpty() && publicRoots == null) {
            throw task.usage("--match chooses from --public-roots: give that too");
        }
        if (keyPass != null && !PasswordSource.isSource(keyPass)) {
            throw task.usage("--key-pass: say where the password is: env:NAME, file:PATH, prompt or pass:TEXT");
        }
    }

    /**
     * Reads and checks all of it.
     *
     * @param number of the slot. @return what to write for each kind, as a module reads it
     */
    Map<Kind, byte[]> read(Talk talk, Family family, int number, Existing existing) throws Refusal {
        String slot = family.slot(number);
        Password password = new PasswordSource(talk, keyPass);
        Map<Kind, byte[]> material = new EnumMap<>(Kind.class);
        Findings findings = new Findings();
        List<X509Certificate> authorities = null;
        if (ca != null) {
            PkiFile file = PkiFile.read(ca, password);
            if (file.hasKey()) {
                throw new Refusal(ca + ": " + slot + ": has a private key, which has no business in a CA slot; give"
                        + " the CA certificate alone");
            }
            new Checks(ca + ": " + slot, Instant.now(), findings).authorities(file.certificates());
            authorities = file.certificates();
        } else if (publicRoots != null) {
            authorities = publicRoots(talk, publicRoots + ": " + slot, password);
        }
        if (authorities != null) {
            material.put(Kind.CA, Certificates.pem(authorities));
        }
        if (cert != null || key != null || p12 != null) {
            shown(password, family, slot, existing, authorities == null ? existing.authorities() : authorities,
                    findings, material);
        }
        findings.settle(force).forEach(talk::warn);
        findings.notes().forEach(talk::note);
        return material;
    }

    private List<X509Certificate> publicRoots(Talk talk, String where, Password password) throws Refusal {
        PkiFile bundle = PkiFile.read(publicRoots, password);
        if (bundle.hasKey()) {
            throw new Refusal(where
                    + ": has a private key, which has no business in a CA slot; give a bundle of roots alone");
        }
        PublicRoots roots = new PublicRoots(bundle, where, match, Instant.now());
        roots.leftOut().forEach(reason -> talk.note(where + ": left out: " + reason));
        int bytes = Certificates.pem(roots.taken()).length;
        talk.note(where + ": " + roots.taken().size() + " of " + bundle.certificates().size()
                + " certificates taken; they need "
                + String.format("%d bytes, 0x%X of an image", bytes, Image.room(bytes)));
        return roots.taken();
    }

    private void shown(Password password, Family family, String slot, Existing existing,
            List<X509Certificate> authorities, Findings findings, Map<Kind, byte[]> material) throws Refusal {
        PkiFile certFile = p12 != null ? PkiFile.pkcs12(p12, password) : cert == null ? null
                : PkiFile.read(cert, password);
        PkiFile keyFile = key == null ? certFile : PkiFile.read(key, password);
        if (key != null && certFile != null && certFile.hasKey() && certFile.certificates().isEmpty()
                && !keyFile.certificates().isEmpty()) {
            throw new Refusal(cert + ": " + slot + ": is a private key, and " + keyFile.name() + " a certificate;"
                    + " exchange --cert and --key");
        }
        if (key != null && certFile != null && certFile.hasKey()) {
            throw new Refusal(cert + ": " + slot + ": has a private key too, and it cannot be told which is meant;"
                    + " leave --key out or take the key out of that file");
        }
        boolean keyGiven = keyFile != null && (keyFile.hasKey() || key != null);
        PrivateKeyInfo secret = keyGiven ? keyFile.key(password) : existing.key();
        List<X509Certificate> certificates = certFile != null ? certFile.certificates() : existing.certificates();
        String where = (certFile != null ? certFile.name() : key.toString()) + ": " + slot;
        if (certificates.isEmpty()) {
            throw new Refusal(where
                    + (certFile != null ? ": has no certificate; give the " + (family.isServer() ? "server" : "client")
                            + "'s certificate with --cert"
                    : " has no certificate for this key; give it with --cert"));
        }
        if (secret == null) {
            throw new Refusal(where + ": no private key for this certificate; give it with --key");
        }
        List<X509Certificate> chain = new Checks(where, Instant.now(), findings).shown(certificates, secret,
                keyGiven ? keyFile.name() : "the slot", authorities, family.isServer());
        material.put(Kind.CERT, Certificates.pem(chain));
        material.put(Kind.KEY, PrivateKeys.pem(secret));
    }
}

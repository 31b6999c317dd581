package wsat.pki.command;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import wsat.pki.Refusal;
import wsat.pki.image.Family;
import wsat.pki.image.Image;
import wsat.pki.image.Kind;
import wsat.pki.image.SlotStore;
import wsat.pki.x509.Checks;
import wsat.pki.x509.Findings;

/** The checks of every slot of an image. */
final class SlotChecks {
    private final Path file;
    private final Image image;
    private final Findings findings;

    SlotChecks(Path file, Image image, Findings findings) {
        this.file = file;
        this.image = image;
        this.findings = findings;
    }

    /** @return how many slots there are */
    int run() {
        int slots = 0;
        for (Family family : Family.values()) {
            SlotStore store = new SlotStore(image, family);
            slots += store.slots().size();
            for (int slot : store.slots()) {
                Contents contents = new Contents(file.toString(), store, slot);
                List<X509Certificate> authorities = authorities(contents);
                shown(family, slot, contents, authorities);
            }
            for (Kind kind : Kind.values()) {
                gaps(store, kind);
            }
        }
        return slots;
    }

    /** @return null: they cannot be read */
    private List<X509Certificate> authorities(Contents contents) {
        try {
            List<X509Certificate> authorities = contents.certificates(Kind.CA);
            if (contents.has(Kind.CA)) {
                new Checks(contents.name(Kind.CA), Instant.now(), findings).authorities(authorities);
            }
            return authorities;
        } catch (Refusal e) {
            findings.wrong(e.getMessage());
            return null;
        }
    }

    private void shown(Family family, int slot, Contents contents, List<X509Certificate> authorities) {
        String where = file + ": " + family.slot(slot);
        try {
            PrivateKeyInfo key = contents.key();
            if (contents.has(Kind.CERT) && key == null) {
                findings.wrong(where + " has a certificate and no key; add it with --key");
            } else if (!contents.has(Kind.CERT) && key != null) {
                findings.wrong(where + " has a key and no certificate; add it with --cert");
            } else if (key != null) {
                new Checks(contents.name(Kind.CERT), Instant.now(), findings)
                        .shown(contents.certificates(Kind.CERT), key, family.key(Kind.KEY, slot), authorities,
                                family.isServer());
            }
        } catch (Refusal e) {
            findings.wrong(e.getMessage());
        }
    }

    private void gaps(SlotStore store, Kind kind) {
        int free = store.firstFree(kind);
        for (int slot : store.slots(kind).tailMap(free).keySet()) {
            findings.warn(file + ": " + store.family.slot(slot) + ": " + store.family.namespace(kind)
                    + ": an ESP32 does not find it, since slot " + free + " is empty; fill that one");
        }
    }
}

package wsat.pki.command;

import java.nio.file.Path;
import java.time.Instant;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import wsat.pki.Refusal;
import wsat.pki.image.Kind;
import wsat.pki.image.SlotStore;
import wsat.pki.x509.Checks;
import wsat.pki.x509.Findings;

/** The checks of every slot of an image. */
final class SlotChecks {
    private final Path file;
    private final SlotStore store;
    private final Findings findings;

    SlotChecks(Path file, SlotStore store, Findings findings) {
        this.file = file;
        this.store = store;
        this.findings = findings;
    }

    void run() {
        for (int slot : store.slots()) {
            Contents contents = new Contents(file.toString(), store, slot);
            authorities(contents);
            client(slot, contents);
        }
        for (Kind kind : Kind.values()) {
            gaps(kind);
        }
    }

    private void authorities(Contents contents) {
        try {
            if (contents.has(Kind.CA)) {
                new Checks(contents.name(Kind.CA), Instant.now(), findings).authorities(contents.certificates(Kind.CA));
            }
        } catch (Refusal e) {
            findings.wrong(e.getMessage());
        }
    }

    private void client(int slot, Contents contents) {
        String where = file + ": slot " + slot;
        try {
            PrivateKeyInfo key = contents.key();
            if (contents.has(Kind.CERT) && key == null) {
                findings.wrong(where + " has a certificate and no key; add it with --key");
            } else if (!contents.has(Kind.CERT) && key != null) {
                findings.wrong(where + " has a key and no certificate; add it with --cert");
            } else if (key != null) {
                new Checks(contents.name(Kind.CERT), Instant.now(), findings)
                        .client(contents.certificates(Kind.CERT), key, Kind.KEY.key(slot));
            }
        } catch (Refusal e) {
            findings.wrong(e.getMessage());
        }
    }

    private void gaps(Kind kind) {
        int free = store.firstFree(kind);
        for (int slot : store.slots(kind).tailMap(free).keySet()) {
            findings.warn(file + ": slot " + slot + ": " + kind.namespace + ": an ESP32 does not find it, since slot " + free
                    + " is empty; fill that one");
        }
    }
}

package wsat.pki.command;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import wsat.pki.Refusal;
import wsat.pki.image.Kind;
import wsat.pki.image.SlotStore;
import wsat.pki.x509.Password;
import wsat.pki.x509.PkiFile;

/** What is in one slot of an image, read. */
final class Contents {
    /** A module has nobody to ask. */
    private static final Password NONE = what -> {
        throw new Refusal(what
                + ": is encrypted, and a module cannot ask for a password; put it in anew with wsat pki add"
                + " --replace");
    };

    private final String image;
    private final SlotStore store;
    private final int slot;

    Contents(String image, SlotStore store, int slot) {
        this.image = image;
        this.store = store;
        this.slot = slot;
    }

    boolean has(Kind kind) {
        return store.has(kind, slot);
    }

    /** How messages call a part of the slot. */
    String name(Kind kind) {
        return image + ": " + store.family.slot(slot) + ": " + store.family.namespace(kind);
    }

    /** The certificates of CA or CERT; empty if there are none. */
    List<X509Certificate> certificates(Kind kind) throws Refusal {
        return has(kind) ? read(kind).certificates() : List.of();
    }

    /** The private key; null if there is none. */
    PrivateKeyInfo key() throws Refusal {
        return has(Kind.KEY) ? read(Kind.KEY).key(NONE) : null;
    }

    private PkiFile read(Kind kind) throws Refusal {
        byte[] bytes = store.get(kind, slot);
        if (bytes == null) {
            throw new Refusal(name(kind) + ": cannot be read to its end; put it in anew with wsat pki add --replace");
        }
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--; // some tools store the NUL that mbedTLS wants
        }
        return PkiFile.of(name(kind), Arrays.copyOf(bytes, length), NONE);
    }
}

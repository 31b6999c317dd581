package wsat.pki.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.board.flash.FileFlash;
import wsat.pki.Refusal;
import wsat.pki.image.Image;
import wsat.pki.image.Kind;
import wsat.pki.image.OwnFile;
import wsat.pki.image.SlotStore;

/** {@code wsat pki add}. */
@Command(name = "add", description = {"Fills a slot of an image: CA, or certificate and key together.",
        "Takes PEM, DER and PKCS#12, encrypted or not, and stores what a module reads."},
        footer = {"  wsat pki add board.nvs --slot 0 --ca ca.pem --cert client.pem --key client.key",
            "  wsat pki add board.nvs --slot 1 --p12 client.p12 --key-pass env:P12_PASSWORD",
            "  wsat pki add board.nvs --for client --slot 0 --ca ca.pem",
            "  wsat pki add board.nvs --slot 2 --public-roots /etc/ssl/certs/ca-certificates.crt --match \"ISRG "
            + "Root\""})
final class AddCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "the image")
    Path file;

    @Option(names = "--slot", paramLabel = "N", required = true,
            description = "the slot, as AT+WSCFG and AT+CIPSSLCCONF number it")
    int slot;

    @Mixin
    FamilyOption links;

    @Mixin
    MaterialOptions material;

    @Option(names = "--replace", description = "puts it in place of what the slot has")
    boolean replace;

    @Option(names = "--create", description = "makes the image, of 0x1F000 bytes, if there is none")
    boolean create;

    AddCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        checkSlot(slot);
        material.check(this);
        List<String> said;
        if (create && !Files.exists(file)) {
            byte[] erased = Image.erased(FileFlash.DEFAULT_SIZE);
            Edit edit = new Edit(file, erased, links.family);
            said = fill(edit);
            OwnFile.create(file, edit.image.bytes());
        } else {
            try (Edit edit = Edit.of(file, links.family, material.force, talk)) {
                said = fill(edit);
                edit.save();
            }
        }
        said.forEach(talk::say);
        return 0;
    }

    /** Fills the slot in memory. @return what to say once it is saved */
    private List<String> fill(Edit edit) throws Refusal {
        Contents contents = new Contents(file.toString(), edit.slots, slot);
        Map<Kind, byte[]> values = material.read(talk, links.family, slot, new MaterialOptions.Existing() {
            @Override
            public List<X509Certificate> certificates() throws Refusal {
                return contents.certificates(Kind.CERT);
            }

            @Override
            public List<X509Certificate> authorities() throws Refusal {
                return contents.certificates(Kind.CA);
            }

            @Override
            public PrivateKeyInfo key() throws Refusal {
                return contents.key();
            }
        });
        for (Map.Entry<Kind, byte[]> value : values.entrySet()) {
            place(edit.slots, value.getKey(), value.getValue());
        }
        List<String> said = new ArrayList<>();
        for (Map.Entry<Kind, byte[]> value : values.entrySet()) {
            put(edit, value.getKey(), value.getValue());
            said.add(file + ": " + links.family.slot(slot) + ": " + Describe.stored(value.getKey(), value.getValue()));
        }
        return said;
    }

    private void put(Edit edit, Kind kind, byte[] value) throws Refusal {
        try {
            edit.slots.put(kind, slot, value);
        } catch (Refusal e) {
            if (kind == Kind.CA && material.publicRoots != null) {
                throw new Refusal(e.getMessage() + "; or take those alone that your servers need, with --match NAME");
            }
            throw e;
        }
    }

    private void place(SlotStore slots, Kind kind, byte[] value) throws Refusal {
        int free = slots.firstFree(kind);
        String where = file + ": " + links.family.slot(slot) + ": " + links.family.namespace(kind);
        if (slot > free) {
            String gap = "an ESP32 does not find it, since slot " + free + " is empty";
            if (!material.force) {
                throw new Refusal(where + ": " + gap + "; use slot " + free + " (or --force)");
            }
            talk.warn("--force overrides: " + where + ": " + gap);
        }
        byte[] old = slots.get(kind, slot);
        if (slots.has(kind, slot) && !replace && !Arrays.equals(old, value) && !isNewCertificateForOldKey(kind)) {
            throw new Refusal(where + " is filled already; use slot " + free + ", or --replace");
        }
    }

    /** The key of the slot in another form is the same key. */
    private boolean isNewCertificateForOldKey(Kind kind) {
        return kind == Kind.KEY && material.key == null && material.p12 == null;
    }
}

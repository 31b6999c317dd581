package wsat.pki.command;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.bouncycastle.asn1.x500.X500Name;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.board.text.Quoted;
import wsat.pki.Refusal;
import wsat.pki.image.Kind;
import wsat.pki.image.OwnFile;
import wsat.pki.x509.Maker;

/** {@code wsat pki csr}. */
@Command(name = "csr", description = {"Makes a device's key and the request for its certificate.",
        "The key goes to a file, or into a slot of an image, which it then never leaves: add the certificate",
        "with wsat pki add FILE --slot N --cert."},
        footer = {"  wsat pki csr board.nvs --slot 0 --subject CN=device-17,O=Plant -o device-17.csr",
            "  wsat pki csr --key device-17.key --subject CN=device-17 -o device-17.csr"})
final class CsrCommand extends Task {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "the image whose slot takes the key")
    Path file;

    @Option(names = "--slot", paramLabel = "N", description = "the slot")
    Integer slot;

    @Mixin
    FamilyOption links;

    @Option(names = "--key", paramLabel = "FILE", description = "or: the file that takes the key, not encrypted")
    Path key;

    @Option(names = "--subject", paramLabel = "NAME", required = true, description = "such as CN=device-17,O=Plant")
    String subject;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "the request")
    Path request;

    @Option(names = "--rsa", description = "an RSA 2048 key instead of EC P-256")
    boolean rsa;

    CsrCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        if ((file == null) != (slot == null) || (file == null) == (key == null)) {
            throw usage("say where the key goes: an image with --slot N, or --key FILE");
        }
        X500Name name = name();
        OwnFile.mustBeNew(request);
        if (key != null) {
            OwnFile.mustBeNew(key);
        }
        KeyPair pair = new Maker(rsa, Duration.ZERO).keyPair();
        byte[] text = Maker.request(name, pair);
        OwnFile.create(request, text);
        try {
            if (key != null) {
                OwnFile.create(key, Maker.keyPem(pair.getPrivate()));
                talk.say(key + ": private key, not encrypted");
            } else {
                store(pair);
            }
        } catch (Refusal e) {
            OwnFile.remove(request); // worth nothing without its key
            throw e;
        }
        talk.say(request + ": certificate request of " + name);
        return 0;
    }

    private X500Name name() {
        try {
            X500Name name = new X500Name(subject);
            if (name.getRDNs().length > 0) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw usage("--subject: " + Quoted.of(subject) + " is no name such as CN=device-17,O=Plant");
    }

    private void store(KeyPair pair) throws Refusal {
        checkSlot(slot);
        String where = file + ": " + links.family.slot(slot);
        try (Edit edit = Edit.of(file, links.family, false, talk)) {
            for (Kind kind : new Kind[] {Kind.CERT, Kind.KEY}) {
                if (edit.slots.has(kind, slot)) {
                    throw new Refusal(where + ": " + links.family.namespace(kind) + " is filled already; use slot "
                            + edit.slots.firstFree(Kind.KEY) + ", or empty it with wsat pki remove --slot " + slot
                            + " --cert");
                }
            }
            int free = edit.slots.firstFree(Kind.KEY);
            if (slot > free) {
                throw new Refusal(where + ": an ESP32 does not find it, since slot " + free + " is empty; use slot "
                        + free);
            }
            edit.slots.put(Kind.KEY, slot, Maker.keyPem(pair.getPrivate()));
            edit.save();
            talk.say(where + ": new private key");
        }
    }
}

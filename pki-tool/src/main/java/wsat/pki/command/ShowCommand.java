package wsat.pki.command;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.pki.Refusal;
import wsat.pki.image.Family;
import wsat.pki.image.Image;
import wsat.pki.image.Kind;
import wsat.pki.image.SlotStore;
import wsat.pki.x509.Certificates;
import wsat.pki.x509.PrivateKeys;

/** {@code wsat pki show}. */
@Command(name = "show", description = "Shows the certificates of a slot and the type of its key, never the key.",
        footer = "  wsat pki show board.nvs --slot 0")
final class ShowCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "the image")
    Path file;

    @Option(names = "--slot", paramLabel = "N", description = "the slot (default: every one)")
    Integer slot;

    ShowCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        if (slot != null) {
            checkSlot(slot);
        }
        Image image = Look.at(file, talk);
        boolean shown = false;
        for (Family family : Family.values()) {
            SlotStore store = new SlotStore(image, family);
            for (int number : store.slots()) {
                if (slot == null || slot == number) {
                    show(family.slot(number), new Contents(file.toString(), store, number));
                    shown = true;
                }
            }
        }
        if (slot != null && !shown) {
            throw new Refusal(file + ": slot " + slot + " is empty; see wsat pki list " + file);
        }
        return 0;
    }

    private void show(String name, Contents contents) throws Refusal {
        talk.say(name);
        show(contents, Kind.CA, "CA");
        show(contents, Kind.CERT, "certificate");
        PrivateKeyInfo key = contents.key();
        if (key != null) {
            talk.say("  key          " + PrivateKeys.type(key));
        }
    }

    private void show(Contents contents, Kind kind, String what) throws Refusal {
        for (X509Certificate certificate : contents.certificates(kind)) {
            talk.say(String.format("  %-11s  %s", what, Certificates.subject(certificate)));
            line("issuer", Certificates.issuer(certificate));
            if (!Certificates.alternativeNames(certificate).isEmpty()) {
                line("names", String.join(", ", Certificates.alternativeNames(certificate)));
            }
            line("valid", Certificates.day(certificate.getNotBefore()) + " to "
                    + Certificates.day(certificate.getNotAfter()));
            line("key type", Certificates.keyType(certificate) + ", signed " + certificate.getSigAlgName());
            line("SHA-256", Certificates.fingerprint(certificate));
        }
    }

    private void line(String what, String text) {
        talk.say(String.format("    %-9s  %s", what, text));
    }
}

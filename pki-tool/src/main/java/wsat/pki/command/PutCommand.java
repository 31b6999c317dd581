package wsat.pki.command;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.pki.Refusal;
import wsat.pki.image.Image;
import wsat.pki.image.ImageFile;
import wsat.pki.image.PageHealth;

/** {@code wsat pki put}. */
@Command(name = "put", description = {"Puts a whole image, such as an ESP32's, in place of one that no wsat uses.",
        "The owner stays, and nobody else can read it."},
        footer = "  wsat pki put /var/lib/wsat/mfg_nvs.bin --from mfg_nvs.bin")
final class PutCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "the image whose place is taken")
    Path file;

    @Option(names = "--from", paramLabel = "IMAGE", required = true, description = "the image that is put there")
    Path from;

    @Option(names = "--force", description = "also over an image with something in it, and a damaged image")
    boolean force;

    PutCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        if (Files.notExists(from, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(from + ": there is no such image; give the path of one");
        }
        byte[] bytes = Look.bytes(from, talk);
        for (PageHealth.Page page : PageHealth.of(bytes)) {
            if (page.damage() != null) {
                Edit.damaged(from, page, force, talk);
            }
        }
        int namespaces = new Image(from.toString(), bytes).namespaces().size();
        try (ImageFile old = ImageFile.holdAny(file)) {
            if (Arrays.equals(bytes, old.bytes())) {
                talk.say(file + ": is the same already");
                return 0;
            }
            if (!force && holdsSomething(old.bytes())) {
                throw new Refusal(file + ": has something in it, which would be lost; see wsat pki list " + file
                        + " (or --force)");
            }
            old.replace(bytes);
        }
        talk.say(String.format("%s: 0x%X bytes, %d namespace%s", file, bytes.length, namespaces, namespaces == 1 ? ""
                : "s"));
        return 0;
    }

    /** What is no image counts as something, too. */
    private boolean holdsSomething(byte[] old) throws Refusal {
        if (old.length == 0) {
            return false;
        }
        try {
            ImageFile.check(file, old);
        } catch (Refusal e) {
            return true;
        }
        return !new Image(file.toString(), old).namespaces().isEmpty();
    }
}

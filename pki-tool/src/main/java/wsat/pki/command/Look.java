package wsat.pki.command;

import java.nio.file.Path;
import wsat.pki.Refusal;
import wsat.pki.image.Image;
import wsat.pki.image.ImageFile;
import wsat.pki.image.PageHealth;

/** An image that is looked at and not changed. */
final class Look {
    private Look() {
    }

    static Image at(Path file, Talk talk) throws Refusal {
        byte[] bytes = bytes(file, talk);
        for (PageHealth.Page page : PageHealth.of(bytes)) {
            if (page.damage() != null) {
                talk.warn(file + ": page " + page.number() + " is damaged: " + page.damage() + "; see wsat pki check");
            }
        }
        return new Image(file.toString(), bytes);
    }

    static byte[] bytes(Path file, Talk talk) throws Refusal {
        try (ImageFile held = ImageFile.look(file)) {
            if (held.inUse()) {
                talk.note(file + ": in use by a running wsat; this is how it is at the moment");
            }
            return held.bytes();
        }
    }
}

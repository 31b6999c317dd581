package wsat.pki.command;

import java.nio.file.Files;
import java.nio.file.Path;
import wsat.pki.Refusal;
import wsat.pki.image.ImageFile;
import wsat.pki.image.OwnFile;

/** An image file made anew. */
final class NewImage {
    private NewImage() {
    }

    /** Writes the image; over another one only if forced, and never over one that is in use. */
    static void write(Path path, byte[] image, boolean force) throws Refusal {
        OwnFile.mustBePossible(path, force);
        if (!force || !Files.exists(path)) {
            OwnFile.create(path, image);
            return;
        }
        try (ImageFile old = ImageFile.holdAny(path)) {
            old.replace(image);
        }
    }
}

package wsat.pki.command;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Arrays;
import wsat.pki.Refusal;
import wsat.pki.image.Family;
import wsat.pki.image.Image;
import wsat.pki.image.ImageFile;
import wsat.pki.image.PageHealth;
import wsat.pki.image.SlotStore;

/** An image that is held, changed in memory and saved at once. */
final class Edit implements Closeable {
    final Image image;
    final SlotStore slots;
    private final ImageFile file;

    /** An image that is not on disk yet. */
    Edit(Path path, byte[] bytes, Family family) throws Refusal {
        file = null;
        image = new Image(path.toString(), bytes);
        slots = new SlotStore(image, family);
    }

    private Edit(ImageFile file, Image image, Family family) {
        this.file = file;
        this.image = image;
        slots = new SlotStore(image, family);
    }

    /** Holds an image; refuses a damaged one, whose damaged pages would be lost, unless forced. */
    static Edit of(Path path, Family family, boolean force, Talk talk) throws Refusal {
        ImageFile file = ImageFile.hold(path);
        try {
            for (PageHealth.Page page : PageHealth.of(file.bytes())) {
                if (page.damage() != null) {
                    damaged(path, page, force, talk);
                }
            }
            return new Edit(file, new Image(path.toString(), file.bytes()), family);
        } catch (Refusal e) {
            file.close();
            throw e;
        }
    }

    /** Refuses an image with a damaged page, unless forced. */
    static void damaged(Path path, PageHealth.Page page, boolean force, Talk talk) throws Refusal {
        String line = path + ": page " + page.number() + " is damaged: " + page.damage();
        if (!force) {
            throw new Refusal(line + "; copy or pull the image again (or --force, which loses what stands there)");
        }
        talk.warn("--force overrides: " + line);
    }

    /** Puts the changed image in place of the old one, if it changed. */
    void save() throws Refusal {
        byte[] bytes = image.bytes();
        if (!Arrays.equals(bytes, file.bytes())) {
            file.replace(PageHealth.withoutErased(bytes));
        }
    }

    @Override
    public void close() {
        file.close();
    }
}

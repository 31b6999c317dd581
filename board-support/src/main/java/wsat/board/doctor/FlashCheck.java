package wsat.board.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** That the two partitions can be used, and by nobody else. */
final class FlashCheck {
    private static final String WHAT = "flash";
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final Root root;
    private final String image;
    private final Account account;

    FlashCheck(Root root, Path image, Account account) {
        this.root = root;
        this.image = image.toAbsolutePath().toString();
        this.account = account;
    }

    void look(Report report) {
        Path file = root.at(root.real(image));
        Path folder = file.getParent();
        String owned = "sudo chown " + account.name + ": " + image;
        String made = "sudo install -d -o " + account.name + " -m 700 " + Path.of(image).getParent();
        if (!Files.exists(file) && Files.exists(folder) && !account.mayFill(folder)) {
            report.problem(WHAT, image + " is not there, and the user " + account.name + " cannot make it", made);
        } else if (Files.notExists(folder)) {
            report.problem(WHAT, "the folder of " + image + " is not there", made + "; or correct the path in wsat.conf");
        } else if (!Files.exists(folder)) {
            report.problem(WHAT, "the folder of " + image + " is hidden from you",
                    "sudo wsat doctor sees it");
        } else if (!Files.exists(file)) {
            report.fine(WHAT, image + " is made at the first start");
        } else if (!account.mayUse(file)) {
            report.problem(WHAT, image + " is closed to the user " + account.name, owned);
        } else if (isOpenToOthers(file)) {
            report.warn(WHAT, image + " can be read by others, and private keys are in it", "sudo chmod 600 " + image);
        } else {
            report.fine(WHAT, image);
        }
    }

    private static boolean isOpenToOthers(Path file) {
        try {
            return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}

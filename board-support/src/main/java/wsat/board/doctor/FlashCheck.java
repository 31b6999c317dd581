package wsat.board.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Set;
import wsat.board.flash.Contents;
import wsat.board.flash.FileFlash;

/** That a partition can be used, by nobody else, and that {@code wsat run} can read what is in it. */
final class FlashCheck {
    private static final String WHAT = "flash";
    private static final Set<PosixFilePermission> OTHERS = Set.of(PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final String image;
    private final Account account;
    private final Path file;
    private final Path folder;

    FlashCheck(Root root, Path image, Account account) {
        this.image = image.toAbsolutePath().toString();
        this.account = account;
        file = root.at(root.real(this.image));
        folder = file.getParent();
    }

    /** @return what is in it; null: nothing that could be looked at, and the report says why */
    byte[] look(Report report) {
        if (!Files.exists(file)) {
            absent(report);
            return null;
        }
        if (!Files.isRegularFile(file)) {
            report.problem(WHAT, image + " is no regular file", "correct the path in wsat.conf, or move it away");
            return null;
        }
        if (!account.mayUse(file)) {
            report.problem(WHAT, image + " is closed to the user " + account.name,
                    "sudo chown " + account.name + ": " + image);
        } else if (isOpenToOthers()) {
            report.warn(WHAT, image + " can be read by others, and private keys are in it", "sudo chmod 600 " + image);
        }
        return bytes(report);
    }

    private void absent(Report report) {
        String made = "sudo install -d -o " + account.name + " -m 700 " + Path.of(image).getParent();
        if (Files.notExists(folder)) {
            report.problem(WHAT, "the folder of " + image + " is not there",
                    made + "; or correct the path in wsat.conf");
        } else if (!Files.exists(folder) || !Files.isExecutable(folder)) {
            report.fine(WHAT, image + " is hidden from you; with sudo it is looked at");
        } else if (!account.mayFill(folder)) {
            report.problem(WHAT, image + " is not there, and the user " + account.name + " cannot make it", made);
        } else {
            report.fine(WHAT, image + " is made at the first start");
        }
    }

    private byte[] bytes(Report report) {
        try {
            if (Files.size(file) <= FileFlash.SIZE_MAX) {
                return Files.readAllBytes(file);
            }
            report.problem(WHAT, image + ": " + Files.size(file) + " bytes is more than a flash image may have",
                    renewal());
        } catch (IOException e) {
            report.fine(WHAT, image + " is hidden from you; with sudo it is looked at");
        }
        return null;
    }

    /** The partition with the certificates. @return whether it can be used */
    boolean lookAtSlots(byte[] bytes, Report report) {
        String fault = Contents.fault(bytes);
        if (fault != null) {
            report.problem(WHAT, image + ": " + fault, renewal());
        } else {
            report.fine(WHAT, image);
        }
        return fault == null;
    }

    /** The partition with what the host has set. */
    void lookAtSettings(byte[] bytes, Doctor.Images images, Report report) {
        String fault = Contents.fault(bytes);
        List<String> damage = fault == null ? images.damage(bytes) : List.of();
        if (fault != null && (Contents.isNothing(bytes) || Contents.wasPartition(bytes))) {
            report.warn(WHAT, image + " is damaged: the next start sets it aside, and all is as after AT+RESTORE",
                    "nothing, when the host sets all that it needs; or put a copy of it there");
        } else if (fault != null) {
            report.problem(WHAT, image + ": " + fault, "sudo mv " + image + " " + image + ".other");
        } else if (!damage.isEmpty()) {
            report.warn(WHAT, image + ": " + String.join("; ", damage), "nothing, when the host sets all that it needs:"
                    + " what was damaged is as after AT+RESTORE; or put a copy of it there");
        } else {
            report.fine(WHAT, image);
        }
    }

    private String renewal() {
        return "sudo wsat pki put " + image
                + " --from GOOD.bin --force; or move it away, and the next start makes an erased one";
    }

    private boolean isOpenToOthers() {
        try {
            return Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS).stream().anyMatch(OTHERS::contains);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}

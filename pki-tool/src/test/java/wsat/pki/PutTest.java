package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bringing a whole image to where a service looks for it. */
class PutTest {
    @TempDir
    Path folder;

    private Path image;
    private Path other;

    @BeforeEach
    void makeImages() {
        Desk desk = new Desk(folder);
        desk.client("client", desk.authority("ca"));
        image = folder.resolve("board.nvs");
        other = folder.resolve("mfg_nvs.bin");
        Cli.fine("init", image);
        Cli.fine("add", other, "--create", "--slot", 0, "--ca", folder.resolve("ca.pem"));
    }

    private void refused(String said, Object... args) throws IOException {
        byte[] before = Files.readAllBytes(image);
        Cli cli = Cli.run(args);
        assertEquals(1, cli.code(), cli.out());
        assertTrue(cli.err().contains(said), cli.err());
        assertArrayEquals(before, Files.readAllBytes(image));
    }

    @Test
    void anEmptyImageMakesWayAndTheOwnerStays() throws IOException {
        UserPrincipal nobody = image.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
        boolean root = "root".equals(System.getProperty("user.name"));
        if (root) {
            Files.setOwner(image, nobody);
        }
        UserPrincipal owner = Files.getOwner(image);
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
        Cli cli = Cli.fine("put", image, "--from", other);
        assertTrue(cli.out().contains(image + ": 0x1F000 bytes, 1 namespace\n"), cli.out());
        assertArrayEquals(Files.readAllBytes(other), Files.readAllBytes(image));
        assertEquals(owner, Files.getOwner(image));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(image)));
        Assumptions.assumeTrue(root, "only the superuser can change for another");
        assertEquals(nobody, owner);
    }

    @Test
    void whatIsInAnImageIsNotLostUnlessForced() throws IOException {
        Cli.fine("put", image, "--from", other);
        Cli.fine("put", image, "--from", other);
        Path third = folder.resolve("third.nvs");
        Cli.fine("init", third);
        refused("has something in it", "put", image, "--from", third);
        Cli.fine("put", image, "--from", third, "--force");
        Files.writeString(image, "no image");
        refused("has something in it", "put", image, "--from", third);
    }

    @Test
    void onlyASoundImageIsPutSomewhere() throws IOException {
        byte[] bytes = Files.readAllBytes(other);
        bytes[64 + 8] ^= 1;
        Files.write(other, bytes);
        refused("page 0 is damaged", "put", image, "--from", other);
        Files.write(other, Arrays.copyOf(bytes, 5000));
        refused("truncated", "put", image, "--from", other);
        refused("there is no such image", "put", image, "--from", folder.resolve("none"));
    }

    @Test
    void anImageThatIsNotThereIsNotMade() {
        Cli cli = Cli.run("put", folder.resolve("none"), "--from", other);
        assertEquals(1, cli.code());
        assertTrue(cli.err().contains("make one with wsat pki init"), cli.err());
    }
}

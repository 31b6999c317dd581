package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code wsat doctor} as a person calls it; what it finds is tested beside the checks. */
class DoctorCommandTest {
    @TempDir
    private Path root;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int run(String... args) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Main.run(args, stream, stream);
    }

    private void machine(String flash) throws Exception {
        Files.createDirectories(root.resolve("etc/wsat"));
        Files.writeString(root.resolve("etc/wsat/wsat.conf"),
                "port = /dev/pts/7\nflash = " + flash + "\nnvs = /nvs.bin\n");
        Files.writeString(root.resolve("etc/passwd"), "wsat:x:0:0::/:/bin/false\n");
        Files.createDirectories(root.resolve("proc/net"));
        Files.writeString(root.resolve("proc/cmdline"), "");
        Files.writeString(root.resolve("proc/net/route"), "i d g f r u m m\neth0\t0\t0\t0003\t0\t0\t0\t0\n");
        Files.createDirectories(root.resolve("dev/pts"));
        Files.createFile(root.resolve("dev/pts/7"));
    }

    @Test
    void aMachineOnWhichAllIsWellIsExitCode0() throws Exception {
        machine("/flash.bin");
        assertEquals(0, run("pki", "init", root.resolve("flash.bin").toString()), out.toString());
        assertEquals(0, run("doctor", "--root", root.toString()), out.toString());
        assertTrue(out.toString().contains("No problem found."), out.toString());
        assertTrue(out.toString().contains("ok       certificates   none: no slot is filled"), out.toString());
        String desk = root.resolve("desk").toString();
        assertEquals(0, run("pki", "test-ca", desk), out.toString());
        assertEquals(0, run("pki", "add", root.resolve("flash.bin").toString(), "--slot", "0", "--ca", desk + "/ca.pem",
                "--cert", desk + "/client.pem", "--key", desk + "/client.key"), out.toString());
        out.reset();
        assertEquals(0, run("doctor", "--root", root.toString()), out.toString());
        assertTrue(out.toString().contains("ok       certificates   sound, and in date"), out.toString());
    }

    @Test
    void aDamagedPageOfSettingsIsNamed() throws Exception {
        machine("/flash.bin");
        assertEquals(0, run("pki", "add", root.resolve("nvs.bin").toString(), "--create", "--slot", "0", "--ca",
                testAuthority()), out.toString());
        assertEquals(0, run("doctor", "--root", root.toString()), out.toString());
        assertFalse(out.toString().contains("damaged"), out.toString());
        byte[] image = Files.readAllBytes(root.resolve("nvs.bin"));
        image[64 + 8] ^= 1;
        Files.write(root.resolve("nvs.bin"), image);
        assertEquals(0, run("doctor", "--root", root.toString()), out.toString());
        assertTrue(out.toString()
                .contains("warning  flash          /nvs.bin: page 0 is damaged: entry 0 has a wrong checksum"),
                out.toString());
    }

    private String testAuthority() {
        assertEquals(0, run("pki", "test-ca", root.resolve("desk").toString()), out.toString());
        return root.resolve("desk/ca.pem").toString();
    }

    @Test
    void aProblemIsExitCode1() throws Exception {
        machine("/flash.bin");
        Files.delete(root.resolve("dev/pts/7"));
        assertEquals(1, run("doctor", "--root", root.toString()), out.toString());
        assertTrue(out.toString().contains("1 problem found."), out.toString());
    }

    @Test
    void aCertificateThatIsWrongIsAProblem() throws Exception {
        machine("/flash.bin");
        String desk = root.resolve("desk").toString();
        String image = root.resolve("flash.bin").toString();
        assertEquals(0, run("pki", "test-ca", desk), out.toString());
        assertEquals(0, run("pki", "add", image, "--create", "--slot", "0", "--force", "--ca", desk + "/client.pem"),
                out.toString());
        assertEquals(1, run("doctor", "--root", root.toString()), out.toString());
        assertTrue(out.toString().contains("problem  certificates"), out.toString());
    }

    @Test
    void anImageThatIsNoneIsAProblem() throws Exception {
        machine("/flash.bin");
        Files.writeString(root.resolve("flash.bin"), "no image");
        assertEquals(1, run("doctor", "--root", root.toString()), out.toString());
        assertTrue(out.toString().contains("problem  flash          /flash.bin: 8 bytes is not a whole number"),
                out.toString());
        assertFalse(out.toString().contains("certificates"), out.toString());
    }

    @Test
    void whatCannotBeDoneIsExitCode2() {
        assertEquals(2, run("doctor", "--root", root.resolve("nowhere").toString()));
        assertEquals(2, run("doctor", "--nonsense"));
        assertEquals(2, run("doctor", "--config"));
    }
}

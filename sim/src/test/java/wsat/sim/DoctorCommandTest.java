package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
        Files.writeString(root.resolve("etc/wsat/wsat.conf"), "port = /dev/pts/7\nflash = " + flash + "\nnvs = /nvs.bin\n");
        Files.writeString(root.resolve("etc/passwd"), "wsat:x:0:0::/:/bin/false\n");
        Files.createDirectories(root.resolve("dev/pts"));
        Files.createFile(root.resolve("dev/pts/7"));
    }

    @Test
    void aMachineOnWhichAllIsWellIsExitCode0() throws Exception {
        machine("/flash.bin");
        assertEquals(0, run("pki", "init", root.resolve("flash.bin").toString()), out.toString());
        assertEquals(0, run("doctor", "--root", root.toString()), out.toString());
        assertTrue(out.toString().contains("No problem found."), out.toString());
        assertTrue(out.toString().contains("ok       certificates   sound"), out.toString());
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
        assertTrue(out.toString().contains("problem  certificates"), out.toString());
    }

    @Test
    void whatCannotBeDoneIsExitCode2() {
        assertEquals(2, run("doctor", "--root", root.resolve("nowhere").toString()));
        assertEquals(2, run("doctor", "--nonsense"));
        assertEquals(2, run("doctor", "--config"));
    }
}

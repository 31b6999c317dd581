package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The real openssl, in a folder. */
final class OpenSsl {
    private final Path folder;

    OpenSsl(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, and says so, where there is no openssl. */
    static void assume() {
        boolean there;
        try {
            there = new ProcessBuilder("openssl", "version").start().waitFor() == 0;
        } catch (IOException | InterruptedException e) {
            there = false;
        }
        if (!there) {
            System.out.println("skipped: no openssl on this machine, so its key and certificate files are not tested");
        }
        Assumptions.assumeTrue(there, "no openssl");
    }

    /** Runs {@code openssl} with words; what it prints. */
    String run(String... words) {
        try {
            List<String> command = new ArrayList<>(List.of("openssl"));
            command.addAll(Arrays.asList(words));
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), String.join(" ", command) + "\n" + said);
            return said;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One command line, cut at blanks. */
    String line(String words) {
        return run(words.split(" "));
    }
}

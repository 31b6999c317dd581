package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The scripts of the card for a Raspberry Pi, on machines made of a few files: {@code dist/src/card/test-*}. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CardSetupIT {
    private static final Path SCRIPTS = Path.of("..", "dist", "src", "card").toAbsolutePath().normalize();

    @Test
    void whatLiesInTheFirstPartitionIsTakenInAndItsMistakesAreTold() throws Exception {
        run("test-setup", "openssl", "ssh-keygen");
    }

    @Test
    void theRootThatIsStartedIsOneThatBecomesReady() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to mount");
        run("test-init", "busybox", "mksquashfs");
    }

    @Test
    void onlyASignedRootThatFitsIsPutBesideTheOneThatRuns() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to mount");
        run("test-update", "minisign", "mksquashfs");
    }

    private static void run(String script, String... needed) throws Exception {
        for (String tool : needed) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin", tool)), "needs " + tool);
        }
        Process run = new ProcessBuilder(SCRIPTS.resolve(script).toString()).redirectErrorStream(true).start();
        try {
            String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, run.waitFor(), said);
            assertTrue(said.contains("-- all well"), said);
        } finally {
            run.destroy();
        }
    }
}

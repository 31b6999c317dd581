package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The quick part of {@code bench/conformance}: RFC 6455 as a fuzzing server and a host on the UART see it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class ConformanceIT {
    private static final Path RUN = Path.of("..", "bench", "conformance", "run").toAbsolutePath().normalize();
    private static final String PYTHON = "/usr/bin/python3";

    @Test
    void noCaseOfTheFuzzingServerFails() throws Exception {
        run(RUN.toString());
    }

    /** Groups 12 and 13. */
    @Test
    void norOneOfCompression() throws Exception {
        run(RUN.toString(), "--deflate", "--only", "12", "--only", "13");
    }

    /** The module's own server, and a fuzzing client. */
    @Test
    void norOneOfTheFuzzingClient() throws Exception {
        run(RUN.toString(), "--server");
    }

    private static void run(String... words) throws Exception {
        assumeTrue(new File(PYTHON).canExecute(), "needs " + PYTHON);
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(words));
        Process run = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            System.out.print("bench/conformance: " + said);
            assertEquals(0, run.waitFor(), said);
            assertTrue(said.contains(" 0 failed"), said);
        } finally {
            run.destroy();
        }
    }
}

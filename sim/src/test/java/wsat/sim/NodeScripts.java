package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scripts of a module's {@code src/test/node}; skipped aloud where Node, npm or Chromium is missing. */
public final class NodeScripts {
    private static final Path SOURCE = Path.of("src/test/node").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target/node").toAbsolutePath();
    private static final String CHROMIUM = System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium");
    private static final int MINUTES = 5;

    private NodeScripts() {
    }

    /** Runs a script to its end, which must be a good one. @return the lines that it has printed */
    public static List<String> run(String script, Object... arguments) throws IOException, InterruptedException {
        need(succeeds(SOURCE, "node", "--version"), "node");
        return lines(SOURCE, script, arguments);
    }

    /** The same, of a script that drives Chromium. */
    public static List<String> chromium(String script, Object... arguments) throws IOException, InterruptedException {
        need(succeeds(SOURCE, "node", "--version") && succeeds(SOURCE, "npm", "--version"), "node and npm");
        need(Files.isExecutable(Path.of(CHROMIUM)), "Debian's chromium, at " + CHROMIUM);
        install();
        return lines(INSTALLED, script, arguments);
    }

    private static List<String> lines(Path folder, String script, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", folder.resolve(script).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        Path out = Files.createTempFile("node", ".out");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
        try {
            boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
            List<String> lines = Files.readAllLines(out);
            assertTrue(ended, () -> script + " does not end:\n" + String.join("\n", lines));
            assertEquals(0, process.exitValue(), () -> script + ":\n" + String.join("\n", lines));
            return lines;
        } finally {
            process.destroyForcibly();
            Files.delete(out);
        }
    }

    /** What the scripts need, from the lock file at first, and the scripts beside it. */
    private static synchronized void install() throws IOException, InterruptedException {
        boolean fresh = Files.exists(INSTALLED.resolve("node_modules/playwright-core"))
                && Files.mismatch(INSTALLED.resolve("package-lock.json"), SOURCE.resolve("package-lock.json")) < 0;
        Files.createDirectories(INSTALLED);
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (Path file : files.collect(Collectors.toList())) {
                Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        need(fresh || succeeds(INSTALLED, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"),
                "an npm registry: npm ci failed");
    }

    private static void need(boolean there, String what) {
        if (!there) {
            System.out.println("skipped: needs " + what);
        }
        assumeTrue(there, "needs " + what);
    }

    private static boolean succeeds(Path folder, String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

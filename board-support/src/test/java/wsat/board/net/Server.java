package wsat.board.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server by somebody else, run as a process of its own: npm's ws, Python's websockets, or what echoes without either.
 */
final class Server implements AutoCloseable {
    private static final Path SOURCE = Path.of("src/test/node").toAbsolutePath();
    private static final Path INSTALLED = Path.of("target/node").toAbsolutePath();

    final int port;
    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    private Server(Process process) throws IOException {
        this.process = process;
        BufferedReader out = process.inputReader();
        Thread reader = new Thread(() -> {
            try {
                out.lines().forEach(said::add);
            } catch (UncheckedIOException e) {
                // The test is over.
            }
        }, "server output");
        reader.setDaemon(true);
        reader.start();
        port = Integer.parseInt(says("listening ").trim());
    }

    /** Node's ws, installed from the lock file at first; the test is skipped where there is no Node. */
    static Server node(String... arguments) throws IOException {
        need(succeeds("node", "--version") && succeeds("npm", "--version"), "node and npm");
        synchronized (Server.class) {
            install();
        }
        List<String> command = new ArrayList<>(List.of("node", "server.js"));
        command.addAll(List.of(arguments));
        return new Server(start(INSTALLED, command.toArray(new String[0])));
    }

    /** Python's websockets; the test is skipped where it is not installed. */
    static Server python(String... arguments) throws IOException {
        need(succeeds("/usr/bin/python3", "-c", "import websockets"), "Debian's python3-websockets");
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", "server.py"));
        command.addAll(List.of(arguments));
        return new Server(start(SOURCE.resolveSibling("python"), command.toArray(new String[0])));
    }

    /** Node without npm: says its other ports as "secure" and "datagrams". */
    static Server nodeEcho(String options) throws IOException {
        need(succeeds("node", "--version"), "node");
        return new Server(start(SOURCE, "node", "echo.js", options));
    }

    /** Python without packages: says its other ports likewise. */
    static Server pythonEcho(String certificate, String key) throws IOException {
        need(succeeds("python3", "--version"), "python3");
        return new Server(start(SOURCE.resolveSibling("python"), "python3", "echo.py", certificate, key));
    }

    private static void need(boolean there, String what) {
        if (!there) {
            System.out.println("skipped: needs " + what);
        }
        assumeTrue(there, "needs " + what);
    }

    private static void install() throws IOException {
        Path lock = INSTALLED.resolve("package-lock.json");
        boolean fresh = Files.exists(INSTALLED.resolve("node_modules/ws"))
                && Files.mismatch(lock, SOURCE.resolve("package-lock.json")) < 0;
        Files.createDirectories(INSTALLED);
        for (String name : new String[] {"package.json", "package-lock.json", "server.js"}) {
            Files.copy(SOURCE.resolve(name), INSTALLED.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!fresh) {
            Process npm = start(INSTALLED, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
            npm.inputReader().lines().forEach(line -> { });
            need(exit(npm) == 0, "an npm registry: npm ci failed");
        }
    }

    private static Process start(Path folder, String... command) throws IOException {
        return new ProcessBuilder(command).directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static boolean succeeds(String... command) {
        try {
            return exit(new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start()) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int exit(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits for the server to print a line that begins so. @return the rest of the line */
    String says(String beginning) {
        try {
            while (true) {
                String line = said.poll(60, TimeUnit.SECONDS);
                if (line == null) {
                    throw new AssertionError("the server did not say \"" + beginning + "\"");
                }
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the server has printed such a line by now. */
    boolean hasSaid(String line) {
        return said.contains(line);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

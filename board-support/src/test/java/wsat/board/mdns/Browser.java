package wsat.board.mdns;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A machine on the network that is not ours: Debian's python3-zeroconf with {@code src/test/python/browse.py}. */
final class Browser implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String WITHOUT = "skipped: multicast DNS (apt install python3-zeroconf)";
    private static final boolean HAS_ZEROCONF = hasZeroconf();
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /** @param claim host name, instance and port of a service of its own, or nothing */
    Browser(String kind, String... claim) throws IOException {
        this(command("browse.py", "127.0.0.1", kind), claim);
    }

    /** On a network of this machine, by its address there. */
    static Browser on(String address, String kind) throws IOException {
        return new Browser(command("browse.py", address, kind));
    }

    /** Has a service: type, instance, host name, port, addresses with commas between, and pairs. */
    static Browser offer(String... what) throws IOException {
        return new Browser(command("offer.py"), what);
    }

    private static List<String> command(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of(PYTHON, "src/test/python/" + script));
        command.addAll(List.of(arguments));
        return command;
    }

    private Browser(List<String> command, String... more) throws IOException {
        assumeTrue(HAS_ZEROCONF, WITHOUT);
        command.addAll(List.of(more));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread reader = new Thread(this::read, "browser");
        reader.setDaemon(true);
        reader.start();
        says("ready");
    }

    private static boolean hasZeroconf() {
        try {
            if (new ProcessBuilder(PYTHON, "-c", "import zeroconf").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0) {
                return true;
            }
        } catch (IOException | InterruptedException e) {
            // then there is none
        }
        System.out.println(WITHOUT);
        return false;
    }

    private void read() {
        try (BufferedReader out = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("broken: " + e);
        }
    }

    /** Waits for a line that begins so. @return it */
    String says(String beginning) {
        List<String> others = new ArrayList<>();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                String line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (line == null) {
                    return fail("no " + beginning + ", but " + others);
                }
                if (line.startsWith(beginning)) {
                    return line;
                }
                others.add(line);
            }
        } catch (InterruptedException e) {
            return fail(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}

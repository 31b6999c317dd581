package wsat.board.serial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A cable made of two pseudo-terminals, with the module's end and the host's: socat passes what either says. */
final class PtyPair implements AutoCloseable {
    private static final String PYTHON = "/usr/bin/python3";
    /** TCGETS2 and its fields, for rates that have no name. */
    private static final String SPEEDS = "import fcntl,sys,struct,os\n"
            + "fd=os.open(sys.argv[1],os.O_RDWR|os.O_NOCTTY|os.O_NONBLOCK)\n"
            + "b=fcntl.ioctl(fd,0x802c542a,bytes(44))\n"
            + "print(*struct.unpack('II',b[36:44]))";
    private static final String LOCK = "import fcntl,sys,os,time\n"
            + "fd=os.open(sys.argv[1],os.O_RDWR|os.O_NOCTTY)\n"
            + "fcntl.flock(fd,fcntl.LOCK_EX)\nprint('locked',flush=True)\nsys.stdin.read()";

    final Path module;
    final Path host;
    private Process socat;

    PtyPair(Path folder) throws Exception {
        Assumptions.assumeTrue(installed("socat"), "skipped: socat is not installed");
        module = folder.resolve("module");
        host = folder.resolve("host");
        plug();
    }

    static boolean installed(String program) {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }

    /** Under the same names as before. */
    void plug() throws Exception {
        socat = new ProcessBuilder("socat", "pty,raw,echo=0,link=" + module, "pty,raw,echo=0,link=" + host)
                .redirectErrorStream(true).start();
        for (int i = 0; !Files.exists(module) || !Files.exists(host); i++) {
            if (i == 1000 || !socat.isAlive()) {
                throw new IOException("socat has not made its links");
            }
            Thread.sleep(5);
        }
    }

    void unplug() throws Exception {
        close();
        socat.waitFor();
    }

    RandomAccessFile openHost() throws IOException {
        return new RandomAccessFile(host.toFile(), "rw");
    }

    /** All settings of the module's end, as stty prints them. */
    String stty() throws Exception {
        return " " + output(new ProcessBuilder("stty", "-F", module.toString(), "-a")).replaceAll("[;\\s]+", " ");
    }

    /** Rates in and out of the module's end, by termios2. */
    String speeds() throws Exception {
        assumePython();
        return output(new ProcessBuilder(PYTHON, "-c", SPEEDS, module.toString())).trim();
    }

    /** Another process has the module's end, until it is destroyed. */
    Process lock() throws Exception {
        assumePython();
        Process other = new ProcessBuilder(PYTHON, "-c", LOCK, module.toString()).start();
        new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8)).readLine();
        return other;
    }

    private static void assumePython() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of(PYTHON)), "skipped: there is no " + PYTHON);
    }

    private static String output(ProcessBuilder command) throws Exception {
        Process process = command.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(10, TimeUnit.SECONDS);
        return said;
    }

    @Override
    public void close() throws IOException {
        socat.destroy();
        Files.deleteIfExists(module);
        Files.deleteIfExists(host);
    }
}

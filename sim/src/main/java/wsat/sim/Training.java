package wsat.sim;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import wsat.board.StderrLog;
import wsat.board.os.FileTree;
import wsat.pki.command.Pki;
import wsat.port.Log;

/**
 * Has a coprocessor do its main job once, so that the launcher can have the classes in use written to an
 * archive: only those, since what is in the archive is in memory. Not a test: whatever does not work here
 * just starts a little slower later.
 */
final class Training {
    /** Above 1 where a CPU is played by another one, as at the making of a card: so many times as long is waited. */
    private static final int SLOWNESS = Math.max(1, Integer.getInteger("wsat.training.slowness", 1));
    /** For a connection and for an end: a slow board loads classes and does its first TLS handshake in these. */
    private static final int PATIENCE_MILLIS = Math.min(180_000, 60_000 * SLOWNESS);
    /** For all of it, on the slowest board: an installation waits for this. */
    private static final int WHOLE_MILLIS = 300_000 * SLOWNESS;

    private final Path folder;
    private final List<String> java;
    private final List<String> classes = new ArrayList<>();

    private Training(Path folder, List<String> java) {
        this.folder = folder;
        this.java = java;
    }

    /**
     * @param args where native code is left, where the list of classes is written, and the words of the java command
     */
    public static void main(String[] args) throws Exception {
        unpack(Path.of(args[0]));
        Path folder = Files.createTempDirectory("wsat");
        endAfter(WHOLE_MILLIS, folder);
        try {
            Training training = new Training(folder, List.of(args).subList(2, args.length));
            training.stdio();
            training.pty();
            training.board("host");
            training.board("networkmanager");
            Files.write(Path.of(args[1]), training.classes);
        } finally {
            endChildren();
            FileTree.delete(folder);
        }
        System.exit(0);
    }

    /** Whoever waits for an answer that does not come waits no longer than this. */
    private static void endAfter(int millis, Path folder) {
        Thread patience = new Thread(() -> {
            try {
                Thread.sleep(millis);
                endChildren();
                FileTree.delete(folder);
            } catch (InterruptedException | IOException e) {
                // what is left is in the temporary folder
            }
            Runtime.getRuntime().halt(1);
        }, "patience");
        patience.setDaemon(true);
        patience.start();
    }

    private static void endChildren() {
        ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
    }

    /** Leaves native parts where a start finds them without unpacking them each time. */
    private static void unpack(Path folder) throws IOException {
        Files.createDirectories(folder);
        String jna = System.mapLibraryName("jnidispatch");
        unpack(Native.class.getResource(Platform.RESOURCE_PREFIX + "/" + jna), folder.resolve(jna));
        // jSerialComm knows by itself which one is its own.
        String serial = System.mapLibraryName("jSerialComm");
        for (String cpu : List.of("x86_64", "x86", "armv8_64", "armv8_32", "armv7hf", "armv6hf", "armv5")) {
            String path = "Linux/" + cpu + "/" + serial;
            unpack(Native.class.getResource("/" + path), folder.resolve(path));
        }
    }

    private static void unpack(URL from, Path to) throws IOException {
        if (from == null) {
            return;
        }
        Files.createDirectories(to.getParent());
        Path part = Files.createTempFile(to.getParent(), to.getFileName().toString(), ".part");
        try (InputStream code = from.openStream()) {
            Files.copy(code, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private void stdio() throws Exception {
        Process sim = start("sim", "--no-echo-server", "--stdio", "--baud", "921600");
        try (OutputStream host = sim.getOutputStream()) {
            host.write("AT\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        end(sim);
    }

    private void pty() throws Exception {
        Path link = folder.resolve("uart");
        String desk = folder.resolve("desk").toString();
        String image = folder.resolve("image").toString();
        pki("test-ca", desk);
        pki("add", image, "--create", "--slot", "0", "--ca", desk + "/ca.pem", "--cert", desk + "/client.pem", "--key",
                desk + "/client.key");
        Log log = new StderrLog(StderrLog.OFF, System.err);
        String plain = EchoServer.open(log);
        String secure = new EchoTls(Path.of(desk)).before(plain);
        Process sim = start("sim", "--no-echo-server", "--pty", link.toString(), "--flash", image);
        while (!Files.exists(link)) { // opened too early it would become a file of ours
            if (sim.waitFor(10, TimeUnit.MILLISECONDS)) {
                throw new IOException("wsat sim has ended: " + sim.exitValue());
            }
        }
        try (RandomAccessFile uart = new RandomAccessFile(link.toFile(), "rw")) {
            ask(uart, "AT+GMR\r\n", "OK\r\n");
            ask(uart, "AT+CWJAP=\"s\",\"p\"\r\n", "OK\r\n");
            ask(uart, "AT+CIFSR\r\n", "OK\r\n");
            talk(uart, plain, "AT+WSCFG=0,30,600\r\n");
            talk(uart, secure.replace("127.0.0.1", "localhost"), "AT+WSCFG=0,30,600,1024,3,0,0\r\n");
            ask(uart, "AT+RST\r\n", "ready\r\n");
        }
        sim.destroy();
        end(sim);
    }

    /** As on a board; its pins are left alone, and so is its NetworkManager: there is no bus where this one looks. */
    private void board(String network) throws Exception {
        Path config = Files.writeString(folder.resolve("config"), "baud = 115200\n");
        Pty pty = new Pty(true);
        Process run = start("run", "--config", config.toString(), "--network", network, "--port", pty.path(),
                "--flash", folder.resolve("image").toString(), "--nvs", folder.resolve("nvs").toString());
        pty.source().configureBlocking(true);
        InputStream uart = Channels.newInputStream(pty.source());
        hear(uart, "ready\r\n");
        pty.sink().write(ByteBuffer.wrap("AT+GMR\r\n".getBytes(StandardCharsets.US_ASCII)));
        hear(uart, "OK\r\n");
        if (network.equals("networkmanager")) {
            hear(run.getErrorStream(), "no D-Bus"); // it has looked for it
        }
        run.destroy();
        end(run);
        pty.close();
    }

    private static void hear(InputStream from, String what) throws IOException {
        StringBuilder heard = new StringBuilder();
        for (int c = from.read(); c >= 0 && heard.append((char) c).indexOf(what) < 0;) {
            c = from.read();
        }
    }

    private static void talk(RandomAccessFile uart, String url, String configure) throws IOException {
        ask(uart, configure, "OK\r\n");
        for (int i = 0; i < 2; i++) { // the second takes up the TLS session of the first
            ask(uart, "AT+WSOPEN=0,\"" + url + "\",," + PATIENCE_MILLIS + "\r\n", "OK\r\n");
            ask(uart, "AT+WSSEND=0,4\r\n", ">");
            ask(uart, "test", "test\r\n");
            ask(uart, "AT+WSCLOSE=0\r\n", "OK\r\n");
        }
    }

    private static void pki(String... words) {
        PrintStream nobody = new PrintStream(new ByteArrayOutputStream());
        Pki.run(words, 0, nobody, nobody);
    }

    private Process start(String... options) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.add(1, "-XX:DumpLoadedClassList=" + folder.resolve("classes"));
        command.addAll(List.of("wsat.sim.Main"));
        command.addAll(List.of(options));
        ProcessBuilder sim = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        sim.environment().put("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=" + folder.resolve("bus"));
        return sim.start();
    }

    private void end(Process sim) throws Exception {
        if (!sim.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            sim.destroyForcibly().waitFor();
        }
        List<String> known = new ArrayList<>(classes);
        for (String line : Files.readAllLines(folder.resolve("classes"))) {
            String named = line.replaceAll(" id: \\d+$", ""); // numbers of one run, which mean nothing in the next
            if (!known.remove(named)) { // a lambda that stands there twice is two, which look the same
                classes.add(named);
            }
        }
    }

    private static void ask(RandomAccessFile uart, String line, String answer) throws IOException {
        uart.write(line.getBytes(StandardCharsets.US_ASCII));
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(answer) < 0) {
            heard.append((char) uart.readByte()); // one that has gone ends the training
            if (heard.indexOf("ERROR") >= 0) {
                throw new IOException(line.strip() + ": ERROR"); // what follows would wait for ever
            }
        }
    }
}

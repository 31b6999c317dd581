package wsat.sim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.TerminalBuilder;

/**
 * Does a little of everything once, so that the launcher can have the classes in use written to an
 * archive. Not a test: whatever does not work here just starts a little slower later.
 */
final class Training {
    private static final int PATIENCE_MILLIS = 10_000;

    private Training() {
    }

    public static void main(String[] args) throws Exception {
        Thread limit = new Thread(() -> {
            try {
                Thread.sleep(2 * PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                // then it ends at once
            }
            System.exit(1);
        });
        limit.setDaemon(true);
        limit.start();
        unpack(Path.of(args[0]));
        Main.run(new String[] {"sim", "--stdio", "--baud", "921600"}, System.out, System.err);
        sim("--tcp", "127.0.0.1:0", new ByteArrayOutputStream());
        Path folder = Files.createTempDirectory("wsat");
        Path link = folder.resolve("uart");
        try {
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            sim("--pty", link.toString(), said);
            talk(link, said);
        } finally {
            Files.deleteIfExists(link);
            Files.delete(folder);
        }
        type();
        System.exit(0);
    }

    /** Leaves JNA's native part where a start finds it without unpacking it each time. */
    private static void unpack(Path folder) throws IOException {
        String name = System.mapLibraryName("jnidispatch");
        Files.createDirectories(folder);
        try (InputStream code = Native.class.getResourceAsStream(Platform.RESOURCE_PREFIX + "/" + name)) {
            if (code != null) {
                Path part = Files.createTempFile(folder, name, ".part");
                Files.copy(code, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void sim(String option, String value, ByteArrayOutputStream said) {
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        Thread sim = new Thread(() -> Main.run(new String[] {"sim", option, value}, System.out, err));
        sim.setDaemon(true);
        sim.start();
    }

    private static void talk(Path link, ByteArrayOutputStream said) throws IOException, InterruptedException {
        String greeting = "";
        for (int i = 0; i < PATIENCE_MILLIS / 10 && !greeting.contains("AT+WSOPEN"); i++) {
            Thread.sleep(10);
            greeting = said.toString(StandardCharsets.UTF_8);
        }
        int open = greeting.indexOf("AT+WSOPEN");
        try (RandomAccessFile uart = new RandomAccessFile(link.toFile(), "rw")) {
            ask(uart, "AT+GMR", "OK\r\n");
            ask(uart, "AT+CWJAP=\"s\",\"p\"", "OK\r\n");
            ask(uart, "AT+CIFSR", "OK\r\n");
            ask(uart, "AT+WSCFG=0,30,600", "OK\r\n");
            ask(uart, greeting.substring(open).trim(), "OK\r\n");
            ask(uart, "AT+WSSEND=0,4", ">");
            ask(uart, "test", "test\r\n");
            ask(uart, "AT+WSCLOSE=0", "OK\r\n");
            ask(uart, "AT+RST", "ready\r\n");
        }
    }

    private static void ask(RandomAccessFile uart, String line, String answer) throws IOException {
        uart.write((line.equals("test") ? line : line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        StringBuilder heard = new StringBuilder();
        while (heard.indexOf(answer) < 0 && heard.indexOf("ERROR") < 0) {
            heard.append((char) uart.read());
        }
    }

    private static void type() throws IOException {
        ByteArrayInputStream keys = new ByteArrayInputStream(new byte[0]);
        LineReaderBuilder.builder()
                .terminal(TerminalBuilder.builder().system(false).streams(keys, new ByteArrayOutputStream()).build())
                .build().printAbove("ready\n");
    }
}

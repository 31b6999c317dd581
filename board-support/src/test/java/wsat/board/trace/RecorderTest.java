package wsat.board.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wsat.at.Settings;
import wsat.port.Log;
import wsat.port.Trace;

/** The file of a record, on disks of all kinds. */
@Timeout(240)
class RecorderTest {
    private static final String OWNER = "rw-------";
    private static final long PATIENCE_MILLIS = 60_000;

    @TempDir
    Path folder;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Log log = (level, who, what, value) -> said.add(who + ": " + what
            + (value == Log.NO_VALUE ? "" : " " + value));

    private static void say(Recorder recorder, int kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        recorder.said(kind, bytes, 0, bytes.length, 0);
    }

    private static void talk(Recorder recorder, int number) {
        say(recorder, Trace.COMMAND, "AT+GSLP=" + number);
        say(recorder, Trace.ANSWER, "\r\nOK\r\n");
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private void await(String words) throws InterruptedException {
        while (said.stream().noneMatch(line -> line.contains(words))) {
            Thread.sleep(5);
        }
    }

    @Test
    void aFullFileBecomesTheOlderOne() throws Exception {
        Path file = folder.resolve("r.at");
        Path older = folder.resolve("r.at.1");
        Files.writeString(file, "of yesterday\n");
        try (Recorder recorder = new Recorder(file, 2000, new Settings(), log)) {
            assertEquals("of yesterday\n", Files.readString(older));
            for (int i = 1; i <= 100; i++) {
                talk(recorder, i);
            }
            recorder.end(PATIENCE_MILLIS);
        }
        assertTrue(Files.size(file) <= 2000 && Files.size(older) <= 2000);
        String both = Files.readString(older) + Files.readString(file);
        assertTrue(both.endsWith("> AT+GSLP=100\n< \\r\\nOK\\r\\n\n"), both);
        int first = Integer.parseInt(both.replaceAll("(?s).*?AT\\+GSLP=(\\d+)\n.*", "$1"));
        for (int i = first; i <= 100; i++) {
            assertTrue(both.contains("> AT+GSLP=" + i + "\n"), "none is lost between the files: " + i);
        }
        assertEquals(OWNER, mode(file));
        assertEquals(OWNER, mode(older));
        assertEquals(List.of(), said);
    }

    @Test
    void aFullDiskIsToldOnceAndStopsNobody() throws Exception {
        try (Recorder recorder = new Recorder(Path.of("/dev/full"), new Settings(), log)) {
            for (int i = 0; i < 5000; i++) {
                talk(recorder, i);
            }
            await("cannot be written");
            recorder.end(PATIENCE_MILLIS);
        }
        assertTrue(said.get(0).matches("record: /dev/full cannot be written: No space left on device; .*"),
                said.toString());
        assertTrue(said.get(said.size() - 1).contains("rows that are missing in it: "), said.toString());
        assertTrue(said.size() <= 4, said.toString());
    }

    @Test
    void aDiskThatTakesNothingForAWhileMissesRowsAndSaysHowMany() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        try (Recorder recorder = new Recorder(fifo, new Settings(), log)) {
            for (int i = 0; i < 200_000; i++) { // who waited for it would wait for ever: nobody reads yet
                talk(recorder, i);
            }
            try (BufferedReader reader = Files.newBufferedReader(fifo)) {
                String line = reader.readLine();
                while (!line.matches("# \\d+ rows are missing here")) {
                    line = reader.readLine();
                }
                assertTrue(Long.parseLong(line.split(" ")[1]) > 100_000, line);
            }
        }
        assertTrue(said.get(0).contains("is written too slowly; rows that are missing in it: "), said.toString());
    }

    @Test
    void aFileThatCannotBeMadeIsAMistake() {
        Path file = folder.resolve("none").resolve("r.at");
        assertEquals("there is no such file or directory",
                assertThrows(IOException.class, () -> new Recorder(file, new Settings(), log)).getMessage());
        assertEquals("it is a folder",
                assertThrows(IOException.class, () -> new Recorder(folder, new Settings(), log)).getMessage());
    }
}

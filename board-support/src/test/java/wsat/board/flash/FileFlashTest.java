package wsat.board.flash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.os.FileReason;
import wsat.nvs.Nvs;
import wsat.nvs.Types;
import wsat.port.Log;

class FileFlashTest {
    private static final Log SILENT = (level, where, what, value) -> { };

    @TempDir
    Path directory;
    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("mfg_nvs.bin");
    }

    @Test
    void anImageThatIsMissingIsMadeErasedAndPrivate() throws Exception {
        open().close();
        byte[] bytes = Files.readAllBytes(file);
        byte[] erased = new byte[0x1F000];
        Arrays.fill(erased, (byte) 0xFF);
        assertArrayEquals(erased, bytes);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var names = Files.list(directory)) {
            assertEquals(1, names.count(), "nothing else is left there");
        }
    }

    @Test
    void aMissingFolderIsNamedInWordsAndNotByAnException() {
        file = directory.resolve("nowhere/mfg_nvs.bin");
        ImageException e = assertThrows(ImageException.class, this::open);
        assertEquals(file + ": there is no folder for it; make one, or give another path", e.getMessage());
    }

    @Test
    void whatTheSystemRefusesIsSaidInWords() {
        assertEquals("permission denied", FileReason.of(new AccessDeniedException("x")));
        assertEquals("Is a directory", FileReason.of(new FileSystemException("x", null, "Is a directory")));
    }

    @Test
    void writingClearsBitsAndErasingSetsThem() throws Exception {
        try (FileFlash flash = open()) {
            assertTrue(flash.write(5000, new byte[] {0x0F, 0x33}, 0, 2));
            assertTrue(flash.write(5000, new byte[] {0x55, 0x55}, 0, 2));
            byte[] read = new byte[4];
            flash.read(4999, read, 0, 4);
            assertArrayEquals(new byte[] {-1, 0x05, 0x11, -1}, read);
            assertArrayEquals(read, Arrays.copyOfRange(Files.readAllBytes(file), 4999, 5003), "the file agrees");
            assertTrue(flash.erase(4096));
            flash.read(4999, read, 0, 4);
            assertArrayEquals(new byte[] {-1, -1, -1, -1}, read);
            assertEquals(-1, Files.readAllBytes(file)[5000]);
            assertThrows(IllegalArgumentException.class, () -> flash.erase(100));
            assertThrows(IndexOutOfBoundsException.class, () -> flash.write(0x1EFFF, new byte[2], 0, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> flash.write(-1, new byte[2], 0, 2));
            assertThrows(IndexOutOfBoundsException.class, () -> flash.erase(0x1F000));
        }
    }

    @Test
    void aLongWriteArrivesWhole() throws Exception {
        byte[] bytes = new byte[10_000];
        new Random(1).nextBytes(bytes);
        try (FileFlash flash = open()) {
            assertTrue(flash.write(3, bytes, 0, bytes.length));
        }
        assertArrayEquals(bytes, Arrays.copyOfRange(Files.readAllBytes(file), 3, 10_003));
    }

    @Test
    void valuesOutliveTheProcess() throws Exception {
        byte[] name = {'n'};
        try (FileFlash flash = open()) {
            Nvs nvs = new Nvs(flash);
            int n = nvs.makeNamespace(name, 0, 1);
            assertEquals(Nvs.OK, nvs.setInteger(n, name, 0, 1, Types.U32, 7));
        }
        try (FileFlash flash = open()) {
            Nvs nvs = new Nvs(flash);
            assertEquals(Types.U32, nvs.find(nvs.namespace(name, 0, 1), name, 0, 1, null));
        }
    }

    @Test
    void oneImageIsForOneProcess() throws Exception {
        try (FileFlash flash = open()) {
            assertRefused("in use");
            assertEquals(0x1F000, flash.size());
        }
        open().close();
    }

    @Test
    void anImageIsLockedAgainstOtherProcesses() throws Exception {
        open().close();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process other = new ProcessBuilder(java.toString(), "-cp", System.getProperty("java.class.path"),
                Holder.class.getName(), file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            assertEquals('o', other.getInputStream().read(), "the other process has opened the image");
            assertRefused("in use");
        } finally {
            other.getOutputStream().close();
            assertTrue(other.waitFor(20, TimeUnit.SECONDS));
        }
        open().close();
    }

    /** Opens an image and holds it until its standard input ends. */
    static final class Holder {
        public static void main(String[] args) throws Exception {
            try (FileFlash flash = FileFlash.open(Path.of(args[0]), SILENT)) {
                System.out.print("o");
                System.out.flush();
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
                flash.size();
            }
        }
    }

    @Test
    void aTruncatedImageIsRefusedAndNotTouched() throws Exception {
        Files.write(file, new byte[4096 * 3 - 1]);
        assertRefused("truncated");
        Files.write(file, new byte[0]);
        assertRefused("truncated");
    }

    @Test
    void anOversizedImageIsRefusedAndNotTouched() throws Exception {
        Files.write(file, new byte[FileFlash.SIZE_MAX + 4096]);
        assertRefused("more than a flash image may have");
    }

    @Test
    void aForeignFileIsRefusedAndNotTouched() throws Exception {
        byte[] foreign = new byte[8192];
        Files.write(file, foreign);
        assertRefused("not an NVS partition image");
        new Random(2).nextBytes(foreign);
        Files.write(file, foreign);
        assertRefused("not an NVS partition image");
    }

    @Test
    void anImageTornInItsFirstHeaderIsNotForeign() throws Exception {
        open().close();
        byte[] image = Files.readAllBytes(file);
        image[0] = (byte) 0xFE;
        image[4] = 0;
        Files.write(file, image);
        try (FileFlash flash = open()) {
            assertEquals(Nvs.OK, new Nvs(flash).mount());
        }
    }

    @Test
    void anImageWithOnePageOfTheFormatIsNotForeign() throws Exception {
        try (FileFlash flash = open()) {
            new Nvs(flash).makeNamespace(new byte[] {'n'}, 0, 1);
        }
        byte[] image = Files.readAllBytes(file);
        Arrays.fill(image, 4096, 8192, (byte) 0x11);
        Files.write(file, image);
        open().close();
    }

    @Test
    void aPathThatCannotBeUsedIsOneClearLine() {
        file = directory;
        ImageException refused = assertThrows(ImageException.class, this::open);
        assertTrue(refused.getMessage().contains("is a directory"), refused.getMessage());
        file = directory.resolve("none").resolve("image.bin");
        refused = assertThrows(ImageException.class, this::open);
        assertTrue(refused.getMessage().startsWith(file + ": "), refused.getMessage());
        assertFalse(Files.exists(file));
    }

    @Test
    void afterAFailureNothingIsWrittenAnyMore() throws Exception {
        FileFlash flash = open();
        flash.close();
        assertFalse(flash.write(0, new byte[1], 0, 1));
        assertFalse(flash.erase(0));
    }

    private FileFlash open() throws ImageException {
        return FileFlash.open(file, SILENT);
    }

    private void assertRefused(String why) throws IOException {
        byte[] before = Files.readAllBytes(file);
        ImageException refused = assertThrows(ImageException.class, this::open);
        String message = refused.getMessage();
        assertTrue(message.startsWith(file + ": ") && message.contains(why) && message.indexOf('\n') < 0, message);
        assertArrayEquals(before, Files.readAllBytes(file));
    }
}

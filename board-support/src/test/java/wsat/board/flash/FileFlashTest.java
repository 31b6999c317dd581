package wsat.board.flash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
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
    void aLinkToWhatIsNotThereIsNamedWithItsTarget() throws Exception {
        Path target = directory.resolve("unplugged/mfg_nvs.bin");
        file = Files.createSymbolicLink(directory.resolve("link"), target);
        ImageException e = assertThrows(ImageException.class, this::open);
        assertEquals(file + ": it is a link to " + target
                + ", which is not there; remove the link, or give another path", e.getMessage());
    }

    @Test
    void whatTheSystemRefusesIsSaidInWords() throws Exception {
        assertEquals("permission denied", FileReason.of(new AccessDeniedException("x")));
        assertEquals("it has just been made by somebody else", FileReason.of(new FileAlreadyExistsException("x")));
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
        assertEquals("it is a link to nowhere, which is not there",
                FileReason.of(new FileAlreadyExistsException(link.toString())));
        assertEquals("it is a link to nowhere, which is not there",
                FileReason.of(new NoSuchFileException(link.toString())));
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
        assertRefused("it is empty");
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

    // --- what other programs do meanwhile ----------------------------------------------------------

    /** What another program does to an image that is in use, and the words for it. */
    private enum Change {
        REPLACED("has been replaced") {
            @Override
            void of(Path image) throws IOException {
                Path other = image.resolveSibling("other");
                Files.write(other, Files.readAllBytes(image));
                Files.move(other, image, StandardCopyOption.REPLACE_EXISTING);
            }
        },
        REMOVED("has been removed") {
            @Override
            void of(Path image) throws IOException {
                Files.delete(image);
            }
        },
        CUT_SHORT("has another size than at the start, 4096 bytes") {
            @Override
            void of(Path image) throws IOException {
                Files.write(image, new byte[4096]);
            }
        },
        /** As {@code cp} does: the same file, of the same size. */
        WRITTEN("has been written by another program") {
            @Override
            void of(Path image) throws IOException {
                byte[] other = Files.readAllBytes(image);
                other[5000] ^= 1;
                Files.write(image, other);
                Files.setLastModifiedTime(image, FileTime.fromMillis(7));
            }
        };

        final String words;

        Change(String words) {
            this.words = words;
        }

        abstract void of(Path image) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void anImageThatAnotherProgramChangesIsWrittenNoMoreAndTheLogSaysWhy(Change change) throws Exception {
        List<String> said = new ArrayList<>();
        try (FileFlash flash = FileFlash.open(file, (level, where, what, value) -> said.add(level + " " + what))) {
            assertTrue(flash.write(0, new byte[1], 0, 1));
            change.of(file);
            byte[] before = Files.exists(file) ? Files.readAllBytes(file) : null;
            assertFalse(flash.write(0, new byte[2], 0, 2));
            assertFalse(flash.erase(0));
            assertEquals(2, said.size(), said::toString);
            assertTrue(said.get(0).startsWith(Log.ERROR + " " + file + " " + change.words), said::toString);
            assertTrue(said.get(0).contains("restart"), said::toString);
            assertEquals(said.get(0), said.get(1));
            assertArrayEquals(before, Files.exists(file) ? Files.readAllBytes(file) : null, "it is left as it is");
            byte[] read = {1, 1};
            flash.read(0, read, 0, 2);
            assertArrayEquals(new byte[] {0, -1}, read, "what could not be written is not read");
        }
    }

    @Test
    void anImageThatIsTouchedIsWrittenOn() throws Exception {
        try (FileFlash flash = open()) {
            assertTrue(flash.write(0, new byte[1], 0, 1));
            Files.setLastModifiedTime(file, FileTime.fromMillis(7));
            assertTrue(flash.write(1, new byte[1], 0, 1));
            assertTrue(flash.write(2, new byte[1], 0, 1));
        }
    }

    @Test
    void whoOnlyReadsIsToldOfAChangeOnceAndReadsOn() throws Exception {
        List<String> said = new ArrayList<>();
        try (FileFlash flash = FileFlash.open(file, (level, where, what, value) -> said.add(level + " " + what))) {
            Change.REPLACED.of(file);
            byte[] read = new byte[1];
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (said.isEmpty() && System.nanoTime() - until < 0) { // it is looked at once a second
                flash.read(0, read, 0, 1);
            }
            assertEquals(-1, read[0]);
            assertEquals(1, said.size());
            assertTrue(said.get(0).startsWith(Log.WARN + " " + file + " has been replaced"), said::toString);
        }
    }

    // --- what is damaged ---------------------------------------------------------------------------

    /** A partition with a value in it. */
    private byte[] partition() throws Exception {
        try (FileFlash flash = open()) {
            new Nvs(flash).makeNamespace(new byte[] {'n'}, 0, 1);
        }
        byte[] image = Files.readAllBytes(file);
        Files.delete(file);
        return image;
    }

    private String renewed(byte[] image) throws Exception {
        Files.write(file, image);
        StringBuilder said = new StringBuilder();
        try (FileFlash flash = FileFlash.openOrRenew(file, 0x6000, (level, where, what, value) -> said.append(what))) {
            assertEquals(0x6000, flash.size());
            assertEquals(Nvs.OK, new Nvs(flash).mount());
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
        return said.toString();
    }

    @Test
    void aPartitionWithABadFirstHeaderIsSetAsideAndMadeAnew() throws Exception {
        byte[] image = partition();
        Arrays.fill(image, 0, 32, (byte) 0x11);
        assertEquals(file + " is damaged, and kept as " + file + ".damaged; all is as after AT+RESTORE",
                renewed(image));
        assertArrayEquals(image, Files.readAllBytes(directory.resolve("mfg_nvs.bin.damaged")));
    }

    @Test
    void soIsOneWhoseOnlySectorInUseIsGarbageAndOneThatIsTruncated() throws Exception {
        byte[] image = partition();
        new Random(3).nextBytes(image);
        Arrays.fill(image, 4096, image.length, (byte) 0xFF);
        assertTrue(renewed(image).contains("is damaged"));
        assertTrue(renewed(Arrays.copyOf(partition(), 5000)).contains("is damaged"));
    }

    @Test
    void aFileThatHoldsNothingIsMadeAnewAndNothingIsKept() throws Exception {
        assertEquals(file + " held nothing; all is as after AT+RESTORE", renewed(new byte[0]));
        Files.delete(file);
        assertEquals(file + " held nothing; all is as after AT+RESTORE", renewed(new byte[0x6000]));
        assertFalse(Files.exists(directory.resolve("mfg_nvs.bin.damaged")));
    }

    @Test
    void aLinkToADamagedPartitionStaysALink() throws Exception {
        byte[] image = partition();
        Arrays.fill(image, 0, 32, (byte) 0x11);
        Path real = directory.resolve("real.bin");
        Files.createSymbolicLink(file, real);
        assertTrue(renewed(image).contains("kept as " + real + ".damaged"));
        assertTrue(Files.isSymbolicLink(file));
    }

    @Test
    void whatNeverWasAPartitionIsNotSetAside() throws Exception {
        byte[] letter = "Dear sir".repeat(512).getBytes(StandardCharsets.UTF_8);
        Files.write(file, letter);
        ImageException refused = assertThrows(ImageException.class, () -> FileFlash.openOrRenew(file, 0x6000, SILENT));
        assertTrue(refused.getMessage().contains("not an NVS partition image"), refused.getMessage());
        assertTrue(refused.lasting);
        assertArrayEquals(letter, Files.readAllBytes(file));
    }

    @Test
    void onlyWhatTimeMayMendIsWorthAnotherTry() throws Exception {
        try (FileFlash flash = open()) {
            assertFalse(assertThrows(ImageException.class, this::open).lasting, "the other one may end");
            assertEquals(0x1F000, flash.size());
        }
        file = directory.resolve("nowhere/mfg_nvs.bin");
        assertFalse(assertThrows(ImageException.class, this::open).lasting, "the disk may come");
    }

    @Test
    void aFifoIsRefusedAndNotWaitedFor() throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        ImageException refused = assertThrows(ImageException.class, this::open);
        assertTrue(refused.getMessage().contains("is no regular file"), refused.getMessage());
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

package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.os.Ticks;
import wsat.board.run.UsageError;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@SuppressWarnings("try") // the device has only to be there while its block lasts
class PtyTest {
    @TempDir
    private Path folder;

    private static byte[] allBytes() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private static byte[] exchange(RandomAccessFile host, byte[] said) throws Exception {
        host.write(said);
        byte[] heard = new byte[said.length];
        host.readFully(heard);
        return heard;
    }

    @Test
    void everyByteValuePassesBothWaysUnchanged() throws Exception {
        Pty pty = new Pty(true);
        try (EchoDevice device = new EchoDevice(network -> new PtyLine(pty, network.selector(), 4096));
                RandomAccessFile host = new RandomAccessFile(pty.path(), "rw")) {
            assertArrayEquals(allBytes(), exchange(host, allBytes()));
        }
    }

    @Test
    void hostsComeAndGo() throws Exception {
        Pty pty = new Pty(true);
        try (EchoDevice device = new EchoDevice(network -> new PtyLine(pty, network.selector(), 4096))) {
            for (int i = 0; i < 5; i++) {
                try (RandomAccessFile host = new RandomAccessFile(pty.path(), "rw")) {
                    assertArrayEquals(allBytes(), exchange(host, allBytes()));
                }
            }
        }
    }

    @Test
    void whatNobodyReadsYetIsKeptAndTheWriterWaits() throws Exception {
        byte[] said = new byte[300_000];
        new Random(4).nextBytes(said);
        Pty pty = new Pty(true);
        try (EchoDevice device = new EchoDevice(network -> new PtyLine(pty, network.selector(), 4096))) {
            Thread writer = new Thread(() -> {
                try (RandomAccessFile host = new RandomAccessFile(pty.path(), "rw")) {
                    host.write(said);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            // Nobody reads: the way back fills, then the device, then the way there.
            writer.join(300);
            assertTrue(writer.isAlive(), "300 kB do not fit anywhere");
            byte[] heard = new byte[said.length];
            try (RandomAccessFile host = new RandomAccessFile(pty.path(), "rw")) {
                host.readFully(heard);
            }
            assertArrayEquals(said, heard);
            writer.join();
        }
    }

    @Test
    void inputThatTheFirmwareDoesNotWantWaitsWithoutSpinning() throws Exception {
        Pty pty = new Pty(true);
        try (EchoDevice device = new EchoDevice(network -> new PtyLine(pty, network.selector(), 4096));
                RandomAccessFile host = new RandomAccessFile(pty.path(), "rw")) {
            assertArrayEquals(new byte[] {1}, exchange(host, new byte[] {1}));
            device.setDeaf(true);
            host.write(new byte[] {2, 3});
            device.setDeaf(false);
            byte[] heard = new byte[2];
            host.readFully(heard);
            assertArrayEquals(new byte[] {2, 3}, heard);
            assertArrayEquals(allBytes(), exchange(host, allBytes()));
        }
    }

    @Test
    void anOfferedOneNoticesItsHost() throws Exception {
        Pty pty = new Pty(false);
        assertTrue(pty.hungUp());
        try (EchoDevice device = new EchoDevice(
                network -> new OfferedPtyLine(pty, network.selector(), 4096, new Ticks()))) {
            for (int i = 0; i < 3; i++) {
                try (RandomAccessFile host = new RandomAccessFile(pty.path(), "rw")) {
                    assertFalse(pty.hungUp());
                    assertArrayEquals(allBytes(), exchange(host, allBytes()));
                }
            }
        }
    }

    @Test
    void anOfferedOneWithoutAHostTakesEverything() throws Exception {
        Pty pty = new Pty(false);
        try (EchoDevice device = new EchoDevice(network -> {
            OfferedPtyLine line = new OfferedPtyLine(pty, network.selector(), 100, new Ticks());
            for (int i = 0; i < 100; i++) {
                assertEquals(1000, line.write(new byte[1000], 0, 1000));
                line.flush();
            }
            assertTrue(line.drained());
            return line;
        }); RandomAccessFile host = new RandomAccessFile(pty.path(), "rw")) {
            assertArrayEquals(new byte[] {9}, exchange(host, new byte[] {9}), "and nothing of it is left");
        }
    }

    @Test
    void aLinkIsMadeAndRemoved() throws Exception {
        Path path = folder.resolve("uart");
        PtyLink link = new PtyLink(path, "/dev/pts/0");
        assertEquals(Path.of("/dev/pts/0"), Files.readSymbolicLink(path));
        link.remove();
        assertFalse(Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aStaleLinkIsReplaced() throws Exception {
        Path path = Files.createSymbolicLink(folder.resolve("uart"), Path.of("/dev/pts/999999"));
        new PtyLink(path, "/dev/pts/0");
        assertEquals(Path.of("/dev/pts/0"), Files.readSymbolicLink(path));
    }

    @Test
    void nothingElseIsReplaced() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path other = Files.createSymbolicLink(folder.resolve("link"), Path.of("/nowhere"));
        assertThrows(UsageError.class, () -> new PtyLink(file, "/dev/pts/0"));
        assertThrows(UsageError.class, () -> new PtyLink(other, "/dev/pts/0"));
        assertThrows(UsageError.class, () -> new PtyLink(folder, "/dev/pts/0"));
        assertThrows(UsageError.class, () -> new PtyLink(folder.resolve("no/such"), "/dev/pts/0"));
        assertTrue(Files.isRegularFile(file));
        assertEquals(Path.of("/nowhere"), Files.readSymbolicLink(other));
    }

    @Test
    void aLinkToALivingTerminalIsSomebodysElse() throws Exception {
        Pty living = new Pty(true);
        try {
            Path path = Files.createSymbolicLink(folder.resolve("uart"), Path.of(living.path()));
            assertThrows(UsageError.class, () -> new PtyLink(path, "/dev/pts/999998"));
        } finally {
            living.close();
        }
    }
}

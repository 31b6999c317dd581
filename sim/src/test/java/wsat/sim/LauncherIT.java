package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The {@code wsat} launcher as a person starts it, on what the build has just packed. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LauncherIT {
    private static final Path WSAT = Path.of("..", "wsat").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    /** The first start makes the class archive, and says so. */
    @BeforeAll
    static void firstStart() throws Exception {
        Process first = new ProcessBuilder(WSAT.toString(), "--version").inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(0, first.waitFor());
    }

    private ProcessBuilder wsat(Path launcher, String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(folder.toFile());
    }

    private static String rest(InputStream stream) throws Exception {
        return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static void say(Process process, String text) throws Exception {
        try (OutputStream in = process.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void standardOutputIsTheLineAndNothingElse() throws Exception {
        Process process = wsat(WSAT, "sim", "--stdio").redirectError(ProcessBuilder.Redirect.DISCARD).start();
        say(process, "AT\r\n");
        assertEquals("\r\nready\r\nAT\r\n\r\nOK\r\n", rest(process.getInputStream()));
        assertEquals(0, process.waitFor());
    }

    @Test
    void whatAHostHasSetIsInTheFileAtTheNextStart() throws Exception {
        Path nvs = folder.resolve("nvs.bin");
        String set = "AT+CWMODE=3\r\n";
        String ask = "AT+CWMODE?\r\n";
        for (String line : new String[] {set, ask}) {
            Process process = wsat(WSAT, "sim", "--stdio", "--nvs", nvs.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            say(process, line);
            assertEquals("\r\nready\r\n" + line + (line.equals(ask) ? "+CWMODE:3\r\n" : "") + "\r\nOK\r\n",
                    rest(process.getInputStream()));
            assertEquals(0, process.waitFor());
        }
        assertEquals(0x6000, Files.size(nvs));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(nvs)));
    }

    /** The class path of sim is not that of the tests. */
    @Test
    void theEchoServerSpeaksTls() throws Exception {
        String desk = folder.resolve("desk").toString();
        Process made = wsat(WSAT, "pki", "test-ca", desk).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(0, made.waitFor(), () -> "wsat pki test-ca");
        Process process = wsat(WSAT, "sim", "--stdio", "--echo-tls", desk).start();
        String said = process.errorReader(StandardCharsets.ISO_8859_1).readLine();
        assertTrue(said.contains("wss://127.0.0.1:"), said);
        say(process, "AT\r\n");
        assertEquals("\r\nready\r\nAT\r\n\r\nOK\r\n", rest(process.getInputStream()));
        assertEquals(0, process.waitFor());
        Process refused = wsat(WSAT, "sim", "--stdio", "--echo-tls", folder + "/nowhere").start();
        said = rest(refused.getErrorStream());
        assertTrue(said.contains("wsat pki test-ca makes them"), said);
        assertEquals(1, said.lines().count(), said);
        assertEquals(2, refused.waitFor());
    }

    /** As long as --record makes a file: more than the module itself ever has of memory. */
    @Test
    void aLongTranscriptIsPlayed() throws Exception {
        Path file = Files.writeString(folder.resolve("long.at"), "> AT\n< \\r\\nOK\\r\\n\n"
                + "# one of many lines of a comment\n".repeat(8 << 20 >> 5));
        Process process = wsat(WSAT, "sim", "--script", file.toString()).redirectErrorStream(true).start();
        assertTrue(rest(process.getInputStream()).endsWith("passed\n"));
        assertEquals(0, process.waitFor());
    }

    @Test
    void aTranscriptThatNeverEndsIsOneLine() throws Exception {
        for (String[] words : new String[][] {{"sim", "--script", "/dev/zero"}, {"play", "/dev/zero", "--port", "pty"},
            {"sim", "--script", "/dev/null", "--set-file", "/dev/zero"}}) {
            Process process = wsat(WSAT, words).start();
            String said = rest(process.getErrorStream());
            assertTrue(said.contains("/dev/zero") && said.contains("larger than"), said);
            assertEquals(1, said.lines().count(), said);
            assertEquals(2, process.waitFor());
        }
    }

    @Test
    void itIsStartedThroughALinkFromAnywhere() throws Exception {
        Path inner = Files.createSymbolicLink(folder.resolve("inner"), WSAT);
        Path link = Files.createSymbolicLink(folder.resolve("a link"), Path.of(inner.getFileName().toString()));
        Process process = wsat(link, "--version").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        assertTrue(rest(process.getInputStream()).startsWith("wsat "));
        assertEquals(0, process.waitFor());
    }

    /** Java alone finds neither its classes nor a file there. The shell makes the names: nothing of them is here. */
    @Test
    void lettersBeyondAsciiNeedNoLocale() throws Exception {
        for (String locale : List.of("C", "xx_YY.UTF-8")) {
            ProcessBuilder builder = wsat(Path.of("/bin/sh"), "-ec", """
                    home=$1/$(printf 'fr\\303\\251sh')
                    mkdir -p "$home/cache"
                    cp "$0" "$home/wsat"
                    ln -s "$2/wsat.jar" "$2/lib" "$home"
                    cp "$2/wsat.jsa.java" "$home/cache"
                    : > "$home/cache/wsat.jsa" # of no use, and newer than the jars: none is made
                    "$home/wsat" pki test-ca "$home/$(printf '\\303\\274')"
                    test -s "$home/$(printf '\\303\\274')/ca.pem"
                    rm -r "$home"
                    """, WSAT.toString(), folder.toString(), Path.of("target").toAbsolutePath().toString());
            builder.environment().put("LC_ALL", locale);
            Process process = builder.redirectErrorStream(true).start();
            String said = rest(process.getInputStream());
            assertEquals(0, process.waitFor(), locale + ": " + said);
        }
    }

    @Test
    void aBadOptionIsOneLineAndExitCode2() throws Exception {
        Process process = wsat(WSAT, "sim", "--bad").start();
        assertEquals(1, rest(process.getErrorStream()).lines().count());
        assertEquals("", rest(process.getInputStream()));
        assertEquals(2, process.waitFor());
    }

    @Test
    void withoutATerminalItSaysWhatToUse() throws Exception {
        Process process = wsat(WSAT, "sim").redirectInput(new File("/dev/null")).start();
        String said = rest(process.getErrorStream());
        assertTrue(said.contains("--stdio"), said);
        assertEquals(1, said.lines().count(), said);
        assertEquals(2, process.waitFor());
    }

    @Test
    void withoutJavaItSaysWhatItNeeds() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/bin"));
        Files.writeString(old.resolve("../release"), "JAVA_VERSION=\"11.0.2\"\n");
        Files.createFile(old.resolve("java")).toFile().setExecutable(true);
        // all that the launcher looks at, in a place of its own
        Path copy = Files.writeString(folder.resolve("wsat"),
                Files.readString(WSAT).replace("/usr/lib/jvm/", folder + "/jvm/"));
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", copy.toString(), "--version");
        builder.environment().put("JAVA_HOME", folder.resolve("old").toString());
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.writeString(tools.resolve("readlink"), "#!/bin/sh\nexec /usr/bin/readlink \"$@\"\n")
                .toFile().setExecutable(true);
        builder.environment().put("PATH", tools.toString());
        Process process = builder.start();
        String said = rest(process.getErrorStream());
        assertTrue(said.contains("needs Java 17"), said);
        assertEquals(1, process.waitFor());
    }

    @Test
    void aDamagedArchiveIsIgnoredInSilence() throws Exception {
        Path archive = Path.of("target", "wsat.jsa");
        byte[] sound = Files.readAllBytes(archive);
        try {
            Path damaged = Files.write(archive.resolveSibling("wsat.jsa.damaged"), "no archive".getBytes());
            Files.move(damaged, archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            Process process = wsat(WSAT, "--version").start();
            assertTrue(rest(process.getInputStream()).startsWith("wsat "));
            assertEquals("", rest(process.getErrorStream()));
            assertEquals(0, process.waitFor());
        } finally {
            Path again = Files.write(archive.resolveSibling("wsat.jsa.again"), sound);
            Files.move(again, archive, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void terminationRemovesTheLinkAndTellsByTheExitCode() throws Exception {
        Path uart = folder.resolve("uart");
        Process process = wsat(WSAT, "sim", "--pty", uart.toString(), "--no-echo-server")
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        EchoDevice.until(() -> Files.exists(uart) || !process.isAlive());
        try (RandomAccessFile host = new RandomAccessFile(uart.toFile(), "rw")) {
            byte[] heard = new byte["\r\nready\r\n".length()];
            host.readFully(heard);
            assertEquals("\r\nready\r\n", new String(heard, StandardCharsets.US_ASCII));
        }
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(143, process.exitValue());
        assertFalse(Files.exists(uart, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aReaderThatHasHadEnoughEndsIt() throws Exception {
        Process process = wsat(WSAT, "sim", "--stdio", "--no-echo-server")
                .redirectError(folder.resolve("err").toFile()).start();
        InputStream in = process.getInputStream();
        in.readNBytes("\r\nready\r\n".length());
        in.close();
        OutputStream out = process.getOutputStream();
        EchoDevice.until(() -> {
            try {
                out.write("AT\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            } catch (java.io.IOException e) {
                // it has gone already
            }
            return process.waitFor(10, TimeUnit.MILLISECONDS);
        });
        assertEquals(0, process.exitValue());
        assertEquals("", Files.readString(folder.resolve("err")));
    }

    @Test
    void anOutputThatCannotBeWrittenIsOneLineAndExitCode1() throws Exception {
        for (String[] arguments : new String[][] {{"sim", "--stdio", "--no-echo-server"}, {"--help"}}) {
            Process process = wsat(WSAT, arguments).redirectOutput(new File("/dev/full")).start();
            process.getOutputStream().close();
            String said = rest(process.getErrorStream());
            assertTrue(said.contains("standard output could not be written"), said);
            assertEquals(1, said.lines().count(), said);
            assertEquals(1, process.waitFor());
        }
    }

    /** As a program that SIGPIPE ends: {@code wsat sim --help | head -1}. */
    @Test
    void aReaderThatHasHadEnoughOfACommandIsNoFault() throws Exception {
        Path gone = folder.resolve("gone");
        // a pipe of which nobody has the other end any more
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c",
                "mkfifo \"$1\"; : < \"$1\" & exec 3> \"$1\"; wait; exec \"$0\" sim --help >&3", WSAT.toString(),
                gone.toString());
        Process process = builder.start();
        assertEquals("", rest(process.getErrorStream()));
        assertEquals(141, process.waitFor());
    }

    @Test
    void anInputThatCannotBeReadIsOneLineAndExitCode1() throws Exception {
        Process process = wsat(Path.of("/bin/sh"), "-c", "exec \"$0\" sim --stdio --no-echo-server < .",
                WSAT.toString())
                .start();
        assertEquals("\r\nready\r\n", rest(process.getInputStream()));
        String said = rest(process.getErrorStream());
        assertTrue(said.contains("standard input could not be read"), said);
        assertEquals(1, said.lines().count(), said);
        assertEquals(1, process.waitFor());
    }

    @Test
    void aSourceThatChangesDuringTheBuildIsInTheNext() throws Exception {
        Path home = folder.resolve("home");
        Path source = Files.createDirectories(home.resolve("firmware/src/main")).resolve("Source.java");
        Files.createFile(source);
        Files.createFile(home.resolve("pom.xml"));
        Files.createFile(home.resolve("firmware/pom.xml"));
        Path launcher = Files.copy(WSAT, home.resolve("wsat"));
        Path tools = Files.createDirectory(folder.resolve("tools"));
        Files.writeString(tools.resolve("mvn"), "#!/bin/sh\necho >> builds\nmkdir -p sim/target/lib\n"
                + "touch -d '1 minute' firmware/src/main/Source.java\ntouch sim/target/lib/firmware.jar\n"
                + "touch -d '2 minutes' sim/target/wsat.jar\n").toFile().setExecutable(true);
        for (int builds = 1; builds <= 2; builds++) {
            ProcessBuilder start = wsat(launcher, "--version").redirectErrorStream(true);
            start.environment().put("PATH", tools + ":" + System.getenv("PATH"));
            start.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = start.start();
            String said = rest(process.getInputStream()); // nothing that could be started was built
            process.waitFor();
            assertEquals(builds, Files.readAllLines(home.resolve("builds")).size(), said);
        }
    }
}

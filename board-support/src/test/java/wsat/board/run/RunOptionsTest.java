package wsat.board.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wsat.port.UartConfig;

class RunOptionsTest {
    @TempDir
    private Path folder;

    private Path file(String text) throws Exception {
        return Files.writeString(folder.resolve("wsat.conf"), text);
    }

    private static RunOptions options(Path usual, String line) throws UsageError {
        return new RunOptions(line.isEmpty() ? new String[0] : line.split(" "), 0, usual);
    }

    /** What a person is told of a command line and a file. */
    private static String told(Path usual, String line) {
        UsageError error = assertThrows(UsageError.class, () -> options(usual, line));
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        error.tell("wsat run", new PrintStream(err));
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void defaultsAreAnEsp32sAndThePackages() throws Exception {
        RunOptions options = options(null, "--port /dev/serial0");
        assertEquals(Path.of("/dev/serial0"), options.port);
        assertTrue(new UartConfig().same(options.uart));
        assertFalse(options.board.settings.baudGiven, "the factory's rate counts");
        assertEquals(Path.of("/var/lib/wsat/mfg_nvs.bin"), options.flash);
        assertEquals(Path.of("/var/lib/wsat/nvs.bin"), options.nvs);
        assertFalse(options.networkManager);
        assertNull(options.wifiInterface);
        assertFalse(options.pins());
        assertEquals(5, options.board.settings.sockets);
    }

    @Test
    void everyOptionMayStandInTheFileAndTheCommandLineWins() throws Exception {
        Path usual = file("""
                # the line
                port = /dev/ttyS7
                  baud=921600
                flow = rtscts

                flash = a b.bin
                nvs = n.bin
                network = networkmanager
                interface = wlan1
                ssid = my # net = 5
                module = ESP32
                max-buffer = 16384
                max-links = 8
                verify-host = yes
                weak-certificates = yes
                urc-guard-ms = 7
                boot-ms = 250
                payload-idle-ms = 500
                line-max = 512
                log = info
                pin-en = 4
                pin-led = 22
                pin-ready = 27
                """);
        RunOptions options = options(usual, "--baud 9600 --verify-host --log debug");
        assertEquals(Path.of("/dev/ttyS7"), options.port);
        assertEquals(9600, options.uart.baud);
        assertTrue(options.board.settings.baudGiven);
        assertEquals(UartConfig.RTS + UartConfig.CTS, options.uart.flow);
        assertEquals(Path.of("a b.bin"), options.flash);
        assertEquals(Path.of("n.bin"), options.nvs);
        assertTrue(options.networkManager);
        assertEquals("wlan1", options.wifiInterface);
        assertEquals("my # net = 5", options.board.ssid);
        assertEquals("ESP32", options.board.settings.moduleName);
        assertEquals(16_384, options.board.settings.bufferMax);
        assertEquals(8, options.board.settings.sockets);
        assertTrue(options.board.verifyOptions.host());
        assertTrue(options.board.verifyOptions.weakCertificates());
        assertEquals(7, options.board.settings.urcGuardMillis);
        assertEquals(250, options.board.settings.bootMillis);
        assertEquals(500, options.board.settings.payloadIdleMillis);
        assertEquals(512, options.board.settings.lineMax);
        assertEquals(4, options.board.logLevel);
        assertEquals(4, options.enablePin);
        assertEquals(22, options.ledPin);
        assertEquals(27, options.readyPin);
    }

    @Test
    void allMistakesOfAFileAreToldWithTheirLinesEvenWhereTheCommandLineWins() throws Exception {
        Path usual = file("""
                port = /dev/ttyS7
                bauds = 9600
                baud = fast
                baud
                log = loud
                log = warn
                config = other.conf
                verify-host = maybe
                password = secret
                max-links = 11
                """);
        assertEquals("""
                F:2: no option is called 'bauds'
                F:4: there is no '=' between a key and its value
                F:6: log: is there twice
                F:7: no option is called 'config'
                F:8: verify-host: 'maybe' is neither yes nor no
                F:9: no option is called 'password'
                F:10: max-links: '11' is not a number from 5 to 10
                F:5: log: 'loud' is none of off, error, warn, info, debug, trace
                F:3: baud: 'fast' is not a number from 80 to 5000000
                """.replace("F:", usual + ":"), told(usual, "--baud 115200"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                                      | wsat run: --port: say which serial port, such as /dev/serial0",
        "--port p --pin-en 4 --pin-led 4         | wsat run: --pin-led: is the same pin as --pin-en",
        "--port p --pin-en 4 --pin-ready 4       | wsat run: --pin-ready: is the same pin as another one",
        "--port p --pin-en 28                    | wsat run: --pin-en: '28' is not a number from 0 to 27",
        "--port p --flow xon                     | wsat run: --flow: 'xon' is none of none, rts, cts, rtscts",
        "--port p --flash f --nvs f              | wsat run: --nvs: is the same file as --flash",
        "--port p --line-max 255                 | wsat run: --line-max: '255' is not a number from 256 to 16384",
        "--port p --config /no/such              | wsat run: --config: there is no file /no/such",
        "--port p --config /dev/zero             | wsat run: --config: /dev/zero is no regular file,"
            + " and might never end; give a file on disk",
        "--port p --config /dev                  | wsat run: --config: /dev is no regular file,"
            + " and might never end; give a file on disk",
        "--port p --gpio mock                    | wsat run: Unknown options: '--gpio', 'mock' (see wsat run --help)"})
    void whatCannotBeDoneIsOneLine(String line, String told) {
        assertEquals(told + "\n", told(null, line));
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws Exception {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        assertEquals("wsat run: --config: " + binary + " is not UTF-8 text\n",
                told(null, "--port p --config " + binary));
    }

    @Test
    void aFileThatIsFarTooLargeIsRefused() throws Exception {
        Path large = Files.write(folder.resolve("large"), new byte[65_537]);
        assertEquals("wsat run: --config: " + large + " is larger than 65536 bytes, so it is no such file\n",
                told(null, "--port p --config " + large));
    }

    /** As a shell's {@code <(...)}: reading it waits for who writes it. */
    @Test
    @Timeout(240)
    void aFifoIsRefusedAndNotWaitedFor() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        assertEquals("wsat run: --config: " + fifo + " is no regular file, and might never end; give a file on disk\n",
                told(null, "--port p --config " + fifo));
    }

    @Test
    void noFileAtAllIsDevNull() throws Exception {
        assertEquals(Path.of("p"), options(file("nonsense"), "--port p --config /dev/null").port);
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstKey() throws Exception {
        assertEquals(Path.of("/dev/ttyS7"), options(file("\uFEFFport = /dev/ttyS7\n"), "").port);
        assertEquals(Path.of("/dev/ttyS7"), options(file("\uFEFF# words\nport = /dev/ttyS7\n"), "").port);
    }

    @Test
    void helpAndVersionLookAtNoFile() throws Exception {
        Path usual = file("nonsense");
        assertTrue(options(usual, "--help").board.help);
        assertTrue(options(usual, "--version").board.version);
    }

    @Test
    void rootsThatAreNotThereAreAMistakeAtOnce() {
        for (String[] row : new String[][] {{"/no/such/bundle", "there is no such file"},
                {"/", "it is a folder, name the bundle"}}) {
            UsageError error = assertThrows(UsageError.class,
                    () -> new RunOptions(new String[] {"run", "--port", "/dev/null", "--system-roots",
                            row[0]}, 1, null));
            assertTrue(error.getMessage().contains("--system-roots: cannot read " + row[0] + ": " + row[1]),
                    error.getMessage());
        }
    }

    @Test
    void helpNamesEveryOption() {
        String help = RunOptions.usage();
        for (String option : ("--port=TTY --baud=N --flow=HOW --flash=FILE --nvs=FILE --config=FILE --network=HOW"
                + " --interface=NAME --ssid=NAME --module=NAME --max-buffer=N --max-links=N --verify-host "
                + "--system-roots=FILE --weak-certificates"
                + " --urc-guard-ms=N --boot-ms=N --payload-idle-ms=N --line-max=N --log=LEVEL --pin-en=N --pin-led=N "
                + "--pin-ready=N --help --version")
                .split(" ")) {
            assertTrue(help.contains(option), option + " in " + help);
        }
    }
}

package wsat.board.run;

import static wsat.board.run.Options.flag;
import static wsat.board.run.Options.value;

import java.nio.file.Path;
import wsat.port.UartConfig;

/** What {@code wsat run} was asked to do, checked. */
public final class RunOptions {
    private static final Path CONFIG = Path.of("/etc/wsat/wsat.conf");
    private static final Path STATE = Path.of("/var/lib/wsat");
    /** A Raspberry Pi's 40-pin header has GPIO 0 to 27. */
    private static final int PIN_MAX = 27;
    private static final int NO_PIN = -1;

    /** What {@code wsat run} knows. */
    public static final Options OPTIONS = new Options("wsat run",
            "The coprocessor on a Raspberry Pi. Options may stand in " + CONFIG + " too.",
            new String[][] {
                value("--port", "TTY", "the serial port to the host, such as /dev/serial0"),
                value("--baud", "N", "bits a second (80 to 5000000; default: 115200)"),
                value("--flow", "HOW", "flow control: none, rts, cts or rtscts (default: none)"),
                value("--flash", "FILE", "the partition with the certificates (default: " + STATE + "/mfg_nvs.bin)"),
                value("--nvs", "FILE", "the partition with what the host has set (default: " + STATE + "/nvs.bin)"),
                value("--network", "HOW",
                        "host: the machine's own network; networkmanager: joins Wi-Fi (default: host)"),
                value("--interface", "NAME", "the Wi-Fi interface of networkmanager (default: the first)"),
                value("--pin-en", "N", "GPIO that holds the coprocessor in reset while it is low"),
                value("--pin-led", "N", "GPIO of the status LED"),
                value("--pin-ready", "N", "GPIO that is high while the coprocessor is ready"),
                flag("--web-control", "the page of --web may type, reset the module and make faults, too"),
            }, BoardOptions.ROWS);

    final BoardOptions board;
    public final Path port;
    final UartConfig uart = new UartConfig();
    public final Path flash;
    public final Path nvs;
    public final boolean networkManager;
    /** Null: the first that there is. */
    public final String wifiInterface;
    /** GPIO numbers, negative: none. */
    final int enablePin;
    final int ledPin;
    final int readyPin;

    final boolean webControl;

    /** @param usual the file that is read if it is there and none is named, or null */
    public RunOptions(String[] args, int from, Path usual) throws UsageError {
        Values values = OPTIONS.parse(args, from, usual);
        board = new BoardOptions(values);
        port = values.path("--port", null);
        uart.baud = values.number("--baud", uart.baud, 80, 5_000_000);
        uart.flow = values.choice("--flow", 0, "none", "rts", "cts", "rtscts");
        board.settings.uart.set(uart);
        board.settings.baudGiven = values.has("--baud");
        flash = values.path("--flash", STATE.resolve("mfg_nvs.bin"));
        nvs = values.path("--nvs", STATE.resolve("nvs.bin"));
        networkManager = values.choice("--network", 0, "host", "networkmanager") == 1;
        wifiInterface = values.matching("--interface", null, "[^/\\s]{1,15}", "the name of a network interface");
        enablePin = pin(values, "--pin-en");
        ledPin = pin(values, "--pin-led");
        readyPin = pin(values, "--pin-ready");
        webControl = values.flag("--web-control");
        if (webControl && board.web == null) {
            values.wrong("--web-control", "is for the page: say --web, too");
        }
        if (!board.help && !board.version) {
            checkTogether(values);
        }
        values.check();
    }

    RunOptions(String[] args, int from) throws UsageError {
        this(args, from, CONFIG);
    }

    private static int pin(Values values, String name) {
        return values.number(name, NO_PIN, 0, PIN_MAX);
    }

    private void checkTogether(Values values) {
        if (!values.has("--port")) {
            values.wrong("--port", "say which serial port, such as /dev/serial0");
        }
        if (flash != null && flash.equals(nvs)) {
            values.wrong("--nvs", "is the same file as --flash");
        }
        if (samePin(ledPin, enablePin)) {
            values.wrong("--pin-led", "is the same pin as --pin-en");
        }
        if (samePin(readyPin, enablePin) || samePin(readyPin, ledPin)) {
            values.wrong("--pin-ready", "is the same pin as another one");
        }
    }

    private static boolean samePin(int one, int other) {
        return one != NO_PIN && one == other;
    }

    /** Whether a pin is used at all. */
    public boolean pins() {
        return enablePin != NO_PIN || ledPin != NO_PIN || readyPin != NO_PIN;
    }

    static String usage() {
        return OPTIONS.help();
    }
}

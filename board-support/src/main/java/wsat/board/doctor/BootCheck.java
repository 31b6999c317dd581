package wsat.board.doctor;

import java.util.List;

/** What the Raspberry Pi's config.txt says of the UART on the header. */
final class BootCheck {
    private static final String WHAT = "config.txt";
    private static final String ENABLED = "enable_uart=1";
    private static final List<String> FILES = List.of("/boot/firmware/config.txt", "/boot/config.txt");

    private final Root root;
    private final String port;

    BootCheck(Root root, String port) {
        this.root = root;
        this.port = port;
    }

    void look(Report report) {
        String file = FILES.stream().filter(root::has).findFirst().orElse(null);
        if (file == null || !onTheHeader()) {
            report.fine(WHAT, file == null ? "none: not a Raspberry Pi" : "says nothing of " + port);
            return;
        }
        BootConfig config = new BootConfig(root.lines(file), root.text("/proc/device-tree/model"));
        boolean five = config.isOn("uart0") || config.overlays("uart0-pi5");
        if (config.isFive() && !five) {
            report.warn(WHAT, file + " has no dtparam=uart0=on" + (config.has(ENABLED)
                    ? ": " + ENABLED + " alone switches on the debug connector of a Raspberry Pi 5, not pins 8 and 10"
                    : ""), "dtparam=uart0=on in " + file + ", reboot, and port = /dev/ttyAMA0 in wsat.conf");
        } else if (!five && !config.has(ENABLED)) {
            report.warn(WHAT, file + " has no " + ENABLED + " (Raspberry Pi 5: dtparam=uart0=on)", PortCheck.ENABLE);
        } else {
            report.fine(WHAT, "the UART is switched on"
                    + (config.isKnown() || five ? "" : "; a Raspberry Pi 5 wants dtparam=uart0=on, too"));
        }
        if (config.overlays("miniuart-bt")) {
            report.warn(WHAT, "dtoverlay=miniuart-bt: Bluetooth's rate follows the core clock now",
                    "core_freq=250 holds it still; without need of Bluetooth: dtoverlay=disable-bt");
        }
    }

    private boolean onTheHeader() {
        return port.startsWith("/dev/serial") && !port.startsWith("/dev/serial/") || port.startsWith("/dev/ttyAMA")
                || port.startsWith("/dev/ttyS");
    }
}

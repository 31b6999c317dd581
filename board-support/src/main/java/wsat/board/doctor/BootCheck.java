package wsat.board.doctor;

import java.util.List;

/** What the Raspberry Pi's config.txt says of the UART on the header. */
final class BootCheck {
    private static final String WHAT = "config.txt";
    private static final List<String> FILES = List.of("/boot/firmware/config.txt", "/boot/config.txt");

    private final Root root;
    private final String port;

    BootCheck(Root root, String port) {
        this.root = root;
        this.port = port;
    }

    void look(Report report) {
        String file = FILES.stream().filter(one -> !root.text(one).isEmpty()).findFirst().orElse(null);
        if (file == null || !onTheHeader()) {
            report.fine(WHAT, file == null ? "none: not a Raspberry Pi" : "says nothing of " + port);
            return;
        }
        List<String> lines = root.lines(file).stream().map(String::strip).toList();
        if (lines.contains("enable_uart=1") || lines.contains("dtparam=uart0=on") || lines.contains("dtparam=uart0")) {
            report.fine(WHAT, "the UART is switched on");
        } else {
            report.warn(WHAT, file + " has no enable_uart=1 (Raspberry Pi 5: dtparam=uart0=on)", PortCheck.ENABLE);
        }
        if (lines.contains("dtoverlay=miniuart-bt")) {
            report.warn(WHAT, "dtoverlay=miniuart-bt: Bluetooth's rate follows the core clock now",
                    "core_freq=250 holds it still; without need of Bluetooth: dtoverlay=disable-bt");
        }
    }

    private boolean onTheHeader() {
        return port.startsWith("/dev/serial") && !port.startsWith("/dev/serial/") || port.startsWith("/dev/ttyAMA")
                || port.startsWith("/dev/ttyS");
    }
}

package wsat.board.doctor;

import java.util.List;

/** The serial port: that it is there, is one, can be used, and is nobody else's. */
final class PortCheck {
    static final String ENABLE =
            "sudo raspi-config, Interface Options, Serial Port: login shell no, hardware yes; then reboot";

    private static final String WHAT = "serial port";
    private static final String DEBUG_UART = "/dev/ttyAMA10";
    private static final String MINI_UART = "/dev/ttyS0";

    private final Root root;
    private final String port;
    private final String device;
    private final Account account;

    PortCheck(Root root, String port, Account account) {
        this.root = root;
        this.port = port;
        device = root.real(port);
        this.account = account;
    }

    void look(Report report) {
        if (!root.has(device)) {
            report.problem(WHAT, port + " is not there", howToHave());
            return;
        }
        if (!isTerminal()) {
            report.problem(WHAT, named() + " is no serial port", "set port in wsat.conf, such as port = /dev/serial0");
            return;
        }
        wires(report);
        permission(report);
        holders(report);
    }

    private String howToHave() {
        if (port.startsWith("/dev/ttyUSB") || port.startsWith("/dev/ttyACM") || port.startsWith("/dev/serial/")) {
            return "plug the adapter in; ls -l /dev/serial/by-id shows what is there";
        }
        return root.text("/proc/device-tree/model").contains("Raspberry Pi 5")
                ? "dtparam=uart0=on in /boot/firmware/config.txt, reboot, and port = /dev/ttyAMA0 in wsat.conf"
                : ENABLE;
    }

    private String named() {
        return device.equals(port) ? port : port + " (" + device + ")";
    }

    private boolean isTerminal() {
        return device.startsWith("/dev/pts/") || root.has("/sys/class/tty/" + name());
    }

    private String name() {
        return device.substring(device.lastIndexOf('/') + 1);
    }

    private void wires(Report report) {
        boolean raspberry = root.text("/proc/device-tree/model").contains("Raspberry Pi");
        if (device.equals(DEBUG_UART)) {
            report.problem(WHAT, named() + " is the debug connector of a Raspberry Pi 5, not pins 8 and 10",
                    "dtparam=uart0=on in /boot/firmware/config.txt, reboot, and port = /dev/ttyAMA0 in wsat.conf");
        } else if (device.equals(root.real("/dev/serial1")) && root.has("/dev/serial1")) {
            report.problem(WHAT, named() + " is the Bluetooth chip's", "port = /dev/serial0 in wsat.conf, or"
                    + " dtoverlay=disable-bt in /boot/firmware/config.txt and reboot");
        } else if (raspberry && device.equals(MINI_UART)) {
            report.warn(WHAT,
                    named() + " is the mini-UART: no parity, small buffers, and its rate follows the core clock",
                    "for the better one: dtoverlay=disable-bt in /boot/firmware/config.txt, sudo systemctl disable"
                            + " hciuart, reboot; else keep enable_uart=1, which holds the clock still");
        }
    }

    private void permission(Report report) {
        if (account.mayUse(root.at(device))) {
            report.fine(WHAT, named() + ", open to the user " + account.name);
        } else {
            report.problem(WHAT, named() + " is closed to the user " + account.name,
                    "sudo adduser " + account.name + " dialout, then log in again (the service: restart it)");
        }
    }

    private void holders(Report report) {
        for (String process : root.names("/proc", "")) {
            if (process.matches("\\d+") && holds(process)) {
                List<String> words = List.of(root.text("/proc/" + process + "/cmdline").split(" "));
                String who = root.text("/proc/" + process + "/comm").strip() + ", process " + process;
                if (words.contains("wsat.sim.Main") && words.contains("run")) {
                    report.fine(WHAT, "in use by the wsat that runs (process " + process + ")");
                } else {
                    report.problem(WHAT, named() + " is in use by " + who,
                            "end it: one reader gets what the other waits for");
                }
            }
        }
    }

    private boolean holds(String process) {
        String folder = "/proc/" + process + "/fd/";
        return root.names(folder, "").stream().anyMatch(fd -> root.link(folder + fd).equals(device));
    }
}

package wsat.board.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** That the machine's own console is not on the port: the kernel's messages, or a login. */
final class ConsoleCheck {
    private static final String WHAT = "console";
    private static final List<String> COMMAND_LINES = List.of("/boot/firmware/cmdline.txt", "/boot/cmdline.txt",
            "/proc/cmdline");
    private static final List<String> UNITS = List.of("/etc/systemd/system/getty.target.wants",
            "/run/systemd/generator/getty.target.wants");

    /** Names that the UART on the header may have. */
    private static final Set<String> HEADER = Set.of("serial0", "ttyAMA0", "ttyS0");

    private final Root root;
    private final String port;

    ConsoleCheck(Root root, String port) {
        this.root = root;
        this.port = port;
    }

    void look(Report report) {
        List<String> kernels = kernels(this::isPort);
        List<String> logins = logins();
        List<String> perhaps = kernels(this::mayBePort);
        for (String found : perhaps) {
            report.warn(WHAT, "the kernel's may be on the port: " + found, PortCheck.ENABLE
                    + "; or take that word out of cmdline.txt");
        }
        for (String found : kernels) {
            report.problem(WHAT, "the kernel's is on the port: " + found, PortCheck.ENABLE
                    + "; or take that word out of cmdline.txt");
        }
        for (String unit : logins) {
            report.problem(WHAT, "a login is on the port: " + unit, "sudo systemctl disable --now " + unit
                    + " (and raspi-config: login shell no)");
        }
        if (kernels.isEmpty() && logins.isEmpty() && perhaps.isEmpty()) {
            report.fine(WHAT, "not on the port");
        }
    }

    private List<String> kernels(Predicate<String> isMeant) {
        List<String> found = new ArrayList<>();
        for (String file : COMMAND_LINES) {
            for (String word : root.text(file).split("\\s+")) {
                if (word.startsWith("console=") && isMeant.test(word.substring("console=".length()).split(",")[0])) {
                    found.add(word + " in " + file);
                }
            }
        }
        return found;
    }

    private List<String> logins() {
        List<String> found = new ArrayList<>();
        for (String folder : UNITS) {
            for (String unit : root.names(folder, "serial-getty@")) {
                String terminal = unit.substring("serial-getty@".length()).replace(".service", "");
                boolean masked = root.link("/etc/systemd/system/" + unit).equals("/dev/null");
                if (isPort(terminal) && !masked && !found.contains(unit)) {
                    found.add(unit);
                }
            }
        }
        return found;
    }

    /** What is not running has no links to say which UART a name means. */
    private boolean mayBePort(String terminal) {
        return !root.isRunning() && !isPort(terminal) && HEADER.contains(terminal)
                && HEADER.contains(port.replace("/dev/", ""));
    }

    private boolean isPort(String terminal) {
        return root.real("/dev/" + terminal).equals(root.real(port));
    }
}

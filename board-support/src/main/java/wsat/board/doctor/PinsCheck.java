package wsat.board.doctor;

import java.util.List;

/** That the GPIO chips can be used, when pins are configured. */
final class PinsCheck {
    private static final String WHAT = "GPIO";

    private final Root root;
    private final Account account;

    PinsCheck(Root root, Account account) {
        this.root = root;
        this.account = account;
    }

    void look(Report report) {
        List<String> chips = root.names("/dev", "gpiochip");
        if (chips.isEmpty()) {
            report.problem(WHAT, "this machine has no GPIO chip in /dev", "take the pins out of wsat.conf");
            return;
        }
        // which one has the header's pins is told by itself alone, when it has been opened
        List<String> closed = chips.stream()
                .filter(chip -> !account.mayUse(root.at(root.real("/dev/" + chip)))).toList();
        for (String chip : closed) {
            report.problem(WHAT, "/dev/" + chip + " is closed to the user " + account.name,
                    "sudo adduser " + account.name
                    + " gpio (on systems without that group: a udev rule for gpiochip*)");
        }
        if (closed.isEmpty()) {
            report.fine(WHAT, "open to the user " + account.name);
        }
    }
}

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
        } else if (chips.stream().noneMatch(chip -> account.mayUse(root.at(root.real("/dev/" + chip))))) {
            report.problem(WHAT, "/dev/" + chips.get(0) + " is closed to the user " + account.name,
                    "sudo adduser " + account.name
                    + " gpio (on systems without that group: a udev rule for gpiochip*)");
        } else {
            report.fine(WHAT, "open to the user " + account.name);
        }
    }
}

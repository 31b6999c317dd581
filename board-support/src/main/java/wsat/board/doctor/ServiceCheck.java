package wsat.board.doctor;

/** Whether the service is there, and starts with the machine. */
final class ServiceCheck {
    private static final String WHAT = "service";
    private static final String UNIT = "/systemd/system/wsat.service";

    private final Root root;

    ServiceCheck(Root root) {
        this.root = root;
    }

    void look(Report report) {
        if (!root.has("/usr/lib" + UNIT) && !root.has("/lib" + UNIT) && !root.has("/etc" + UNIT)) {
            report.fine(WHAT, "not installed: wsat run is started by hand");
        } else if (root.has("/etc/systemd/system/multi-user.target.wants/wsat.service")) {
            report.fine(WHAT, "starts with the machine");
        } else {
            report.warn(WHAT, "does not start with the machine", "when all is well: sudo systemctl enable --now wsat");
        }
    }
}

package wsat.board.doctor;

/** That the processor is one for which there is a Java. */
final class ProcessorCheck {
    private final Root root;

    ProcessorCheck(Root root) {
        this.root = root;
    }

    void look(Report report) {
        if (root.text("/proc/cpuinfo").contains("ARMv6")) {
            report.warn("processor", "ARMv6 (Raspberry Pi 1, Zero, Zero W): wsat is not supported on it",
                    "take a Zero 2 W, a 3 or a later one; Debian's Java does not start on ARMv6");
        }
    }
}

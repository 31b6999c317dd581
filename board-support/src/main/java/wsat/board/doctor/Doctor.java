package wsat.board.doctor;

import java.nio.file.Path;
import wsat.board.run.RunOptions;
import wsat.board.run.UsageError;

/** Looks at all that {@code wsat run} needs, in the order in which a person would mend it. */
public final class Doctor {
    private final Root root;
    private final Report report = new Report();

    /** @param root where the machine's files are */
    public Doctor(Root root) {
        this.root = root;
    }

    /**
     * Looks at everything.
     *
     * @param config the configuration, as the machine has it
     * @param slots  what looks at the certificates in an image that is there
     */
    public Report examine(String config, Slots slots) {
        if (root.isThisMachine()) {
            report.fine("Java", Runtime.version() + " on " + System.getProperty("os.arch"));
        }
        RunOptions options = options(config);
        if (options != null) {
            examine(options, slots);
        }
        new ClockCheck(root, System.currentTimeMillis()).look(report);
        if (root.isThisMachine() || root.has("/proc/net")) {
            new NetworkCheck(root, options != null && options.networkManager).look(report);
        }
        new ServiceCheck(root).look(report);
        return report;
    }

    private RunOptions options(String config) {
        if (!root.has(config)) {
            report.problem("configuration", config + " is not there",
                    "give its path with --config; the package brings one: sudo apt install --reinstall"
                            + " -o Dpkg::Options::=--force-confmiss ./wsat_*.deb");
            return null;
        }
        try {
            RunOptions options = new RunOptions(new String[] {"--config", root.at(root.real(config)).toString()}, 0, null);
            report.fine("configuration", config);
            return options;
        } catch (UsageError e) {
            e.getMessage().lines().forEach(line -> report.problem("configuration", line, "correct " + config));
            return null;
        }
    }

    private void examine(RunOptions options, Slots slots) {
        Account account = Account.of(root);
        if (Account.speaksForItselfAlone(root)) {
            report.fine("user", account.name + "; for the service's own user: sudo wsat doctor");
        }
        String port = options.port.toString();
        new PortCheck(root, port, account).look(report);
        new ConsoleCheck(root, port).look(report);
        new BootCheck(root, port).look(report);
        if (options.pins()) {
            new PinsCheck(root, account).look(report);
        }
        if (options.networkManager) {
            new WifiCheck(root, options.wifiInterface).look(report);
        }
        new FlashCheck(root, options.flash, account).look(report);
        new FlashCheck(root, options.nvs, account).look(report);
        Path image = root.at(root.real(options.flash.toAbsolutePath().toString()));
        if (image.toFile().canRead()) {
            slots.look(image, report);
        } else {
            report.fine("certificates", "not looked at: " + options.flash + " is not there, or hidden from you (sudo)");
        }
    }

    /** Knows what certificates must be like. */
    public interface Slots {
        /** Reports on the slots of an image. */
        void look(Path image, Report report);
    }
}

package wsat.board.doctor;

import java.nio.file.Path;
import java.util.List;
import wsat.board.run.RunOptions;
import wsat.board.run.UsageError;

/** Looks at all that {@code wsat run} needs, in the order in which a person would mend it. */
public final class Doctor {
    private final Root root;
    private final Report report;
    private final long nowMillis;

    /** @param root where the machine's files are */
    public Doctor(Root root) {
        this(root, new Report(!root.isThisMachine()), System.currentTimeMillis());
    }

    /** @param nowMillis what the machine's clock says, since 1970 */
    Doctor(Root root, Report report, long nowMillis) {
        this.root = root;
        this.report = report;
        this.nowMillis = nowMillis;
    }

    /**
     * Looks at everything.
     *
     * @param config the configuration, as the machine has it
     * @param images what knows partitions and certificates
     */
    public Report examine(String config, Images images) {
        if (root.isThisMachine()) {
            report.fine("Java", Runtime.version() + " on " + System.getProperty("os.arch"));
        }
        new ProcessorCheck(root).look(report);
        RunOptions options = options(config);
        if (options != null) {
            examine(options, images);
        }
        if (root.isRunning()) {
            new ClockCheck(root, nowMillis).look(report);
            new NetworkCheck(root, options != null && options.networkManager).look(report);
        } else {
            report.fine("not looked at", "what only a running machine has: its port, pins, radio, clock and network");
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
            RunOptions options = new RunOptions(new String[] {"--config", root.at(root.real(config)).toString()}, 0,
                    null);
            report.fine("configuration", config);
            return options;
        } catch (UsageError e) {
            e.getMessage().lines().forEach(line -> report.problem("configuration", line, "correct " + config));
            return null;
        }
    }

    private void examine(RunOptions options, Images images) {
        Account account = Account.of(root);
        if (Account.speaksForItselfAlone(root)) {
            report.fine("user", account.name + "; for the service's own user: sudo wsat doctor");
        }
        String port = options.port.toString();
        if (root.isRunning()) {
            new PortCheck(root, port, account).look(report);
        }
        new ConsoleCheck(root, port).look(report);
        new BootCheck(root, port).look(report);
        if (options.pins() && root.isRunning()) {
            new PinsCheck(root, account).look(report);
        }
        if (options.networkManager && root.isRunning()) {
            new WifiCheck(root, options.wifiInterface).look(report);
        }
        FlashCheck flash = new FlashCheck(root, options.flash, account);
        byte[] bytes = flash.look(report);
        if (bytes != null && flash.lookAtSlots(bytes, report)) {
            String image = options.flash.toAbsolutePath().toString();
            images.slots(root.at(root.real(image)), image, report);
        }
        FlashCheck nvs = new FlashCheck(root, options.nvs, account);
        bytes = nvs.look(report);
        if (bytes != null) {
            nvs.lookAtSettings(bytes, images, report);
        }
    }

    /** Knows what partitions and certificates must be like. */
    public interface Images {
        /** What is damaged in a partition, a few words each. */
        List<String> damage(byte[] image);

        /**
         * Reports on the slots of an image that can be used.
         *
         * @param image where it is for us
         * @param named what its own machine calls it
         */
        void slots(Path image, String named, Report report);
    }
}

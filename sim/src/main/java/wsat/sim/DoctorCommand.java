package wsat.sim;

import static wsat.board.run.Options.flag;
import static wsat.board.run.Options.value;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import wsat.board.doctor.Doctor;
import wsat.board.doctor.Report;
import wsat.board.doctor.Root;
import wsat.board.run.Options;
import wsat.board.run.UsageError;
import wsat.board.run.Values;
import wsat.pki.Refusal;
import wsat.pki.command.CheckCommand;
import wsat.pki.image.PageHealth;
import wsat.pki.x509.Findings;

/** {@code wsat doctor}: the examination of a machine, with what {@code wsat pki check} knows of certificates. */
final class DoctorCommand {
    private static final int FINE = 0;
    private static final int PROBLEMS = 1;
    private static final int USAGE = 2;

    private static final String CONFIG = "/etc/wsat/wsat.conf";
    private static final String WHAT = "certificates";
    static final Options OPTIONS = new Options("wsat doctor",
            "Looks whether wsat run can work here, and says what to do about what is wrong. Changes nothing.",
            new String[][] {
                value("--config", "FILE", "the configuration to look at (default: " + CONFIG + ")"),
                value("--root", "DIR", "looks at the machine whose files are below DIR, such as a mounted SD card"),
                flag("--help", "prints this"),
            }, new String[0][]);

    private DoctorCommand() {
    }

    /** @return the exit code: 0 fine, 1 problems, 2 usage */
    static int run(String[] args, int from, PrintStream out, PrintStream err) {
        try {
            // --config is not for the parser: it would read the file as options of this command
            Values values = OPTIONS.parse(args, from);
            if (values.flag("--help")) {
                out.print(OPTIONS.help());
                return FINE;
            }
            Path root = values.path("--root", Path.of("/"));
            Path config = values.path("--config", Path.of(CONFIG));
            values.check();
            if (!Files.isDirectory(root)) {
                throw new UsageError("--root: there is no directory " + root);
            }
            return examine(root, config, out);
        } catch (UsageError e) {
            e.tell("wsat doctor", err);
            return USAGE;
        }
    }

    private static int examine(Path root, Path config, PrintStream out) {
        Root machine = new Root(root);
        // a path that is not absolute is meant as the shell means it
        String file = (machine.isThisMachine() ? config.toAbsolutePath() : Path.of("/").resolve(config)).toString();
        Report report = new Doctor(machine).examine(file, new Partitions());
        out.print(report);
        out.println(report.problems() == 0 ? "No problem found." : report.problems() == 1 ? "1 problem found."
                : report.problems() + " problems found.");
        return report.problems() == 0 ? FINE : PROBLEMS;
    }

    /** What the tools for images know. */
    private static final class Partitions implements Doctor.Images {
        @Override
        public List<String> damage(byte[] image) {
            List<String> damage = new ArrayList<>();
            for (PageHealth.Page page : PageHealth.of(image)) {
                if (page.damage() != null) {
                    damage.add("page " + page.number() + " is damaged: " + page.damage());
                }
            }
            return damage;
        }

        @Override
        public void slots(Path image, String named, Report report) {
            String see = "wsat pki check " + named + " says more; wsat pki add --replace puts another in its place";
            try {
                List<Findings.Finding> findings = CheckCommand.findings(image);
                for (Findings.Finding finding : findings) {
                    if (finding.level() == Findings.Level.WARNING) {
                        report.warn(WHAT, finding.text(), see);
                    } else {
                        report.problem(WHAT, finding.text(), see);
                    }
                }
                if (findings.isEmpty()) {
                    report.fine(WHAT, CheckCommand.slots(image) == 0
                            ? "none: no slot is filled, which wss:// wants in auth modes 1 to 3"
                            : "sound, and in date");
                }
            } catch (Refusal e) {
                report.problem(WHAT, e.getMessage(), "sudo wsat pki put " + named + " --from GOOD.bin --force");
            }
        }
    }
}

package wsat.pki.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import wsat.pki.Refusal;
import wsat.pki.image.SlotStore;

/** One of the commands. */
@Command(sortOptions = false, synopsisHeading = "Usage: ", descriptionHeading = "", parameterListHeading = "%n",
        optionListHeading = "%n", footerHeading = "%nExample:%n", abbreviateSynopsis = false)
abstract class Task implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "prints this")
    boolean help;

    final Talk talk;

    Task(Talk talk) {
        this.talk = talk;
    }

    @Override
    public final Integer call() throws Refusal {
        return run();
    }

    /** Does it. @return the exit code */
    abstract int run() throws Refusal;

    /** What the command line should have said. */
    ParameterException usage(String line) {
        return new ParameterException(spec.commandLine(), line);
    }

    /** The last word of a process that is told to end; a bar may stand in front of it. */
    void interrupted(String line) {
        talk.err.println((Talk.terminal() == null ? "" : "\n") + spec.qualifiedName() + ": " + line);
    }

    void checkSlot(int slot) {
        if (slot < 0 || slot > SlotStore.SLOT_MAX) {
            throw usage("--slot: " + slot + " is not a number from 0 to " + SlotStore.SLOT_MAX);
        }
    }
}

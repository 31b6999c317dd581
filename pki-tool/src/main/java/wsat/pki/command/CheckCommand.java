package wsat.pki.command;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.pki.Refusal;
import wsat.pki.image.Image;
import wsat.pki.image.OwnFile;
import wsat.pki.image.PageHealth;
import wsat.pki.x509.Findings;

/** {@code wsat pki check}. */
@Command(name = "check", description = {"Checks every slot, the free space and the health of each page.",
        "Exit code 1 if anything is wrong; warnings count with --strict."},
        footer = "  wsat pki check board.nvs")
public final class CheckCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "the image")
    Path file;

    @Option(names = "--strict", description = "a warning is a failure too")
    boolean strict;

    CheckCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        Findings findings = new Findings();
        int slots = check(findings);
        return settle(slots, findings);
    }

    /** What is wrong with an image, for another program to tell. */
    public static List<Findings.Finding> findings(Path image) throws Refusal {
        Findings findings = new Findings();
        silently(image, findings);
        return findings.all();
    }

    /** How many slots of an image have something in them. */
    public static int slots(Path image) throws Refusal {
        return silently(image, new Findings());
    }

    private static int silently(Path image, Findings findings) throws Refusal {
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream());
        CheckCommand check = new CheckCommand(new Talk(nobody, nobody));
        check.file = image;
        return check.check(findings);
    }

    /** @return how many slots there are */
    private int check(Findings findings) throws Refusal {
        byte[] bytes = Look.bytes(file, talk);
        String mode = OwnFile.openTo(file);
        if (mode != null) {
            findings.warn(file + ": " + mode + ", and its private keys are not encrypted; chmod 600 " + file);
        }
        pages(bytes, findings);
        return new SlotChecks(file, new Image(file.toString(), bytes), findings).run();
    }

    private void pages(byte[] bytes, Findings findings) {
        List<PageHealth.Page> pages = PageHealth.of(bytes);
        int empty = 0;
        for (PageHealth.Page page : pages) {
            empty += page.state().equals("empty") ? 1 : 0;
            if (page.damage() != null) {
                findings.wrong(file + ": page " + page.number() + " is damaged: " + page.damage()
                        + "; copy or pull the image again");
            } else if (page.unfinished()) {
                findings.warn(file + ": page " + page.number() + " was being changed when power was cut; the next start"
                        + " finishes that");
            }
            if (!page.state().equals("empty")) {
                talk.say(String.format("page %d: %s, %d entries used, %d erased, %d free", page.number(), page.state(),
                        page.used(), page.erased(), PageHealth.ENTRIES - page.used() - page.erased()));
            }
        }
        talk.say(String.format("%d of %d pages empty; about %d bytes free", empty, pages.size(),
                PageHealth.free(pages) * 32));
        if (empty == 0 && pages.stream().noneMatch(page -> page.state().equals("being erased"))) {
            findings.wrong(file + ": no page is empty, so nothing can be changed any more; make a larger image");
        }
    }

    private int settle(int slots, Findings findings) {
        int wrong = 0;
        for (Findings.Finding finding : findings.all()) {
            boolean warning = finding.level() == Findings.Level.WARNING;
            wrong += warning ? 0 : 1;
            talk.say((warning ? "warning: " : "wrong: ") + finding.text());
        }
        findings.notes().forEach(note -> talk.say("note: " + note));
        int warnings = findings.all().size() - wrong;
        talk.say(file + ": " + count(slots, "slot") + ", " + wrong + " wrong, "
                + count(warnings, "warning"));
        return wrong > 0 || strict && warnings > 0 ? 1 : 0;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}

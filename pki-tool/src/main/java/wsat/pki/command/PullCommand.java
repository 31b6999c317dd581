package wsat.pki.command;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.pki.Refusal;
import wsat.pki.image.Image;
import wsat.pki.image.OwnFile;
import wsat.pki.image.PageHealth;
import wsat.pki.module.Module;

/** {@code wsat pki pull}. */
@Command(name = "pull", description = "Reads the partition of a running module, wsat or ESP-AT, into an image.",
        footer = "  wsat pki pull --port /dev/ttyUSB0 board.nvs")
final class PullCommand extends Task {
    @Mixin
    LineOptions line;

    @Parameters(paramLabel = "FILE", description = "the image to make")
    Path file;

    @Option(names = "--partition", paramLabel = "NAME", description = "the partition (default: mfg_nvs)")
    String partition = "mfg_nvs";

    @Option(names = "--force", description = "puts it in place of a file that is there already")
    boolean force;

    PullCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        line.check(this);
        OwnFile.mustBePossible(file, force);
        byte[] bytes = read();
        for (PageHealth.Page page : PageHealth.of(bytes)) {
            if (page.damage() != null) {
                talk.warn(file + ": page " + page.number() + " is damaged: " + page.damage()
                        + "; pull again, at a lower --baud if it happens again");
            }
        }
        NewImage.write(file, bytes, force);
        Image image = new Image(file.toString(), bytes);
        talk.say(String.format("%s: image of 0x%X bytes, %d namespaces", file, bytes.length,
                image.namespaces().size()));
        return 0;
    }

    private byte[] read() throws Refusal {
        try (Module module = line.open(this)) {
            Module.Partition source = module.partition(partition);
            byte[] bytes = new byte[source.size()];
            Progress progress = new Progress(talk, "reading", bytes.length);
            try {
                for (int at = 0; at < bytes.length; at += Module.CHUNK) {
                    byte[] page = module.read(source, at, Math.min(Module.CHUNK, bytes.length - at));
                    System.arraycopy(page, 0, bytes, at, page.length);
                    progress.at(at + page.length);
                }
            } finally {
                progress.end();
            }
            return bytes;
        }
    }
}

package wsat.pki.command;

import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.board.flash.FileFlash;
import wsat.pki.Refusal;
import wsat.pki.image.Image;

/** {@code wsat pki init}. */
@Command(name = "init", description = "Makes an empty partition image.",
        footer = "  wsat pki init board.nvs --size 0x1F000")
final class InitCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "the image to make")
    Path file;

    @Option(names = "--size", paramLabel = "N", converter = SizeConverter.class,
            description = "bytes, as the module's partition has (default: 0x1F000)")
    int size = FileFlash.DEFAULT_SIZE;

    @Option(names = "--force", description = "puts it in place of a file that is there already")
    boolean force;

    InitCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        NewImage.write(file, Image.erased(size), force);
        talk.say(String.format("%s: empty image of 0x%X bytes", file, size));
        return 0;
    }
}

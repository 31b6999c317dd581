package wsat.pki.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import wsat.board.flash.FileFlash;
import wsat.pki.Refusal;
import wsat.pki.image.CsvImage;
import wsat.pki.image.Image;
import wsat.pki.image.RawDataImage;

/** {@code wsat pki build}. */
@Command(name = "build", description = "Builds the image that Espressif's nvs_partition_gen builds, byte for byte.",
        footer = {"  wsat pki build --csv mfg_nvs.csv -o mfg_nvs.bin",
            "  wsat pki build --raw-data components/customized_partitions/raw_data -o mfg_nvs.bin"})
final class BuildCommand extends Task {
    /** What it is built from. */
    static final class Source {
        @Option(names = "--csv", paramLabel = "FILE", description = "the generator's CSV: key,type,encoding,value")
        Path csv;

        @Option(names = "--raw-data", paramLabel = "DIR",
                description = "ESP-AT's raw_data folder: a folder for each namespace")
        Path rawData;
    }

    @ArgGroup(multiplicity = "1")
    Source source;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "the image to make")
    Path image;

    @Option(names = "--size", paramLabel = "N", converter = SizeConverter.class,
            description = "bytes, as the module's partition has (default: 0x1F000)")
    int size = FileFlash.DEFAULT_SIZE;

    @Option(names = "--force", description = "puts it in place of a file that is there already")
    boolean force;

    BuildCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        List<String> notes = new ArrayList<>();
        byte[] bytes = source.csv != null ? CsvImage.build(source.csv, size)
                : RawDataImage.build(source.rawData, size, notes);
        NewImage.write(image, bytes, force);
        notes.forEach(talk::note);
        Image built = new Image(image.toString(), bytes);
        int keys = built.namespaces().stream().mapToInt(name -> built.values(name).size()).sum();
        talk.say(String.format("%s: image of 0x%X bytes, %d keys in %d namespaces", image, size, keys,
                built.namespaces().size()));
        return 0;
    }
}

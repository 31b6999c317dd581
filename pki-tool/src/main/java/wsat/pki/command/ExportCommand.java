package wsat.pki.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.board.os.FileReason;
import wsat.pki.Refusal;
import wsat.pki.image.Image;
import wsat.pki.image.Kind;
import wsat.pki.image.OwnFile;
import wsat.pki.image.SlotStore;

/** {@code wsat pki export}. */
@Command(name = "export", description = "Writes what is in a slot to files, which only you can read.",
        footer = "  wsat pki export board.nvs --slot 0 --ca ca.pem --cert client.pem --key client.key")
final class ExportCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "the image")
    Path file;

    @Option(names = "--slot", paramLabel = "N", required = true, description = "the slot")
    int slot;

    @Mixin
    FamilyOption links;

    @Option(names = "--ca", paramLabel = "FILE", description = "where its CA goes")
    Path ca;

    @Option(names = "--cert", paramLabel = "FILE", description = "where its certificate goes")
    Path cert;

    @Option(names = "--key", paramLabel = "FILE", description = "where its private key goes, not encrypted")
    Path key;

    @Option(names = "--force", description = "puts them in place of files that are there already")
    boolean force;

    ExportCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        checkSlot(slot);
        Map<Kind, Path> targets = new EnumMap<>(Kind.class);
        put(targets, Kind.CA, ca);
        put(targets, Kind.CERT, cert);
        put(targets, Kind.KEY, key);
        if (targets.isEmpty()) {
            throw usage("say what to write where: --ca, --cert or --key");
        }
        Image image = Look.at(file, talk);
        SlotStore slots = new SlotStore(image, links.family);
        for (Map.Entry<Kind, Path> target : targets.entrySet()) {
            if (slots.get(target.getKey(), slot) == null) {
                throw new Refusal(file + ": " + links.family.slot(slot) + " has no "
                        + links.family.namespace(target.getKey()) + "; see wsat pki list " + file);
            }
            OwnFile.mustBePossible(target.getValue(), force);
            if (isSame(target.getValue(), file)) {
                throw new Refusal(target.getValue() + ": is the image itself; give the path of another file");
            }
        }
        if (targets.values().stream().map(path -> path.toAbsolutePath().normalize()).distinct()
                .count() < targets.size()) {
            throw usage("one file for two parts of a slot: give each its own");
        }
        for (Map.Entry<Kind, Path> target : targets.entrySet()) {
            byte[] bytes = slots.get(target.getKey(), slot);
            if (force) {
                OwnFile.replace(target.getValue(), bytes);
            } else {
                OwnFile.create(target.getValue(), bytes);
            }
            talk.say(target.getValue() + ": " + links.family.namespace(target.getKey()) + " of slot " + slot);
        }
        return 0;
    }

    private static boolean isSame(Path one, Path other) throws Refusal {
        try {
            return Files.exists(one) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new Refusal(one + ": cannot be looked at (" + FileReason.of(e) + "); check its permissions");
        }
    }

    private static void put(Map<Kind, Path> targets, Kind kind, Path path) {
        if (path != null) {
            targets.put(kind, path);
        }
    }
}

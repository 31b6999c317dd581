package wsat.pki.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.pki.Refusal;
import wsat.pki.image.Kind;

/** {@code wsat pki remove}. */
@Command(name = "remove", description = "Empties a slot of an image, or a part of it.",
        footer = "  wsat pki remove board.nvs --slot 1")
final class RemoveCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "the image")
    Path file;

    @Option(names = "--slot", paramLabel = "N", required = true, description = "the slot")
    int slot;

    @Mixin
    FamilyOption links;

    @Option(names = "--ca", description = "only its CA")
    boolean ca;

    @Option(names = "--cert", description = "only its certificate and key")
    boolean cert;

    @Option(names = "--force", description = "also in an image with damaged pages")
    boolean force;

    RemoveCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        checkSlot(slot);
        String where = file + ": " + links.family.slot(slot);
        try (Edit edit = Edit.of(file, links.family, force, talk)) {
            List<Kind> kinds = new ArrayList<>();
            for (Kind kind : Kind.values()) {
                boolean asked = ca == cert || (kind == Kind.CA ? ca : cert);
                if (asked && edit.slots.has(kind, slot)) {
                    kinds.add(kind);
                }
            }
            if (kinds.isEmpty()) {
                throw new Refusal(where + " has nothing of that; see wsat pki list " + file);
            }
            for (Kind kind : kinds) {
                edit.slots.remove(kind, slot);
            }
            edit.save();
            for (Kind kind : kinds) {
                String part = where + ": " + links.family.namespace(kind);
                talk.say(part + " removed");
                if (!edit.slots.slots(kind).tailMap(slot).isEmpty()) {
                    talk.warn(part + ": an ESP32 does not find the slots behind an empty one; fill it again");
                }
            }
        }
        return 0;
    }
}

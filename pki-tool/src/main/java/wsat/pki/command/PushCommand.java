package wsat.pki.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.pki.Refusal;
import wsat.pki.image.Image;
import wsat.pki.image.ImageFile;
import wsat.pki.image.Kind;
import wsat.pki.image.PageHealth;
import wsat.pki.module.Module;
import wsat.pki.x509.Findings;
import wsat.port.Flash;

/** {@code wsat pki push}. */
@Command(name = "push", description = {"Brings an image or a single slot into a running module, wsat or ESP-AT.",
        "By AT+SYSFLASH or AT+SYSMFG, and reads it back. Interrupted, it can be run again."},
        footer = {"  wsat pki push --port /dev/ttyUSB0 board.nvs",
            "  wsat pki push --port tcp:127.0.0.1:5000 --slot 0 --ca ca.pem --cert client.pem --key client.key"})
final class PushCommand extends Task {
    private static final String FACTORY = "factory_param";

    @Mixin
    LineOptions line;

    @Parameters(paramLabel = "FILE", arity = "0..1", description = "the image, for the whole partition")
    Path file;

    @Option(names = "--slot", paramLabel = "N", description = "or: the one slot to fill")
    Integer slot;

    @Mixin
    FamilyOption links;

    @Mixin
    MaterialOptions material;

    @Option(names = "--partition", paramLabel = "NAME", description = "the partition (default: mfg_nvs)")
    String partition = "mfg_nvs";

    PushCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        line.check(this);
        if ((file == null) == (slot == null)) {
            throw usage("say what to push: an image FILE, or --slot N with --ca, --cert and --key");
        }
        if (slot != null) {
            checkSlot(slot);
            material.check(this);
            pushSlot();
        } else if (material.given()) {
            throw usage("--ca, --cert, --key and --p12 go with --slot, not with an image");
        } else {
            pushImage();
        }
        return 0;
    }

    private void pushSlot() throws Refusal {
        Map<Kind, byte[]> values = material.read(talk, links.family, slot, MaterialOptions.Existing.NOTHING);
        String where = line.port + ": " + links.family.slot(slot);
        try (Module module = line.open(this)) {
            for (Kind kind : values.keySet()) {
                place(module, kind);
            }
            for (Map.Entry<Kind, byte[]> value : values.entrySet()) {
                Kind kind = value.getKey();
                String namespace = links.family.namespace(kind);
                module.put(namespace, links.family.key(kind, slot), value.getValue());
                List<String> keys = module.keys(namespace);
                if (slot == 0 && keys != null && keys.contains(namespace)) {
                    module.erase(namespace, namespace);
                }
                talk.say(where + ": " + Describe.stored(kind, value.getValue()));
            }
        }
        talk.say(where + " written and read back");
    }

    /** The slots below must be filled, and under their numbers. */
    private void place(Module module, Kind kind) throws Refusal {
        String namespace = links.family.namespace(kind);
        List<String> keys = module.keys(namespace);
        int free = 0;
        while (keys != null && keys.contains(links.family.key(kind, free))) {
            free++;
        }
        if (slot > free) {
            String gap = line.port + ": " + links.family.slot(slot) + ": " + namespace
                    + ": an ESP32 does not find it, since slot "
                    + free + " is empty" + (keys != null && keys.contains(namespace) ? " or has no number" : "");
            if (!material.force) {
                throw new Refusal(gap + "; fill slot " + free + " first (or --force)");
            }
            talk.warn("--force overrides: " + gap);
        }
    }

    private void pushImage() throws Refusal {
        byte[] bytes;
        try (ImageFile held = ImageFile.look(file)) {
            if (held.inUse()) {
                throw new Refusal(file + ": in use by a running wsat; stop that one first");
            }
            bytes = held.bytes();
        }
        Image image = checked(bytes);
        try (Module module = line.open(this)) {
            Module.Partition target = module.partition(partition);
            if (bytes.length > target.size()) {
                throw new Refusal(
                        String.format("%s: 0x%X bytes do not fit into the partition %s of 0x%X bytes; make the"
                        + " image with --size 0x%X", file, bytes.length, partition, target.size(), target.size()));
            }
            keepFactory(module, image);
            write(module, target, bytes);
            verify(module, target, bytes);
        }
        talk.say(String.format("%s: %s written to %s and read back", line.port, file, partition));
        talk.note("wsat uses it with the next AT+WSCFG or AT+WSOPEN; restart an ESP32 (AT+RST)");
    }

    private Image checked(byte[] bytes) throws Refusal {
        Findings findings = new Findings();
        for (PageHealth.Page page : PageHealth.of(bytes)) {
            if (page.damage() != null) {
                findings.refuse(file + ": page " + page.number() + " is damaged: " + page.damage()
                        + "; make or copy the image" + " again");
            }
        }
        Image image = new Image(file.toString(), bytes);
        Findings slots = new Findings();
        new SlotChecks(file, image, slots).run();
        for (Findings.Finding finding : slots.all()) {
            if (finding.level() == Findings.Level.WARNING) {
                findings.warn(finding.text());
            } else {
                findings.refuse(finding.text());
            }
        }
        findings.settle(material.force).forEach(talk::warn);
        slots.notes().forEach(talk::note);
        return image;
    }

    /** Without these an ESP32 does not know its own pins any more. */
    private void keepFactory(Module module, Image image) throws Refusal {
        List<String> keys = module.keys(FACTORY);
        if (keys != null && !keys.isEmpty() && !image.namespaces().contains(FACTORY)) {
            String loss = line.port + ": the module's " + FACTORY + " (its pins, its speed) would be lost, " + file
                    + " has none";
            if (!material.force) {
                throw new Refusal(loss
                        + "; pull its image, add the slots to that and push it, or push single slots with"
                        + " --slot (or --force)");
            }
            talk.warn("--force overrides: " + loss);
        }
    }

    private void write(Module module, Module.Partition target, byte[] bytes) throws Refusal {
        Progress progress = new Progress(talk, "writing", bytes.length);
        try {
            module.erase(target);
            for (int at = 0; at < bytes.length; at += Module.CHUNK) {
                byte[] page = Arrays.copyOfRange(bytes, at, Math.min(at + Module.CHUNK, bytes.length));
                if (!isErased(page)) {
                    module.write(target, at, page);
                }
                progress.at(at + page.length);
            }
        } finally {
            progress.end();
        }
    }

    private void verify(Module module, Module.Partition target, byte[] bytes) throws Refusal {
        Progress progress = new Progress(talk, "reading", bytes.length);
        try {
            for (int at = 0; at < bytes.length; at += Module.CHUNK) {
                byte[] page = module.read(target, at, Math.min(Module.CHUNK, bytes.length - at));
                if (!Arrays.equals(page, 0, page.length, bytes, at, at + page.length)) {
                    throw new Refusal(
                            String.format("%s: page %d reads back otherwise than it was written; push again, at a"
                            + " lower --baud or with --flow rtscts if it happens again", line.port, at / Flash.SECTOR));
                }
                progress.at(at + page.length);
            }
        } finally {
            progress.end();
        }
    }

    private static boolean isErased(byte[] page) {
        for (byte b : page) {
            if (b != (byte) 0xFF) {
                return false;
            }
        }
        return true;
    }
}

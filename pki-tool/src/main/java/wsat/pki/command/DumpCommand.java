package wsat.pki.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.board.text.Printable;
import wsat.nvs.Types;
import wsat.pki.Refusal;
import wsat.pki.image.Image;
import wsat.pki.image.Value;

/** {@code wsat pki dump}. */
@Command(name = "dump",
        description = {"Lists every namespace, key and type of an image, also of one read from an ESP32.",
        "Values are not shown unless asked for, since strings may be passwords; blobs never are."},
        footer = "  wsat pki dump mfg_nvs.bin --values")
final class DumpCommand extends Task {
    @Parameters(paramLabel = "FILE", description = "the image")
    Path file;

    @Option(names = "--values", description = "shows numbers and strings too")
    boolean values;

    DumpCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        Image image = Look.at(file, talk);
        for (String namespace : image.namespaces()) {
            talk.say(Printable.of(namespace));
            for (Value value : image.values(namespace)) {
                talk.say(String.format("  %-15s  %-6s  %d bytes%s", Printable.of(value.key()), value.typeName(),
                        value.size(), values ? shown(image, value) : ""));
            }
        }
        return 0;
    }

    private static String shown(Image image, Value value) {
        if (Types.isInteger(value.type())) {
            return "  " + value.number();
        }
        byte[] text = value.type() == Types.STRING ? image.read(value.namespace(), value.key()) : null;
        return text == null ? "" : "  \"" + Printable.of(new String(text, StandardCharsets.UTF_8)) + "\"";
    }
}

package wsat.sim;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import wsat.board.os.FileReason;
import wsat.board.os.WholeFile;
import wsat.board.run.Options;
import wsat.board.run.Values;

/**
 * What a person gives for the {@code ${NAME}} of a transcript. A secret need not stand on the command line, where other
 * users see it: it may come from the environment or a file. No message repeats a value.
 */
final class ScriptValues {
    static final String[] SET = Options.values("--set", "NAME=VALUE",
            "a value for a name in the transcript; NAME alone: as the environment has it");
    static final String[] SET_FILE = Options.value("--set-file", "FILE", "the same, as lines of NAME=VALUE");
    private static final String NAME = "[A-Z][A-Z0-9_]*";
    private static final int FILE_MAX = 1 << 20;

    private ScriptValues() {
    }

    /** @return name and value, a character of Latin-1 for each byte of UTF-8 */
    static Map<String, String> of(Values values, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>();
        Path file = values.path("--set-file", null);
        if (file != null) {
            read(file, values, all);
        }
        for (String text : values.texts("--set")) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            String value = equals < 0 ? environment.get(name) : text.substring(equals + 1);
            if (!name.matches(NAME)) {
                values.wrong("--set", "a name is capital letters, digits and _, such as PASSWORD=...");
            } else if (value == null) {
                values.wrong("--set", "the environment has no " + name + "; set it, or give " + name + "=VALUE");
            } else {
                all.put(name, new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
            }
        }
        return all;
    }

    private static void read(Path file, Values values, Map<String, String> all) {
        try {
            String[] lines = new String(WholeFile.read(file, FILE_MAX), StandardCharsets.ISO_8859_1).split("\r?\n");
            for (int i = 0; i < lines.length; i++) {
                String[] parts = lines[i].split("=", 2);
                if (parts.length == 2 && parts[0].matches(NAME)) {
                    all.put(parts[0], parts[1]);
                } else if (!lines[i].isEmpty() && !lines[i].startsWith("#")) {
                    values.wrong("--set-file", file + ":" + (i + 1) + ": this is no NAME=VALUE");
                }
            }
        } catch (IOException e) {
            values.wrong("--set-file", "cannot read " + file + ": " + FileReason.of(e));
        }
    }
}

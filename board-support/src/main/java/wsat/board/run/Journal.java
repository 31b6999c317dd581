package wsat.board.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether standard error goes to systemd's journal, which has its own time stamps and knows priorities
 * (systemd.exec(5)).
 */
final class Journal {
    private static final Path STDERR = Path.of("/proc/self/fd/2");

    private Journal() {
    }

    /** Compares, since a child of a service inherits the variable, but may have another standard error. */
    static boolean hears(Map<String, String> environment) {
        String stream = environment.get("JOURNAL_STREAM");
        if (stream == null) {
            return false;
        }
        try {
            Map<String, Object> file = Files.readAttributes(STDERR, "unix:dev,ino");
            return stream.equals(file.get("dev") + ":" + file.get("ino"));
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}

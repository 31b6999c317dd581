package wsat.board.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The configuration that is installed tells of the options that there are. */
class PackagedConfigTest {
    private static final Path CONFIG = Path.of("../dist/src/deb/wsat.conf");

    private static Set<String> all(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static Set<String> options() {
        return all("^ +--([a-z-]+)", RunOptions.usage());
    }

    @Test
    void theInstalledConfigurationIsReadWithoutAMistake() throws Exception {
        RunOptions options = new RunOptions(new String[] {"--config", CONFIG.toString()}, 0, null);
        assertEquals(Path.of("/dev/serial0"), options.port);
    }

    @Test
    void theInstalledConfigurationHasEveryKeyAndNoOther() throws Exception {
        Set<String> keys = options();
        keys.removeAll(Set.of("config", "help", "version"));
        assertEquals(keys, all("^#?([a-z-]+) = ", Files.readString(CONFIG)));
    }
}

package wsat.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/** The version has one place, {@code pom.xml}; what repeats it, because CLDC reads no file, is equal. */
class VersionTest {
    private static String property(String name) throws Exception {
        return XPathFactory.newInstance().newXPath()
                .evaluate("/*/*[local-name() = 'properties']/*[local-name() = '" + name + "']",
                        new InputSource("../pom.xml"));
    }

    @Test
    void theVersionThatIsToldIsTheBuilds() throws Exception {
        assertEquals(property("revision"), Version.WSAT);
    }

    @Test
    void theDayThatIsToldIsTheBuilds() throws Exception {
        OffsetDateTime built = OffsetDateTime.parse(property("project.build.outputTimestamp"));
        assertEquals(DateTimeFormatter.ofPattern("MMM dd yyyy HH:mm:ss", Locale.ROOT).format(built), Version.BUILT);
    }

    @Test
    void theChangesOfTheVersionAreTold() throws Exception {
        assertTrue(Files.readString(Path.of("../CHANGELOG.md")).contains("\n## " + Version.WSAT), Version.WSAT);
    }
}

package wsat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import wsat.at.Version;

class VersionTest {
    @Test
    void theVersionThatIsToldIsTheBuilds() throws Exception {
        assertEquals(
                XPathFactory.newInstance().newXPath()
                    .evaluate("/*/*[local-name() = 'version']", new InputSource("../pom.xml")),
                Version.WSAT);
    }
}

package wsat.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.port.Text;

class AuthorizationTest {
    private final Text value = Texts.text("of the attempt before");
    private final Text headers = new Text(40);

    private String parse(String auth) {
        return Authorization.parse(Texts.exact(auth), value, headers);
    }

    private void isValue(String expected, String auth) {
        assertNull(parse(auth), auth);
        assertEquals(expected, Texts.string(value));
        assertEquals("", Texts.string(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic dTpw", "Bearer a:b c", "Digest username=\"u\", uri=\"http://x\"", "Basic ",
        "token"})
    void aSchemeOrAWordIsTheValueAsItStands(String auth) {
        isValue(auth, auth);
    }

    @ParameterizedTest
    @ValueSource(strings = {"u:p", "u:pw", "u:pwd", ":p", "u:", ":", "\u00FC:\u00FF", "a b: c", "basic x:y", "Basi:c",
        "u:: x"})
    void aUserAndAPasswordAreMadeBasic(String auth) {
        isValue("Basic " + Base64.getEncoder().encodeToString(auth.getBytes(StandardCharsets.ISO_8859_1)), auth);
    }

    @Test
    void aWholeHeaderIsOne() {
        assertNull(parse("X-Key: a b"));
        assertEquals("", Texts.string(value));
        assertEquals("X-Key: a b\r\n", Texts.string(headers));
    }

    @Test
    void aHeaderThatIsOursOrHasNoRoomIsRefused() {
        assertNotNull(parse("Upgrade: h2c"));
        assertNull(parse("X: " + "v".repeat(34)), "37 bytes and three more");
        headers.clear();
        assertNotNull(parse("X: " + "v".repeat(35)));
        assertEquals("", Texts.string(headers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000", "a\u001F", "a\u007F", "X: \r\nY: z", "\tu:p"})
    void controlCharactersAreRefused(String auth) {
        assertNotNull(parse(auth));
    }

    @Test
    void aBlankAndATildeAreNone() {
        isValue(" ~", " ~");
    }
}

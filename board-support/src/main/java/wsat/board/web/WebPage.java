package wsat.board.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The page as one document: its parts lie beside this class. */
public final class WebPage {
    /** In this order; each uses those before it. */
    private static final String[] SCRIPTS = {"commands.js", "faults.js", "source.js", "session.js", "text.js",
        "figures.js", "pairs.js", "rows.js", "filter.js", "list.js", "links.js", "completion.js", "page.js"};

    private WebPage() {
    }

    /** @param nonce of the scripts and styles (Content Security Policy, 2.3.1) */
    public static String html(String nonce) {
        return part("page.html").replace("<style>", "<style nonce=\"" + nonce + "\">")
                .replace("<script>", "<script nonce=\"" + nonce + "\">")
                .replace("/* page.css */", part("page.css")).replace("/* page.js */", scripts());
    }

    private static String scripts() {
        StringBuilder all = new StringBuilder();
        for (String script : SCRIPTS) {
            all.append(part(script));
        }
        return all.toString();
    }

    private static String part(String name) {
        try (InputStream in = WebPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package wsat.sim.browser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import wsat.board.web.WebPage;

/** Makes one HTML file of a page and all that it needs; run by the build, no part of what runs in the page. */
public final class SinglePage {
    /** What a page may do that came from nowhere: run what is in it, and open WebSockets. */
    private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"
            + " script-src 'unsafe-inline' blob:; worker-src blob:; style-src 'unsafe-inline'; img-src data:;"
            + " connect-src ws: wss:\">\n";
    private static final String LICENCES = "<!-- wsat: Apache-2.0. In it, compiled: parts of the class library of TeaVM"
            + " (teavm.org), Apache-2.0, some of them from Apache Harmony, Apache-2.0. -->\n";
    /** In this order, before the page's own. */
    private static final String[] SCRIPTS = {"module.js", "serial.js", "desk.js"};
    /** What would end or upset a script element within one; escaped, it means the same in a string of JavaScript. */
    private static final Pattern UNSAFE = Pattern.compile("<(/script|!--)", Pattern.CASE_INSENSITIVE);

    private SinglePage() {
    }

    /**
     * @param arguments the folder of what is added to the page, the compiled module, the folder of transcripts, and the
     *                  file to write
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        Path out = Path.of(arguments[3]);
        String worker = read(Path.of(arguments[1])) + "\n" + read(folder.resolve("worker.js"));
        StringBuilder added = new StringBuilder();
        added.append("<script type=\"text/plain\" id=\"wsat-worker\">").append(script(worker)).append("</script>\n");
        added.append("<script type=\"application/json\" id=\"wsat-transcripts\">")
                .append(transcripts(Path.of(arguments[2]))).append("</script>\n");
        for (String name : SCRIPTS) {
            added.append("<script>\n").append(script(read(folder.resolve(name)))).append("</script>\n");
        }
        String page = WebPage.html("").replace(" nonce=\"\"", "").replaceFirst("<title>",
                Matcher.quoteReplacement(LICENCES + POLICY) + "<title>");
        int at = page.indexOf("<script>");
        Files.createDirectories(out.getParent());
        Files.writeString(out, page.substring(0, at) + read(folder.resolve("desk.html")) + added + page.substring(at));
    }

    private static String script(String content) {
        return UNSAFE.matcher(content).replaceAll("<\\\\$1");
    }

    /** A JSON object: the text of each by its name. */
    private static String transcripts(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(".at")).sorted().collect(Collectors.toList());
        }
        StringBuilder json = new StringBuilder();
        for (Path file : files) {
            json.append(json.length() == 0 ? "{" : ",\n").append(quoted(file.getFileName().toString())).append(": ")
                    .append(quoted(Files.readString(file, StandardCharsets.ISO_8859_1)));
        }
        return json.append("}").toString();
    }

    /** A JSON string (RFC 8259, 7), with nothing in it that HTML would heed. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c < ' ' || c > '~' || c == '<') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        return json.append('"').toString();
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}

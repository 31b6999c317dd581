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

/** Makes one HTML file of a page and all that it needs; run by the build, no part of what runs in the page. */
public final class SinglePage {
    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\">");
    private static final Pattern SCRIPT = Pattern.compile("<script src=\"([^\"]+)\"></script>");
    /** What would end or upset a script element within one; escaped, it means the same in a string of JavaScript. */
    private static final Pattern UNSAFE = Pattern.compile("<(/script|!--)", Pattern.CASE_INSENSITIVE);

    private SinglePage() {
    }

    /**
     * @param arguments the page; the compiled module; the folder of transcripts; the file to write. Styles and scripts
     *                  are beside the page, and so is {@code worker.js}.
     */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[0]);
        Path out = Path.of(arguments[3]);
        String worker = read(Path.of(arguments[1])) + "\n" + read(page.resolveSibling("worker.js"));
        String html = inline(read(page), STYLE, page, "<style>\n", "</style>");
        String embedded = "<script type=\"text/plain\" id=\"wsat-worker\">" + script(worker) + "</script>\n"
                + "<script type=\"application/json\" id=\"wsat-transcripts\">"
                + transcripts(Path.of(arguments[2])) + "</script>\n";
        int at = html.indexOf("<script");
        html = html.substring(0, at) + embedded + inline(html.substring(at), SCRIPT, page, "<script>\n", "</script>");
        Files.createDirectories(out.getParent());
        Files.writeString(out, html);
    }

    private static String inline(String html, Pattern reference, Path page, String before, String after)
            throws IOException {
        Matcher found = reference.matcher(html);
        StringBuilder text = new StringBuilder();
        while (found.find()) {
            String content = script(read(page.resolveSibling(found.group(1))));
            found.appendReplacement(text, Matcher.quoteReplacement(before + content + after));
        }
        return found.appendTail(text).toString();
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

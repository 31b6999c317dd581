package wsat.sim.play;

import java.util.Locale;

/** A report as build servers read it: the XML of JUnit, a test case for each thing that was said. */
public final class JUnitReport {
    private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private JUnitReport() {
    }

    /** The whole document. */
    public static String of(Report report) {
        StringBuilder cases = new StringBuilder();
        int failures = 0;
        double seconds = 0;
        for (Report.Exchange one : report.exchanges()) {
            failures += one.findings().isEmpty() ? 0 : 1;
            seconds += one.seconds();
            cases.append(String.format(Locale.ROOT, "  <testcase classname=\"%s\" name=\"%s\" time=\"%.3f\"",
                    escaped(report.name()), escaped(one.line() + ": " + one.said()), one.seconds()));
            cases.append(one.findings().isEmpty() ? "/>\n" : ">\n" + failure(report, one) + "  </testcase>\n");
        }
        return HEAD + String.format(Locale.ROOT,
                "<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"%.3f\">%n",
                escaped(report.name()), report.exchanges().size(), failures, seconds) + cases + "</testsuite>\n";
    }

    private static String failure(Report report, Report.Exchange one) {
        StringBuilder text = new StringBuilder();
        for (Report.Finding finding : one.findings()) {
            text.append(TextReport.finding(report, finding));
        }
        Report.Finding first = one.findings().get(0);
        return "    <failure message=\"" + escaped("expected " + TextReport.side(first.expected()) + ", was "
                + TextReport.side(first.was())) + "\">" + escaped(text.toString()) + "</failure>\n";
    }

    /** Characters that XML 1.0 cannot have, and those beyond ASCII that may be no letters, are question marks. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.append(c == '\n' || c >= ' ' && c <= '~' ? c : '?');
            }
        }
        return escaped.toString();
    }
}

package wsat.sim.play;

/** A report for people: each line that differs, with its place in the transcript. */
public final class TextReport {
    private TextReport() {
    }

    /** All of it, ready to be printed. */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder();
        for (Report.Exchange one : report.exchanges()) {
            if (!one.findings().isEmpty() && !one.said().isEmpty()) {
                text.append(report.name()).append(':').append(one.line()).append(": ").append(one.said()).append('\n');
            }
            for (Report.Finding finding : one.findings()) {
                text.append(finding(report, finding));
            }
        }
        int count = report.differences();
        if (report.leftOut() > 0) {
            text.append(count(report.leftOut(), "line")).append(" about the network left to the real one\n");
        }
        return text.append(count == 0 ? "equal" : count(count, "difference")).append(" (commands and payloads: ")
                .append(report.exchanges().size()).append(")\n").toString();
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    static String finding(Report report, Report.Finding finding) {
        String place = "  " + report.name() + (finding.line() == 0 ? "" : ":" + finding.line());
        return place + ": expected: " + side(finding.expected()) + "\n"
                + " ".repeat(place.length()) + "       was: " + side(finding.was()) + "\n";
    }

    static String side(String said) {
        return said == null ? "nothing" : said;
    }
}

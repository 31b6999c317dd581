package wsat.at;

/** What {@code AT+GMR} says. */
public final class Version {
    /** The version of wsat itself. {@code dist/version} writes it; a test holds it equal to the build's. */
    public static final String WSAT = "0.2.0";

    /** The day of that version, so that equal sources make equal files; written and held likewise. */
    static final String BUILT = "Nov 28 2026 00:00:00";

    private Version() {
    }

    /**
     * Four lines in the shape that host drivers read: the first line names the version of the dialect, a
     * chip between two {@code " - "}, and keeps at most nine characters before its bracket.
     */
    public static void say(Output output, String version, String moduleName) {
        output.say("AT version:").say(version).say("(wsat - ").say(moduleName).say(" - ").say(BUILT).say(")\r\n")
                .say("SDK version:wsat-").say(WSAT).say("\r\n")
                .say("compile time(00000000):").say(BUILT).say("\r\n")
                .say("Bin version:v").say(version).say("(").say(moduleName).say(")\r\n");
    }
}

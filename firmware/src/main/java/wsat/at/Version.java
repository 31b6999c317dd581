package wsat.at;

/** What {@code AT+GMR} says. */
public final class Version {
    /** The version of wsat itself; a test holds it equal to the build's. */
    public static final String WSAT = "0.1.0";

    /**
     * Four lines in the shape that host drivers read: the first line names the version of the dialect, a
     * chip between two {@code " - "}, and keeps at most nine characters before its bracket.
     */
    static final String LINES = "AT version:4.1.1.0(wsat - ESP32C3 - Nov 23 2026 00:00:00)\r\n"
            + "SDK version:wsat-" + WSAT + "\r\n"
            + "compile time(00000000):Nov 23 2026 00:00:00\r\n"
            + "Bin version:v4.1.1.0(wsat)\r\n";

    private Version() {
    }
}

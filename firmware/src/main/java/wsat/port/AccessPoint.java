package wsat.port;

/** One access point that a scan has found (ESP-AT, AT+CWLAP). */
public final class AccessPoint {
    public static final int SSID_MAX = 32;
    public static final int MAC_LENGTH = 17;

    public static final int OPEN = 0;
    public static final int WEP = 1;
    public static final int WPA = 2;
    public static final int WPA2_ENTERPRISE = 5;
    /** The largest {@link #encryption}. */
    public static final int ENCRYPTION_MAX = 16;
    /**
     * How strong each {@link #encryption} is, as ESP-IDF ranks them: open, WEP, WPA, OWE, WPA2, WAPI, WPA3 (esp_wifi,
     * wifi_auth_mode_t); an enterprise one like the personal one of its version, 192 bits above all.
     */
    private static final byte[] STRENGTH = {0, 1, 2, 4, 4, 4, 6, 6, 5, 3, 7, 6, 6, 6, 6, 6, 2};

    /** 0 open, 1 WEP, 2 WPA, 3 WPA2, 4 WPA/WPA2, 5 WPA2 enterprise, 6 WPA3, 7 WPA2/WPA3, 9 OWE … */
    public int encryption;
    public final Text ssid = new Text(SSID_MAX);
    /** Strength in dBm. */
    public int rssi;
    /** {@code de:ad:be:ef:00:01}. */
    public final Text mac = new Text(MAC_LENGTH);
    public int channel;

    /** Whether an encryption is as strong as the weakest one that will do; both 0 to {@link #ENCRYPTION_MAX}. */
    public static boolean isAtLeast(int encryption, int weakest) {
        return STRENGTH[encryption] >= STRENGTH[weakest];
    }
}

package wsat.port;

/** One access point that a scan has found (ESP-AT, AT+CWLAP). */
public final class AccessPoint {
    public static final int SSID_MAX = 32;
    public static final int MAC_LENGTH = 17;

    /** 0 open, 1 WEP, 2 WPA, 3 WPA2, 4 WPA/WPA2, 5 WPA2 enterprise, 6 WPA3, 7 WPA2/WPA3 … */
    public int encryption;
    public final Text ssid = new Text(SSID_MAX);
    /** Strength in dBm. */
    public int rssi;
    /** {@code de:ad:be:ef:00:01}. */
    public final Text mac = new Text(MAC_LENGTH);
    public int channel;
}

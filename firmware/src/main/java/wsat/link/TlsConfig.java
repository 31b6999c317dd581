package wsat.link;

import wsat.port.TlsPort;

/** Which certificates a link shows and trusts, as {@code AT+WSCFG} or {@code AT+CIPSSLCCONF} names them. */
public final class TlsConfig {
    /** Bit of {@link #authMode}: the client shows a certificate. */
    public static final int SHOW_CERTIFICATE = 1;
    /** Bit of {@link #authMode}: the server is verified. */
    public static final int VERIFY_SERVER = 2;
    /** Bit of {@link #authMode}, wsat's own: as a browser does it, by the machine's roots and for the URI's host. */
    public static final int AS_BROWSER = 4;
    /** The largest mode of WebSocket links. */
    public static final int MODE_MAX = AS_BROWSER | SHOW_CERTIFICATE;
    /** The largest number of a slot. */
    public static final int SLOT_MAX = 255;

    /** For {@link #edition}: the board has not been given anything. */
    public static final int NEVER = -1;

    /** Sum of them, {@link #AS_BROWSER} without {@link #VERIFY_SERVER}. */
    public int authMode;
    /** Number of the slots of certificate and key. */
    public int pki;
    /** Number of the slot of the CAs. */
    public int ca;
    /** The edition of the partition from which the board has the slots, or {@link #NEVER}. */
    public int edition;

    private boolean reading;
    private int editionRead;

    /** @param edition of what the board has at power-up, for mode 0 */
    public TlsConfig(int edition) {
        this.edition = edition;
    }

    /** Takes a setting that the board has accepted. */
    public void set(int authMode, int pki, int ca, int edition) {
        this.authMode = authMode;
        this.pki = pki;
        this.ca = ca;
        this.edition = edition;
    }

    /** The board has been given the slots anew, of this edition, and looks at them. */
    public void beginReading(int newEdition) {
        reading = true;
        editionRead = newEdition;
    }

    /** Whether the board has been given slots for an opening, and their {@link #outcome} has not been asked for. */
    public boolean isReading() {
        return reading;
    }

    /** How that goes. @return {@link TlsPort#CHECKING}, {@link TlsPort#ACCEPTED} or {@link TlsPort#REFUSED} */
    int outcome(TlsPort port, int link) {
        int outcome = port.configured(link);
        reading = outcome == TlsPort.CHECKING;
        if (outcome == TlsPort.ACCEPTED) {
            edition = editionRead;
        }
        return outcome;
    }

    /** Nobody waits for it any more. */
    void stopReading() {
        reading = false;
    }
}

package wsat.board.nm;

/**
 * One look at what is on the air, asked of NetworkManager and awaited: by its {@code LastScan}, which moves when a
 * scan has ended. That may have been one that was under way before ours, and the first scan ever moves it when it
 * begins: so what shows nothing is believed the second time only. Waits; for slow threads, one at a time.
 */
final class Sweep {
    /** Of NetworkManager before 1.28, when it has just scanned. Later ones keep the request until they scan again. */
    private static final String JUST_DONE = "immediately following previous scan";

    private final byte[] ssid;
    private boolean begun;
    private boolean asked;
    private long lastScan;
    private int ended;

    /** @param ssid a network to be called by its name, since it may be hidden, or null */
    Sweep(byte[] ssid) {
        this.ssid = ssid;
    }

    /** Whether the network has been called by its name. */
    boolean hasCalled() {
        return begun && ssid != null;
    }

    /**
     * Asks for the scan, or looks whether it has ended.
     *
     * @param found whether what is known now shows what is looked for
     * @return whether what is known is as new as it gets; false: look again soon
     */
    boolean isOver(Radio radio, boolean found) throws Refusal {
        long last = radio.lastScan();
        if (begun && last != lastScan) {
            ended++;
            asked = false;
        }
        lastScan = last;
        begun = true;
        return ended > (found ? 0 : 1) || !asked && !ask(radio) && found;
    }

    /** @return false: NetworkManager has just scanned, and will not do so again yet */
    private boolean ask(Radio radio) throws Refusal {
        try {
            radio.requestScan(ssid);
            asked = true;
        } catch (Refusal e) {
            if (!e.is("NotAllowed")) {
                throw e;
            }
            return !e.getMessage().contains(JUST_DONE); // it scans already, or will be asked again
        }
        return true;
    }
}

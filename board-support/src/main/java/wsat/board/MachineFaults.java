package wsat.board;

import wsat.board.fault.Faults;
import wsat.board.net.Network;

/** What faults reach of a machine beside its ports. */
final class MachineFaults implements Faults.Machinery {
    /** How long a reset lasts that somebody makes. */
    private static final int RESET_MILLIS = 100;
    private static final long CENTURY_MILLIS = 100L * 365 * 24 * 3600 * 1000;

    private final Panel panel;
    private final Network network;

    MachineFaults(Panel panel, Network network) {
        this.panel = panel;
        this.network = network;
    }

    @Override
    public void reset() {
        panel.enable(false);
        try {
            Thread.sleep(RESET_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            panel.enable(true);
        }
    }

    @Override
    public void certificatesExpire(boolean expire) {
        network.judgeLater(expire ? CENTURY_MILLIS : 0);
    }
}

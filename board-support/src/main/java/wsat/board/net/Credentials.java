package wsat.board.net;

import wsat.board.tls.Material;
import wsat.board.tls.MaterialException;
import wsat.board.tls.TlsContext;
import wsat.port.Log;
import wsat.port.Slot;
import wsat.port.WebSocketPort;

/** What a link shows and trusts: what was accepted last, and what a slow thread is looking at. */
final class Credentials {
    /** The most bytes of one slot; more than a partition of ESP-AT's holds. */
    static final int SLOT_MAX = 512 * 1024;

    private final Network network;
    private final String name;
    private TlsContext inForce = new TlsContext(Material.NONE);
    private Check checking;
    private int outcome = WebSocketPort.ACCEPTED;

    Credentials(Network network, String name) {
        this.network = network;
        this.name = name;
    }

    int outcome() {
        return checking == null ? outcome : WebSocketPort.CHECKING;
    }

    /** What connections of this mode use, null: nothing that was accepted. */
    TlsContext forMode(int authMode) {
        return inForce.material().authMode() == authMode ? inForce : null;
    }

    void configure(int authMode, Slot certificate, Slot key, Slot ca) {
        if (checking != null) {
            network.slow().forget(checking);
            checking = null;
        }
        boolean shows = (authMode & 1) != 0;
        boolean verifies = (authMode & 2) != 0;
        outcome = WebSocketPort.REFUSED;
        byte[] certificateBytes = shows ? read("wss_cert", certificate) : null;
        byte[] keyBytes = shows ? read("wss_key", key) : null;
        byte[] caBytes = verifies ? read("wss_ca", ca) : null;
        if (shows && (certificateBytes == null || keyBytes == null) || verifies && caBytes == null) {
            return;
        }
        Material material = new Material(authMode, certificateBytes, keyBytes, caBytes);
        if (material.sameAs(inForce.material())) {
            outcome = WebSocketPort.ACCEPTED;
        } else if (authMode == 0) {
            accept(Material.NONE);
        } else {
            checking = new Check(material, network.wallClock().unixMillis());
            network.slow().ask(checking);
        }
    }

    /** @return null: it cannot be used, which has been logged */
    private byte[] read(String namespace, Slot slot) {
        int size = slot == null ? -1 : slot.size();
        if (size <= 0 || size > SLOT_MAX) {
            log(Log.WARN, namespace + (size > SLOT_MAX ? ": is larger than " + SLOT_MAX + " bytes" : ": is empty"));
            return null;
        }
        byte[] bytes = new byte[size];
        int count = 0;
        while (count < size) {
            int more = slot.read(count, bytes, count, size - count);
            if (more <= 0) {
                log(Log.WARN, namespace + ": cannot be read, it ends after " + count + " of " + size + " bytes");
                return null;
            }
            count += more;
        }
        return bytes;
    }

    private void accept(Material material) {
        inForce = new TlsContext(material);
        outcome = WebSocketPort.ACCEPTED;
    }

    private void log(int level, String what) {
        network.log().log(level, name, what, Log.NO_VALUE);
    }

    /** Reads and checks material, in a slow thread. */
    private final class Check implements Slow.Job {
        private final Material material;
        private final long unixMillis;
        private String refusal = "it cannot be checked";

        Check(Material material, long unixMillis) {
            this.material = material;
            this.unixMillis = unixMillis;
        }

        @Override
        public void work() {
            try {
                material.read();
                refusal = null;
            } catch (MaterialException e) {
                refusal = e.getMessage();
            } catch (RuntimeException e) {
                refusal = "the slots cannot be read: " + e.getClass().getSimpleName();
            }
        }

        @Override
        public void done() {
            if (checking != this) {
                return;
            }
            checking = null;
            network.stir();
            if (refusal != null) {
                log(Log.WARN, refusal);
                outcome = WebSocketPort.REFUSED;
                return;
            }
            for (String doubt : material.doubts(unixMillis)) {
                log(Log.WARN, doubt);
            }
            accept(material);
        }
    }
}

package wsat.board.net;

import java.util.ArrayList;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.board.tls.ClientHello;
import wsat.board.tls.Demands;
import wsat.board.tls.Material;
import wsat.board.tls.MaterialException;
import wsat.board.tls.SlotBytes;
import wsat.board.tls.TlsContext;
import wsat.board.tls.Verdict;
import wsat.port.Log;
import wsat.port.Slot;
import wsat.port.Text;
import wsat.port.TlsOptions;
import wsat.port.TlsPort;

/**
 * What a link has for TLS: what it shows and trusts, as it was accepted last and as a slow thread is looking at
 * it, and the buffers of its last secure connection.
 */
final class Credentials {
    private final Network network;
    private final String name;
    private final String family;
    private TlsContext inForce = new TlsContext(Material.NONE);
    private Check checking;
    private int outcome = TlsPort.ACCEPTED;
    /** Kept for the next secure connection; null: none, or in use. */
    private TlsBuffers buffers;

    /** @param family what the names of its slots begin with */
    Credentials(Network network, String name, String family) {
        this.family = family;
        this.network = network;
        this.name = name;
    }

    int outcome() {
        return checking == null ? outcome : TlsPort.CHECKING;
    }

    /** On which terms a connection of this mode speaks TLS. @return null: nothing was accepted for the mode */
    TlsTerms terms(int authMode, Text hostText, int port, TlsOptions options) {
        if (inForce.material().authMode() != authMode) {
            return null;
        }
        String host = Latin1.string(hostText);
        Verdict verdict = new Verdict(demands(authMode, host, options), network.judgedAt(),
                network.verifyOptions());
        return new TlsTerms(this, inForce, verdict, host, hello(host, port, options));
    }

    /** On which terms a client is spoken to, with what was accepted last. */
    TlsTerms terms() {
        return new TlsTerms(this, inForce, new Verdict(Demands.ofClient(), network.wallClock().unixMillis(),
                network.verifyOptions()), null, null);
    }

    private static Demands demands(int authMode, String host, TlsOptions options) {
        boolean browser = (authMode & Material.AS_BROWSER) != 0;
        boolean checked = options.checksHost || browser;
        boolean other = options.commonName.length > 0;
        String name = other ? Latin1.string(options.commonName) : host;
        List<String> pins = options.pins.length == 0 ? List.of() : List.of(Latin1.string(options.pins).split(";"));
        return new Demands(name, LookUp.literal(name), other || checked, checked, options.systemRoots || browser, pins,
                options.versionMin);
    }

    private static ClientHello hello(String host, int port, TlsOptions options) {
        List<Integer> suites = new ArrayList<>();
        for (int i = 0; i < options.suiteCount; i++) {
            suites.add(options.suites[i]);
        }
        List<String> protocols = new ArrayList<>();
        String list = Latin1.string(options.protocols);
        for (int at = 0; at < list.length(); at += 1 + list.charAt(at)) {
            protocols.add(list.substring(at + 1, at + 1 + list.charAt(at)));
        }
        String serverName = options.serverName.length == 0 ? null : Latin1.string(options.serverName);
        return new ClientHello(host, LookUp.literal(host) == null, port, serverName, protocols, suites);
    }

    TlsBuffers takeBuffers() {
        TlsBuffers taken = buffers == null ? new TlsBuffers() : buffers;
        buffers = null;
        return taken;
    }

    void giveBuffers(TlsBuffers given) {
        given.empty();
        buffers = given;
    }

    void configure(int authMode, Slot certificate, Slot key, Slot ca) {
        if (checking != null) {
            network.slow().forget(checking);
            checking = null;
        }
        boolean shows = (authMode & 1) != 0;
        boolean verifies = (authMode & 2) != 0;
        outcome = TlsPort.REFUSED;
        byte[] certificateBytes = shows ? read("_cert", certificate) : null;
        byte[] keyBytes = shows ? read("_key", key) : null;
        byte[] caBytes = verifies ? read("_ca", ca) : null;
        if (shows && (certificateBytes == null || keyBytes == null) || verifies && caBytes == null) {
            return;
        }
        Material material = new Material(family, authMode, certificateBytes, keyBytes, caBytes);
        if (material.sameAs(inForce.material())) {
            outcome = TlsPort.ACCEPTED;
        } else if (authMode == 0) {
            accept(Material.NONE);
        } else {
            checking = new Check(material, network.wallClock().unixMillis());
            network.slow().compute(checking);
        }
    }

    /** @return null: it cannot be used, which has been logged */
    private byte[] read(String kind, Slot slot) {
        try {
            return SlotBytes.of(family + kind, slot);
        } catch (MaterialException e) {
            log(Log.WARN, e.getMessage());
            return null;
        }
    }

    private void accept(Material material) {
        inForce = new TlsContext(material);
        outcome = TlsPort.ACCEPTED;
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
                outcome = TlsPort.REFUSED;
                return;
            }
            for (String doubt : material.doubts(unixMillis)) {
                log(Log.WARN, doubt);
            }
            accept(material);
        }
    }
}

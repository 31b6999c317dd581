package wsat.board.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import wsat.port.TlsReason;

/**
 * What is known of the server that one link is being opened to, or of a client that has come. Belongs to the slow
 * thread while it works.
 */
public final class Verdict {
    private final Demands demands;
    private final long unixMillis;
    private final VerifyOptions options;

    private boolean strict;
    private boolean seen;
    private boolean resumed;
    private boolean certificateAsked;
    private Refusal refusal;
    private String otherHost;
    private String weakness;

    /**
     * @param unixMillis the time by which certificates are judged
     * @param options    what is refused beside what cannot be trusted
     */
    public Verdict(Demands demands, long unixMillis, VerifyOptions options) {
        this.demands = demands;
        this.unixMillis = unixMillis;
        this.options = options;
    }

    /** Looks at what the server has shown. */
    void judge(X509Certificate[] chain, Material material) {
        seen = true;
        if (verifies(material)) {
            verify(chain, material);
        } else {
            weakness = Strength.problem(Arrays.asList(chain));
        }
        if (refusal == null && pinned() && !demands.pins().contains(Pin.of(chain[0]))) {
            refusal = new Refusal(TlsReason.WRONG_KEY,
                    "its key is " + Pin.of(chain[0]) + ", which is not among the pins of AT+WSTLS");
        }
    }

    private void verify(X509Certificate[] chain, Material material) {
        List<X509Certificate> cas = material.cas();
        String where = material.caName();
        if (demands.systemRoots()) {
            try {
                List<X509Certificate> roots = options.roots().above(chain);
                roots.addAll(cas);
                cas = roots;
                where = (material.verifies() ? where + " or " : "") + options.roots().name();
            } catch (IOException e) {
                if (!material.verifies()) {
                    refusal = new Refusal(TlsReason.NO_ROOTS, e.getMessage());
                    return;
                }
                where += " (" + e.getMessage() + ')';
            }
        }
        boolean ofClient = demands.areOfClient();
        Chain path = ofClient ? Chain.ofClient(chain, cas, where, unixMillis)
                : Chain.of(chain, cas, where, unixMillis);
        refusal = path.problem();
        if (refusal == null) {
            weakness = path.weakness();
            otherHost = ofClient ? null
                    : HostName.problem(chain[0], demands.name(), demands.address(), demands.alternatives());
            if (weakness != null && !options.weakCertificates()) {
                refusal = new Refusal(TlsReason.TOO_WEAK, weakness + "; --weak-certificates would let it in");
            } else if (otherHost != null && (demands.named() || options.host())) {
                refusal = new Refusal(TlsReason.WRONG_HOST,
                        "the certificate is not for " + (demands.named() ? demands.name() : "this host")
                                + ", but for " + otherHost);
            }
        }
    }

    /** Whether a server is verified, by the material's CAs or the machine's. */
    public boolean verifies(Material material) {
        return material.verifies() || demands.systemRoots();
    }

    /** Whether the server must have one of some keys. */
    public boolean pinned() {
        return !demands.pins().isEmpty();
    }

    /** Who is looked at, for who reads what is wrong. */
    public String whose() {
        return demands.areOfClient() ? "the client" : "the server";
    }

    /** What is wanted of the server. */
    public Demands demands() {
        return demands;
    }

    /** Decides whether the handshake may be signed as weakly as certificates may be. */
    boolean strict(Material material) {
        strict = verifies(material) && !options.weakCertificates();
        return strict;
    }

    /** Whether the server was offered nothing weak: one on OpenSSL then does not even show a weak certificate. */
    public boolean strict() {
        return strict;
    }

    /** What is too weak of a certificate that was accepted nevertheless, null: nothing. */
    public String weakness() {
        return weakness;
    }

    /** Whether a session was taken up again, without a look at the server. */
    public boolean resumed() {
        return resumed;
    }

    void resume() {
        resumed = true;
    }

    void certificateAsked() {
        certificateAsked = true;
    }

    /** Whether the server has shown a certificate; false when a session is taken up again. */
    boolean seen() {
        return seen;
    }

    /** Whether the server wants to see a certificate of ours. */
    public boolean wantsCertificate() {
        return certificateAsked;
    }

    /** Why the server's certificate is refused, null: it is not. */
    public Refusal refusal() {
        return refusal;
    }

    /** Whom the certificate is for instead of this host, null: it is for this host, or was not looked at. */
    public String otherHost() {
        return otherHost;
    }
}

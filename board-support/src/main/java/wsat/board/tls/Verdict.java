package wsat.board.tls;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import wsat.port.TlsReason;

/** What is known of the server that one link is being opened to. Belongs to the slow thread while it works. */
public final class Verdict {
    private final String host;
    private final InetAddress address;
    private final long unixMillis;
    private final boolean named;
    private final VerifyOptions options;

    private boolean strict;
    private boolean seen;
    private boolean resumed;
    private boolean certificateAsked;
    private Refusal refusal;
    private String otherHost;
    private String weakness;

    /**
     * @param host       whom the certificate should be for
     * @param address    what the host spells out, null: it is a name
     * @param unixMillis the time by which certificates are judged
     * @param named      whether it is the host at the serial line that demands this name, so that no other will do
     * @param options    what is refused beside what cannot be trusted
     */
    public Verdict(String host, InetAddress address, long unixMillis, boolean named,
            VerifyOptions options) {
        this.host = host;
        this.address = address;
        this.unixMillis = unixMillis;
        this.named = named;
        this.options = options;
    }

    /** Looks at what the server has shown. */
    void judge(X509Certificate[] chain, Material material) {
        seen = true;
        if (!material.verifies()) {
            weakness = Strength.problem(Arrays.asList(chain));
            return;
        }
        Chain path = Chain.of(chain, material.cas(), material.caName(), unixMillis);
        refusal = path.problem();
        if (refusal == null) {
            weakness = path.weakness();
            otherHost = HostName.problem(chain[0], host, address);
            if (weakness != null && !options.weakCertificates()) {
                refusal = new Refusal(TlsReason.TOO_WEAK, weakness + "; --weak-certificates would let it in");
            } else if (otherHost != null && (named || options.host())) {
                refusal = new Refusal(TlsReason.WRONG_HOST,
                        "the certificate is not for " + (named ? host : "this host") + ", but for " + otherHost);
            }
        }
    }

    /** Decides whether the handshake may be signed as weakly as certificates may be. */
    boolean strict(Material material) {
        strict = material.verifies() && !options.weakCertificates();
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

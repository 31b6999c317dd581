package wsat.board.tls;

import java.net.InetAddress;
import java.security.cert.X509Certificate;

/** What is known of the server that one link is being opened to. Belongs to the slow thread while it works. */
public final class Verdict {
    private final String host;
    private final InetAddress address;
    private final long unixMillis;
    private final boolean verifyHost;

    private boolean seen;
    private boolean resumed;
    private boolean certificateAsked;
    private String refusal;
    private String otherHost;

    /**
     * @param host       as the URI has it
     * @param address    what the host spells out, null: it is a name
     * @param unixMillis the time by which certificates are judged
     * @param verifyHost whether a certificate for another host is refused
     */
    public Verdict(String host, InetAddress address, long unixMillis, boolean verifyHost) {
        this.host = host;
        this.address = address;
        this.unixMillis = unixMillis;
        this.verifyHost = verifyHost;
    }

    String host() {
        return host;
    }

    boolean isName() {
        return address == null;
    }

    /** Looks at what the server has shown. */
    void judge(X509Certificate[] chain, Material material) {
        seen = true;
        if (!material.verifies()) {
            return;
        }
        refusal = Chain.problem(chain, material.cas(), material.caName(), unixMillis);
        if (refusal == null) {
            otherHost = HostName.problem(chain[0], host, address);
            if (otherHost != null && verifyHost) {
                refusal = "the certificate is not for this host, but for " + otherHost;
            }
        }
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
    public String refusal() {
        return refusal;
    }

    /** Whom the certificate is for instead of this host, null: it is for this host, or was not looked at. */
    public String otherHost() {
        return otherHost;
    }
}

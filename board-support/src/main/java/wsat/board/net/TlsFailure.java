package wsat.board.net;

import javax.net.ssl.SSLException;
import wsat.board.text.Printable;
import wsat.board.tls.Material;
import wsat.board.tls.Verdict;

/** Words for what goes wrong in TLS, for the person at the board. */
final class TlsFailure {
    private static final String ALERT = "Received fatal alert: ";

    private TlsFailure() {
    }

    static String of(SSLException e, Verdict verdict) {
        if (verdict.refusal() != null) {
            return refused(verdict);
        }
        String message = String.valueOf(e.getMessage());
        int alert = message.indexOf(ALERT); // newer JDKs have the alert in brackets in front
        if (alert >= 0) {
            return alert(message.substring(alert + ALERT.length()), verdict);
        }
        if (message.contains("plaintext connection") || message.contains("Unsupported or unrecognized")) {
            return "what answers there does not speak TLS";
        }
        return "TLS failed: " + Printable.of(message);
    }

    private static String alert(String alert, Verdict verdict) {
        String meaning = "";
        if (alert.equals("protocol_version")) {
            meaning = ": it speaks neither TLS 1.3 nor 1.2";
        } else if (alert.equals("handshake_failure") && !verdict.wantsCertificate()) {
            meaning = ": no cipher suite, curve or signature algorithm is good enough for both";
        }
        return "the server refused with the alert " + alert + meaning;
    }

    static String refused(Verdict verdict) {
        return "the server's certificate is refused, " + verdict.refusal();
    }

    /** What the end of a connection may be due to, null: nothing to say. */
    static String hint(Material material, Verdict verdict) {
        if (!verdict.wantsCertificate()) {
            return null;
        }
        return material.shown() == null
                ? "it asked for a client certificate, and auth mode " + material.authMode() + " shows none"
                : "it asked for a client certificate, and was shown " + material.shown();
    }
}

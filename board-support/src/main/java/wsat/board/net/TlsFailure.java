package wsat.board.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;
import wsat.board.tls.Material;
import wsat.board.tls.Verdict;

/** Words for what goes wrong in TLS, for the person at the board. */
final class TlsFailure {
    private static final String ALERT = "Received fatal alert: ";

    private TlsFailure() {
    }

    /** @param in what the server said and TLS has not taken */
    static String of(SSLException e, Verdict verdict, ByteBuffer in) {
        if (verdict.refusal() != null) {
            return refused(verdict);
        }
        String message = String.valueOf(e.getMessage());
        int alert = message.indexOf(ALERT); // newer JDKs have the alert in brackets in front
        if (alert >= 0) {
            return alert(message.substring(alert + ALERT.length()), verdict);
        }
        if (message.contains("plaintext connection") || message.contains("Unsupported or unrecognized")) {
            return notTls(Quoted.firstLine(in));
        }
        return "TLS failed: " + message;
    }

    private static String notTls(String said) {
        return "what answers there does not speak TLS" + (said.isEmpty() ? "" : ", it said \"" + said + '"')
                + (said.startsWith("HTTP/") || said.startsWith("<") ? ": try ws:// (or TCP for a socket)" : "");
    }

    private static String alert(String alert, Verdict verdict) {
        String meaning = "";
        if (alert.equals("protocol_version")) {
            meaning = ": it speaks neither TLS 1.3 nor 1.2";
        } else if (alert.equals("handshake_failure") && !verdict.wantsCertificate()) {
            meaning = ": no cipher suite, curve or signature algorithm is good enough for both"
                    + (verdict.strict() ? "; if its certificate is signed with SHA-1, --weak-certificates lets it in" : "");
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

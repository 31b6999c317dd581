package wsat.board.net;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLException;
import wsat.board.tls.Material;
import wsat.board.tls.Verdict;
import wsat.port.Ending;
import wsat.port.TlsReason;

/** What goes wrong in TLS: the alert, or the code of {@link TlsReason}, with words for the person at the board. */
final class TlsFailure {
    private static final String ALERT = "Received fatal alert: ";

    private TlsFailure() {
    }

    /**
     * @param in  what the server said and TLS has not taken
     * @param out what is to be said to it, with our own alert
     */
    static Failure of(SSLException e, Verdict verdict, ByteBuffer in, ByteBuffer out) {
        if (verdict.refusal() != null) {
            return refused(verdict);
        }
        String message = String.valueOf(e.getMessage());
        int alert = message.indexOf(ALERT); // newer JDKs have the alert in brackets in front
        if (alert >= 0) {
            String name = message.substring(alert + ALERT.length());
            return failed(Alert.number(name), alert(name, verdict));
        }
        if (message.contains("plaintext connection") || message.contains("Unsupported or unrecognized")) {
            return failed(TlsReason.NOT_TLS, notTls(ServerWords.firstLine(in), verdict));
        }
        int ours = message.startsWith("(") ? Alert.number(message.substring(1)) : 0;
        return failed(ours == 0 ? Alert.last(out) : ours, "TLS failed: " + message);
    }

    /** @param code an alert, or one of {@link TlsReason} */
    static Failure failed(int code, String words) {
        return new Failure(Ending.TLS, code, words);
    }

    private static String notTls(String said, Verdict verdict) {
        if (verdict.demands().areOfClient()) {
            return "the client does not speak TLS";
        }
        return "what answers there does not speak TLS" + (said.isEmpty() ? "" : ", it said \"" + said + '"')
                + (said.startsWith("HTTP/") || said.startsWith("<") ? ": try ws:// (or TCP for a socket)" : "");
    }

    private static String alert(String alert, Verdict verdict) {
        String meaning = "";
        if (verdict.demands().areOfClient()) {
            meaning = alert.startsWith("unknown_ca") || alert.startsWith("bad_cert")
                    || alert.startsWith("certificate_")
                    ? ": it does not trust the certificate of this server" : "";
        } else if (alert.equals("protocol_version")) {
            meaning = verdict.demands().newestOnly() ? ": it does not speak TLS 1.3, which AT+WSTLS demands"
                    : ": it speaks neither TLS 1.3 nor 1.2";
        } else if (alert.equals("handshake_failure") && !verdict.wantsCertificate()) {
            meaning = ": no cipher suite, curve or signature algorithm is good enough for both"
                    + (verdict.strict() ? "; if its certificate is signed with SHA-1, --weak-certificates lets it in"
                            : "");
        }
        return verdict.whose() + " refused with the alert " + alert + meaning;
    }

    static Failure refused(Verdict verdict) {
        return failed(verdict.refusal().code(),
                verdict.whose() + "'s certificate is refused, " + verdict.refusal().words());
    }

    static Failure missing(int authMode) {
        return failed(TlsReason.NO_MATERIAL, "auth mode " + authMode + " has no certificates that were accepted");
    }

    /** What ends a handshake: TCP's own end is TLS's failure then. */
    static Failure shaking(Failure why, Verdict verdict, String words) {
        int code = why.stage() == Ending.TLS ? why.code() : verdict.wantsCertificate() ? TlsReason.CERTIFICATE_WANTED
                : TlsReason.CUT;
        return failed(code, words);
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

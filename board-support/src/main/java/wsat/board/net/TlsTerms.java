package wsat.board.net;

import java.util.ArrayList;
import java.util.List;
import wsat.board.tls.ClientHello;
import wsat.board.tls.TlsContext;
import wsat.board.tls.Verdict;

/** On which terms one connection speaks TLS: settled before anybody is dialed, whatever is configured then. */
final class TlsTerms {
    final Credentials credentials;
    final TlsContext context;
    final Verdict verdict;
    final String host;
    /** Null: it is the client who says it. */
    final ClientHello hello;

    TlsTerms(Credentials credentials, TlsContext context, Verdict verdict, String host, ClientHello hello) {
        this.credentials = credentials;
        this.context = context;
        this.verdict = verdict;
        this.host = host;
        this.hello = hello;
    }

    /** What the person at the board is to hear of a server that was accepted. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (hello != null && !verdict.verifies(context.material()) && !verdict.pinned()) {
            warnings.add("the server is not verified (auth mode " + context.material().authMode() + ")");
        }
        if (verdict.weakness() != null) {
            warnings.add(verdict.whose() + "'s certificates are " + verdict.weakness());
        }
        if (verdict.otherHost() != null) {
            warnings.add("the server's certificate is not for this host, " + host + ", but for " + verdict.otherHost());
        }
        return warnings;
    }
}

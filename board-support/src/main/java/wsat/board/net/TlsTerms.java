package wsat.board.net;

import wsat.board.tls.TlsContext;
import wsat.board.tls.Verdict;

/** On which terms one connection speaks TLS: settled before anybody is dialed, whatever is configured then. */
final class TlsTerms {
    final Credentials credentials;
    final TlsContext context;
    final Verdict verdict;
    final String host;
    final int port;

    TlsTerms(Credentials credentials, TlsContext context, Verdict verdict, String host, int port) {
        this.credentials = credentials;
        this.context = context;
        this.verdict = verdict;
        this.host = host;
        this.port = port;
    }

    /** What the person at the board is to hear of a server that was accepted, null: nothing. */
    String warning() {
        if (!context.material().verifies()) {
            return "the server is not verified (auth mode " + context.material().authMode() + ")";
        }
        return verdict.otherHost() == null ? null
                : "the server's certificate is not for this host, " + host + ", but for " + verdict.otherHost();
    }
}

package wsat.board.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import wsat.board.text.Printable;
import wsat.port.TlsReason;

/**
 * Whether a server's certificates lead to one of the CAs, hold at a given time and are strong enough: PKIX (RFC 5280,
 * 6) without revocation. The way up is looked for as mbedTLS does it, which ESP-AT uses: each CA of the slot
 * is trusted, a root or not, and needs to be valid itself; a certificate that is in the slot is trusted as
 * it is. All problems come back as words for a log line.
 */
final class Chain {
    private static final int DEPTH_MAX = 10;
    private static final int NAME_MAX = 100;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USAGE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final int KEY_AGREEMENT = 4;
    private static final int KEY_CERT_SIGN = 5;

    private final List<X509Certificate> sent;
    private final List<X509Certificate> cas;
    private final String caName;
    private final Instant at;
    /** Whose they are: a server's, or a client's. */
    private final boolean ofClient;
    /** From the server's own certificate up to the one that the anchor has issued. */
    private final List<X509Certificate> path = new ArrayList<>();
    private X509Certificate anchor;

    private Chain(List<X509Certificate> sent, List<X509Certificate> cas, String caName, Instant at,
            boolean ofClient) {
        this.ofClient = ofClient;
        this.sent = sent;
        this.cas = cas;
        this.caName = caName;
        this.at = at;
    }

    /** @param caName where the CAs are from */
    static Chain of(X509Certificate[] sent, List<X509Certificate> cas, String caName, long unixMillis) {
        return new Chain(Arrays.asList(sent), cas, caName, Instant.ofEpochMilli(unixMillis), false);
    }

    /** The same for what a client has shown. */
    static Chain ofClient(X509Certificate[] sent, List<X509Certificate> cas, String caName, long unixMillis) {
        return new Chain(Arrays.asList(sent), cas, caName, Instant.ofEpochMilli(unixMillis), true);
    }

    /** To be asked first, and once. @return what is wrong but weakness, null: nothing */
    Refusal problem() {
        X509Certificate server = sent.get(0);
        if (cas.contains(server)) {
            anchor = server;
            Refusal problem = held(server);
            return problem == null ? refusal(TlsReason.WRONG_USE, usage(server)) : problem;
        }
        Refusal problem = refusal(TlsReason.NOT_TRUSTED, climb(server));
        for (int i = 0; problem == null && i < path.size(); i++) {
            problem = held(path.get(i));
        }
        if (problem == null) {
            problem = held(anchor);
        }
        if (problem == null) {
            problem = refusal(TlsReason.WRONG_USE, usage(server));
        }
        for (int i = 1; problem == null && i < path.size(); i++) {
            problem = refusal(TlsReason.WRONG_USE, purposes(path.get(i)));
        }
        return problem == null ? pkix() : problem;
    }

    /** @param words null: nothing is wrong */
    private static Refusal refusal(int code, String words) {
        return words == null ? null : new Refusal(code, words);
    }

    private Refusal held(X509Certificate certificate) {
        boolean early = at.isBefore(certificate.getNotBefore().toInstant());
        return refusal(early ? TlsReason.NOT_YET_VALID : TlsReason.EXPIRED, validity(certificate, at));
    }

    /**
     * Of the way that was found: what is too weak on it, null: nothing. As in PKIX, the anchor's own signature is not
     * judged, since it is trusted without one; its key is.
     */
    String weakness() {
        String weakness = Strength.key(anchor);
        for (int i = 0; weakness == null && i < path.size(); i++) {
            weakness = Strength.key(path.get(i));
            if (weakness == null) {
                weakness = Strength.signature(path.get(i));
            }
        }
        return weakness;
    }

    /** Looks for the way to an anchor. */
    private String climb(X509Certificate server) {
        X509Certificate top = server;
        while (true) {
            path.add(top);
            anchor = best(top, cas);
            if (anchor != null) {
                return null;
            }
            List<X509Certificate> rest = new ArrayList<>(sent);
            rest.removeAll(path);
            X509Certificate next = best(top, rest);
            if (next == null || path.size() == DEPTH_MAX) {
                return unknown(server, top);
            }
            top = next;
        }
    }

    /** Its issuer; of several one that is valid and strong, or else valid: a CA's key may have several certificates. */
    private X509Certificate best(X509Certificate certificate, List<X509Certificate> candidates) {
        List<X509Certificate> rest = new ArrayList<>(candidates);
        X509Certificate first = issuer(certificate, rest);
        X509Certificate valid = null;
        for (X509Certificate next = first; next != null; next = issuer(certificate, rest)) {
            if (validity(next, at) == null) {
                if (Strength.problem(List.of(next)) == null) {
                    return next;
                }
                valid = valid == null ? next : valid;
            }
            rest.remove(next);
        }
        return valid == null ? first : valid;
    }

    /** The first of them that has issued the certificate, null: none. */
    static X509Certificate issuer(X509Certificate certificate, Collection<X509Certificate> candidates) {
        for (X509Certificate candidate : candidates) {
            if (certificate.getIssuerX500Principal().equals(candidate.getSubjectX500Principal())
                    && signed(certificate, candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean signed(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private String unknown(X509Certificate server, X509Certificate top) {
        String issuer = printable(top.getIssuerX500Principal().getName());
        for (X509Certificate ca : cas) {
            if (top.getIssuerX500Principal().equals(ca.getSubjectX500Principal())) {
                // This Java may be unable to verify with such a key at all.
                String weak = Strength.key(ca);
                return "unknown CA: " + name(top) + " was issued by another " + issuer
                        + " than that in " + caName + ", its signature does not fit"
                        + (weak == null ? "" : "; that is " + weak);
            }
        }
        if (!top.getIssuerX500Principal().equals(top.getSubjectX500Principal())) {
            return "unknown CA: " + name(top) + " was issued by " + issuer + ", which is not in " + caName;
        }
        return top == server ? "self-signed: " + name(server) + " is not in " + caName
                : "unknown CA: its chain ends at the root " + name(top) + ", which is not in " + caName;
    }

    /** @return why it is not valid at that time, null: it is */
    static String validity(X509Certificate certificate, Instant at) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (at.isBefore(from)) {
            return "not yet valid: " + name(certificate) + " begins " + from + ", the clock says " + seconds(at);
        }
        if (at.isAfter(to)) {
            return "expired: " + name(certificate) + " ended " + to + ", the clock says " + seconds(at);
        }
        return null;
    }

    private static Instant seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * A certificate that names its purposes must name this one (RFC 5280, 4.2.1.12), as mbedTLS has it.
     * It matters here: while host names are not enforced, this is what tells the server from another
     * client of the same CA.
     */
    private String usage(X509Certificate server) {
        String problem = purposes(server);
        if (problem != null) {
            return problem;
        }
        boolean[] uses = server.getKeyUsage();
        if (uses != null && !uses[DIGITAL_SIGNATURE] && !uses[KEY_ENCIPHERMENT] && !uses[KEY_AGREEMENT]) {
            return notFor() + name(server) + " may neither sign nor encipher by its keyUsage";
        }
        return null;
    }

    /** As of the server's certificate, so of those above it: a CA for clients makes no servers. */
    private String purposes(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null || purposes.contains(ofClient ? CLIENT_AUTH : SERVER_AUTH)
                    || purposes.contains(ANY_USAGE) ? null
                    : notFor() + name(certificate) + " names other purposes in extendedKeyUsage";
        } catch (CertificateParsingException e) {
            return "the extendedKeyUsage of " + name(certificate) + " cannot be read";
        }
    }

    private String notFor() {
        return ofClient ? "not for a client: " : "not for a server: ";
    }

    private Refusal pkix() {
        boolean[] uses = anchor.getKeyUsage();
        if (anchor.getVersion() >= 3 && anchor.getBasicConstraints() < 0 || uses != null && !uses[KEY_CERT_SIGN]) {
            // PKIX takes an anchor as it is; mbedTLS does not (RFC 5280, 4.2.1.9 and 4.2.1.3).
            return new Refusal(TlsReason.WRONG_USE,
                    "issued by " + name(anchor) + ", which is in " + caName + " but is not a CA's certificate");
        }
        try {
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX").validate(
                    CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return null;
        } catch (CertPathValidatorException e) {
            String why = printable(e.getMessage());
            return e.getReason() == BasicReason.ALGORITHM_CONSTRAINED
                    ? new Refusal(TlsReason.TOO_WEAK,
                            "too weak by this Java's rules (jdk.certpath.disabledAlgorithms): " + why)
                    : new Refusal(uses(e.getReason()) ? TlsReason.WRONG_USE : TlsReason.NOT_VALID, why);
        } catch (GeneralSecurityException | RuntimeException e) {
            return new Refusal(TlsReason.NOT_VALID, "it cannot be checked: " + printable(e.getMessage()));
        }
    }

    private static boolean uses(CertPathValidatorException.Reason reason) {
        return reason == PKIXReason.NOT_CA_CERT || reason == PKIXReason.INVALID_KEY_USAGE;
    }

    /** Its subject, fit for a log line. */
    static String name(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.isEmpty() ? "a certificate without a name" : printable(name);
    }

    /** Words of somebody else's, fit for a log line. */
    static String printable(String words) {
        if (words == null) {
            return "no reason";
        }
        return words.length() > NAME_MAX ? Printable.of(words.substring(0, NAME_MAX)) + "..." : Printable.of(words);
    }
}

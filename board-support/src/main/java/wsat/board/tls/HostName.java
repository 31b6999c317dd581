package wsat.board.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Whether a certificate is for a host: as RFC 9525 (6.3) has it, by its alternative names alone, or as HTTPS had it
 * before, by the common name of one without any (RFC 2818, 3.1; RFC 6125, 6.4.4).
 */
final class HostName {
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final int SHOWN_MAX = 5;

    private final List<String> names = new ArrayList<>();
    private final List<String> addresses = new ArrayList<>();

    private HostName(X509Certificate certificate, boolean alternativesOnly) {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            for (List<?> alternative : alternatives == null ? List.<List<?>>of() : alternatives) {
                if (alternative.get(0).equals(DNS)) {
                    names.add((String) alternative.get(1));
                } else if (alternative.get(0).equals(IP)) {
                    addresses.add((String) alternative.get(1));
                }
            }
        } catch (CertificateParsingException e) {
            // As if it named none.
        }
        if (names.isEmpty() && !alternativesOnly) {
            String name = commonName(certificate.getSubjectX500Principal().getName());
            if (name != null) {
                names.add(name);
            }
        }
    }

    /**
     * @param address      what the host spells out, null: it is a name
     * @param alternatives whether the common name never counts
     * @return what the certificate is for instead, null: it is for this host
     */
    static String problem(X509Certificate certificate, String host, InetAddress address, boolean alternatives) {
        HostName of = new HostName(certificate, alternatives);
        boolean fits = address == null ? of.names(host) : of.addresses(address);
        if (fits) {
            return null;
        }
        List<String> all = new ArrayList<>(of.names);
        all.addAll(of.addresses);
        String more = all.size() > SHOWN_MAX ? " and others" : "";
        return all.isEmpty() ? alternatives ? "nobody by a subjectAltName" : "nobody"
                : Chain.printable(String.join(", ",
                all.subList(0, Math.min(all.size(), SHOWN_MAX)))) + more;
    }

    private boolean addresses(InetAddress wanted) {
        for (String address : addresses) {
            try {
                // A certificate's addresses are never looked up: they are spelt out from 4 or 16 bytes.
                if (InetAddress.getByName(address).equals(wanted)) {
                    return true;
                }
            } catch (UnknownHostException e) {
                // Not this one.
            }
        }
        return false;
    }

    private boolean names(String host) {
        String wanted = plain(host);
        for (String name : names) {
            if (fits(plain(name), wanted)) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    /** A star stands for one whole label, the first, of a name of three labels at least. */
    private static boolean fits(String name, String wanted) {
        if (!name.startsWith("*.")) {
            return name.equals(wanted);
        }
        int dot = wanted.indexOf('.');
        return dot > 0 && name.indexOf('.', 2) > 0 && wanted.substring(dot).equals(name.substring(1));
    }

    /** The first CN of a name in the form of RFC 2253 (the most specific), null: none, or one of odd characters. */
    private static String commonName(String subject) {
        for (String part : subject.split("(?<!\\\\)[,+]")) {
            if (part.startsWith("CN=")) {
                String value = part.substring(3);
                return value.indexOf('\\') >= 0 || value.startsWith("#") ? null : value;
            }
        }
        return null;
    }
}

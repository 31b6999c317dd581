package wsat.pki.x509;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import wsat.board.tls.Strength;
import wsat.pki.Refusal;

/**
 * The roots of a bundle, as systems have one, that a module can verify servers with. What it cannot use is left out.
 */
public final class PublicRoots {
    private final List<X509Certificate> taken = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    /**
     * Chooses.
     *
     * @param bundle the file
     * @param where  the file and slot that refusals begin with
     * @param names  parts of subjects, in either case, of which a root must have one; none: all are wanted
     */
    public PublicRoots(PkiFile bundle, String where, List<String> names, Instant now) throws Refusal {
        int wanted = 0;
        for (X509Certificate root : new LinkedHashSet<>(bundle.certificates())) {
            if (isNamed(Certificates.subject(root), names)) {
                wanted++;
                String reason = reason(root, now);
                if (reason == null) {
                    taken.add(root);
                } else {
                    leftOut.add(reason);
                }
            }
        }
        if (wanted == 0) {
            throw new Refusal(where
                    + (bundle.certificates().isEmpty() ? ": has no certificates; give a bundle of roots in PEM"
                    : ": none of its " + bundle.certificates().size()
                    + " roots has such a name; openssl s_client -connect"
                    + " HOST:443 shows the one that is wanted as the last issuer (i:)"));
        }
        if (taken.isEmpty()) {
            throw new Refusal(where + ": none of its roots can be used: " + leftOut.get(0));
        }
    }

    private static boolean isNamed(String subject, List<String> names) {
        String lower = subject.toLowerCase(Locale.ROOT);
        return names.isEmpty() || names.stream().anyMatch(name -> lower.contains(name.toLowerCase(Locale.ROOT)));
    }

    /** @return why a module cannot use it, null: it can */
    private static String reason(X509Certificate root, Instant now) {
        String weak = Strength.key(root);
        if (weak != null) {
            return weak;
        }
        Findings findings = new Findings();
        new Checks("", now, findings).authorities(List.of(root));
        Findings.Finding worst = findings.all().isEmpty() ? null : findings.all().get(0);
        if (worst == null || worst.level() == Findings.Level.WARNING) {
            return null;
        }
        return worst.text().replaceFirst("^[: ]+", "").split(";")[0];
    }

    /** What is good, in the order of the bundle. */
    public List<X509Certificate> taken() {
        return taken;
    }

    /** Why the others were left out, a line each. */
    public List<String> leftOut() {
        return leftOut;
    }
}

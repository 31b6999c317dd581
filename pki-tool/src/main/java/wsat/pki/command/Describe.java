package wsat.pki.command;

import java.security.cert.X509Certificate;
import java.util.List;
import wsat.pki.Refusal;
import wsat.pki.image.Kind;
import wsat.pki.x509.Certificates;
import wsat.pki.x509.PkiFile;
import wsat.pki.x509.PrivateKeys;

/** What was put into a slot, in one line without secrets. */
final class Describe {
    private Describe() {
    }

    static String stored(Kind kind, byte[] value) throws Refusal {
        PkiFile file = PkiFile.of("the value", value, what -> new char[0]);
        if (kind == Kind.KEY) {
            return "key " + PrivateKeys.type(file.key(what -> new char[0]));
        }
        List<X509Certificate> certificates = file.certificates();
        X509Certificate first = certificates.get(0);
        String more = certificates.size() > 1 ? " and " + (certificates.size() - 1) + " more" : "";
        return (kind == Kind.CA ? "CA " : "certificate ") + "'" + Certificates.subject(first) + "', valid to "
                + Certificates.day(first.getNotAfter()) + more;
    }
}

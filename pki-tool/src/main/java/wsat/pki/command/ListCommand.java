package wsat.pki.command;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.pki.Refusal;
import wsat.pki.image.Family;
import wsat.pki.image.Image;
import wsat.pki.image.Kind;
import wsat.pki.image.SlotStore;
import wsat.pki.x509.Certificates;
import wsat.pki.x509.PrivateKeys;

/** {@code wsat pki list}. */
@Command(name = "list", description = "Shows what is in which slot, a line each.",
        footer = "  wsat pki list board.nvs --json")
final class ListCommand extends Task {
    private static final String UNREADABLE = "unreadable";

    @Parameters(paramLabel = "FILE", description = "the image")
    Path file;

    @Option(names = "--json", description = "for scripts")
    boolean json;

    ListCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        Image image = Look.at(file, talk);
        List<Object> rows = new ArrayList<>();
        Table table = new Table("SLOT", "CA", "CERTIFICATE", "KEY", "EXPIRES");
        for (Family family : Family.values()) {
            SlotStore store = new SlotStore(image, family);
            for (int slot : store.slots()) {
                Contents contents = new Contents(file.toString(), store, slot);
                rows.add(row(family, slot, contents));
                table.row((family == Family.WSS ? "" : family + " ") + slot, first(contents, Kind.CA),
                        first(contents, Kind.CERT), key(contents), expiry(contents));
            }
        }
        talk.say(json ? Json.of(rows) : rows.isEmpty() ? file + ": no slot is filled" : table.toString());
        return 0;
    }

    private static Map<String, Object> row(Family family, int slot, Contents contents) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("slot", slot);
        row.put("for", family.toString());
        row.put("ca", certificates(contents, Kind.CA));
        row.put("cert", certificates(contents, Kind.CERT));
        String key = key(contents);
        row.put("key", key.equals("-") ? null : Map.of("type", key));
        return row;
    }

    private static Object certificates(Contents contents, Kind kind) {
        if (!contents.has(kind)) {
            return null;
        }
        List<Object> list = new ArrayList<>();
        try {
            for (X509Certificate certificate : contents.certificates(kind)) {
                list.add(describe(certificate));
            }
        } catch (Refusal e) {
            list.add(Map.of("unreadable", e.getMessage()));
        }
        return list;
    }

    private static Map<String, Object> describe(X509Certificate certificate) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("subject", Certificates.subject(certificate));
        map.put("issuer", Certificates.issuer(certificate));
        map.put("names", Certificates.alternativeNames(certificate));
        map.put("notBefore", certificate.getNotBefore().toInstant().toString());
        map.put("notAfter", certificate.getNotAfter().toInstant().toString());
        map.put("keyType", Certificates.keyType(certificate));
        map.put("sha256", Certificates.fingerprint(certificate));
        return map;
    }

    private static String first(Contents contents, Kind kind) {
        if (!contents.has(kind)) {
            return "-";
        }
        try {
            List<X509Certificate> certificates = contents.certificates(kind);
            return certificates.isEmpty() ? UNREADABLE : Certificates.subject(certificates.get(0))
                    + (certificates.size() > 1 ? " (+" + (certificates.size() - 1) + ")" : "");
        } catch (Refusal e) {
            return UNREADABLE;
        }
    }

    private static String key(Contents contents) {
        try {
            PrivateKeyInfo key = contents.key();
            return key == null ? "-" : PrivateKeys.type(key);
        } catch (Refusal e) {
            return UNREADABLE;
        }
    }

    /** Of the certificate that expires first. */
    private static String expiry(Contents contents) {
        Date first = null;
        try {
            for (Kind kind : List.of(Kind.CA, Kind.CERT)) {
                for (X509Certificate certificate : contents.certificates(kind)) {
                    Date end = certificate.getNotAfter();
                    first = first == null || end.before(first) ? end : first;
                }
            }
        } catch (Refusal e) {
            return UNREADABLE;
        }
        return first == null ? "-" : Certificates.day(first);
    }
}

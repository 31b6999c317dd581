package wsat.pki.x509;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;

/**
 * A PKCS#12 file whose keys are not encrypted (RFC 7292, 4.2.1): Java's own reader passes such keys by without a word.
 */
final class PlainPkcs12 {
    /** Keys that stand there in the clear. */
    final List<PrivateKeyInfo> keys = new ArrayList<>();
    /** Certificates that do, as DER. */
    final List<byte[]> certificates = new ArrayList<>();
    /** Whether there is something else, which is encrypted. */
    boolean more;

    /** Takes what is in the clear; nothing of a damaged file. */
    PlainPkcs12(byte[] bytes) {
        try {
            for (ContentInfo content : new PKCS12PfxPdu(bytes).getContentInfos()) {
                if (content.getContentType().equals(PKCSObjectIdentifiers.data)) {
                    for (PKCS12SafeBag bag : new PKCS12SafeBagFactory(content).getSafeBags()) {
                        take(bag);
                    }
                } else {
                    more = true;
                }
            }
        } catch (IOException | RuntimeException e) {
            keys.clear();
        }
    }

    private void take(PKCS12SafeBag bag) throws IOException {
        Object value = bag.getBagValue();
        if (value instanceof PrivateKeyInfo key) {
            keys.add(key);
        } else if (value instanceof X509CertificateHolder certificate) {
            certificates.add(certificate.getEncoded());
        } else {
            more = true;
        }
    }
}

package wsat.pki.x509;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/** What a slot must be so that a TLS handshake with it can succeed. */
public final class Checks {
    /** What expires within this time is warned of. */
    public static final Duration SOON = Duration.ofDays(30);

    private static final int RSA_BITS_MIN = 2048;
    private static final int KEY_CERT_SIGN = 5;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_ENCIPHERMENT = 2;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_USE = "2.5.29.37.0";

    private final String where;
    private final Instant now;
    private final Findings findings;

    /** @param where the file and slot that findings begin with */
    public Checks(String where, Instant now, Findings findings) {
        this.where = where + ": ";
        this.now = now;
        this.findings = findings;
    }

    /** Certificates that a server's chain may end in. */
    public void authorities(List<X509Certificate> authorities) {
        if (authorities.isEmpty()) {
            findings.wrong(where + "no certificate in it; give the CA certificate that the server's chain ends in");
        }
        for (X509Certificate authority : authorities) {
            String name = name(authority);
            boolean old = authority.getVersion() == 1 && Certificates.isSelfIssued(authority);
            boolean[] usage = authority.getKeyUsage();
            if (!Certificates.isCa(authority) && !old) {
                findings.refuse(where + name + " is no CA certificate; give that of the authority which signed the"
                        + " server's certificate");
            } else if (usage != null && !usage[KEY_CERT_SIGN]) {
                findings.refuse(where + name + " is a CA that may not sign certificates (keyUsage); give the right CA");
            }
            if (old) {
                findings.warn(where + name + " is a version 1 certificate, which does not say that it is a CA");
            }
            validity(authority);
            if (!Certificates.isSelfIssued(authority)) { // else nobody relies on its signature
                signature(authority);
            }
            strength(authority);
        }
    }

    /**
     * A client's or server's certificate with its intermediate ones, and its key.
     *
     * @param authorities the CAs of the same slot; null: they cannot be read
     * @param ofServer    whether it is a server's
     * @return the chain in its order
     */
    public List<X509Certificate> shown(List<X509Certificate> certificates, PrivateKeyInfo key, String keyName,
            List<X509Certificate> authorities, boolean ofServer) {
        AsymmetricKeyParameter secret = key(key, keyName);
        if (certificates.isEmpty()) {
            findings.wrong(where + "no certificate in it; give the " + (ofServer ? "server" : "client")
                    + "'s certificate");
            return certificates;
        }
        X509Certificate own = own(certificates, secret);
        if (own == null) {
            if (secret != null) {
                AsymmetricKeyParameter shown = Key.of(certificates.get(0).getPublicKey().getEncoded());
                findings.wrong(where + "the key in " + keyName + " (" + Key.type(secret) + ") does not belong to "
                        + name(certificates.get(0)) + " (" + Key.type(shown)
                        + "); give the key that its request was made" + " with");
            }
            return certificates;
        }
        List<X509Certificate> chain = chain(own, certificates);
        if (ofServer) {
            serves(own);
        } else {
            alone(chain, authorities);
            uses(own);
        }
        for (X509Certificate certificate : chain) {
            validity(certificate);
            signature(certificate);
            strength(certificate);
        }
        return chain;
    }

    private AsymmetricKeyParameter key(PrivateKeyInfo key, String keyName) {
        AsymmetricKeyParameter secret = key == null ? null : Key.of(key);
        if (key != null && (secret == null || !Key.isForTls(secret))) {
            findings.wrong(where + "the key in " + keyName
                    + " is of no kind that TLS signs with; make an EC P-256 or RSA" + " 2048 key");
            return null;
        }
        if (secret != null && Key.hasUnnamedCurve(secret)) {
            findings.wrong(where + "the key in " + keyName
                    + " spells out its curve, which TLS does not take; convert it"
                    + " with openssl ec -param_enc named_curve, or make a new one");
            return null;
        }
        return secret;
    }

    private static X509Certificate own(List<X509Certificate> certificates, AsymmetricKeyParameter secret) {
        for (X509Certificate certificate : certificates) {
            if (secret != null && Key.match(secret, Key.of(certificate.getPublicKey().getEncoded()))) {
                return certificate;
            }
        }
        return null;
    }

    /** From the client's own certificate up, as TLS sends it; all that are there must follow each other. */
    private List<X509Certificate> chain(X509Certificate own, List<X509Certificate> certificates) {
        List<X509Certificate> left = new ArrayList<>(certificates);
        left.removeIf(own::equals);
        List<X509Certificate> chain = new ArrayList<>(List.of(own));
        X509Certificate last = own;
        while (!left.isEmpty()) {
            X509Certificate issuer = null;
            for (X509Certificate candidate : left) {
                if (!Certificates.isSelfIssued(last)
                        && candidate.getSubjectX500Principal().equals(last.getIssuerX500Principal())
                        && Certificates.signed(candidate, last)) {
                    issuer = candidate;
                }
            }
            if (issuer == null) {
                gap(last, left.get(0));
                chain.addAll(left);
                return chain;
            }
            X509Certificate taken = issuer;
            left.removeIf(taken::equals);
            chain.add(issuer);
            last = issuer;
        }
        return chain;
    }

    /** A CA of the slot that has issued itself is a root, which every server of that CA has. */
    private void alone(List<X509Certificate> chain, List<X509Certificate> authorities) {
        X509Certificate own = chain.get(0);
        if (authorities != null && chain.size() == 1 && !Certificates.isSelfIssued(own) && authorities.stream()
                .noneMatch(root -> Certificates.isSelfIssued(root) && Certificates.signed(root, own))) {
            findings.note(where + name(own) + " comes without the certificate of '" + Certificates.issuer(own)
                    + "', which has"
                    + " issued it; if that is an intermediate CA, give it in the same file as the certificate, since "
                    + "servers" + " may not have it");
        }
    }

    private void gap(X509Certificate last, X509Certificate stray) {
        boolean rootReached = Certificates.isSelfIssued(last);
        findings.wrong(where + (rootReached
                ? "the chain ends with " + name(last) + ", and " + name(stray) + " is not part of it; take that out"
                : "the chain has a gap: " + name(last) + " was issued by '" + Certificates.issuer(last)
                        + "', which is not there, and " + name(stray) + " is; add the missing certificate, or take "
                        + name(stray) + " out"));
    }

    private void uses(X509Certificate own) {
        try {
            List<String> uses = own.getExtendedKeyUsage();
            if (uses != null && !uses.contains(CLIENT_AUTH) && !uses.contains(ANY_USE)) {
                findings.refuse(where + name(own)
                        + " is not for clients (extendedKeyUsage lacks clientAuth), servers will"
                        + " refuse it; have one issued for TLS clients");
            }
        } catch (GeneralSecurityException e) {
            findings.refuse(where + name(own) + " has a damaged extendedKeyUsage; have it issued again");
        }
        boolean[] usage = own.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            findings.refuse(where + name(own) + " may not sign a handshake (keyUsage lacks digitalSignature); have one"
                    + " issued for TLS clients");
        }
    }

    private void serves(X509Certificate own) {
        try {
            List<String> uses = own.getExtendedKeyUsage();
            if (uses != null && !uses.contains(SERVER_AUTH) && !uses.contains(ANY_USE)) {
                findings.refuse(where + name(own) + " is not for servers (extendedKeyUsage lacks serverAuth), clients"
                        + " will refuse it; have one issued for TLS servers");
            }
        } catch (GeneralSecurityException e) {
            findings.refuse(where + name(own) + " has a damaged extendedKeyUsage; have it issued again");
        }
        boolean[] usage = own.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE] && !usage[KEY_ENCIPHERMENT]) {
            findings.refuse(where + name(own) + " may neither sign nor encipher (keyUsage); have one issued for TLS"
                    + " servers");
        }
    }

    private void validity(X509Certificate certificate) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        if (now.isAfter(to)) {
            findings.refuse(where + name(certificate) + " expired on " + Certificates.day(to) + "; get a new one");
        } else if (now.isBefore(from)) {
            findings.refuse(where + name(certificate) + " is not valid before " + Certificates.day(from)
                    + "; check this machine's clock, or wait");
        } else if (now.plus(SOON).isAfter(to)) {
            findings.warn(where + name(certificate) + " expires in " + Duration.between(now, to).toDays() + " days, on "
                    + Certificates.day(to) + "; get a new one in time");
        }
    }

    private void signature(X509Certificate certificate) {
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (signature.startsWith("SHA1") || signature.startsWith("MD")) {
            findings.warn(where + name(certificate) + " is signed with " + certificate.getSigAlgName()
                    + ", which many servers and libraries refuse; have it signed with SHA-256");
        }
    }

    private void strength(X509Certificate certificate) {
        AsymmetricKeyParameter key = Key.of(certificate.getPublicKey().getEncoded());
        int bits = Key.rsaBits(key);
        if (bits > 0 && bits < RSA_BITS_MIN) {
            findings.warn(where + name(certificate) + " has an RSA key of " + bits
                    + " bits, fewer than 2048 count as weak;" + " use RSA 2048 or EC P-256");
        }
        if (!Key.isCommon(key) || Certificates.isForPssAlone(certificate)) {
            findings.warn(where + name(certificate) + " has a key of type " + Certificates.keyType(certificate)
                    + ", which not every module can use; RSA and EC P-256, P-384 and P-521 are safe");
        }
    }

    private static String name(X509Certificate certificate) {
        return "'" + Certificates.subject(certificate) + "'";
    }
}

package wsat.board.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import wsat.port.TlsReason;

/** Which servers are believed, and what is said of the others. */
class ChainTest {
    private static final long NOW = System.currentTimeMillis();

    private static String problem(long time, String sent, String... cas) {
        Refusal refusal = chain(time, sent, cas).problem();
        return refusal == null ? null : refusal.words();
    }

    private static Chain chain(long time, String sent, String... cas) {
        List<X509Certificate> trusted = new ArrayList<>();
        for (String ca : cas) {
            trusted.add(Pki.certificate(ca));
        }
        String[] aliases = sent.split(" ");
        X509Certificate[] chain = new X509Certificate[aliases.length];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = Pki.certificate(aliases[i]);
        }
        return Chain.of(chain, trusted, "wss_ca", time);
    }

    private static void refused(String why, String sent, String... cas) {
        String problem = problem(NOW, sent, cas);
        assertNotNull(problem, why);
        assertTrue(problem.contains(why), problem);
    }

    private static void good(String sent, String... cas) {
        assertNull(problem(NOW, sent, cas), sent);
    }

    @Test
    void aChainThatLeadsToACaIsBelieved() {
        good("server mid", "root");
        good("server mid root", "root");
        good("server root stranger mid", "ec-root", "root");
        good("ec-server", "ec-root");
        good("example-server", "root");
    }

    @Test
    void aCaInTheMiddleAndTheCertificateItselfAreBelievedToo() {
        good("server", "mid");
        good("server mid", "mid");
        good("stranger", "stranger");
        good("server", "server");
    }

    @Test
    void theRightOneOfTwoCasWithOneNameIsFound() {
        good("example-server", "other-root", "root");
        good("example-server", "root", "other-root");
    }

    @Test
    void whoIsNotBelievedIsNamed() {
        refused("unknown CA: CN=localhost was issued by CN=Mid,O=wsat, which is not in wss_ca", "server", "root");
        refused("unknown CA: CN=Mid,O=wsat was issued by CN=Root,O=wsat, which is not", "server mid", "ec-root");
        refused("chain ends at the root CN=Root,O=wsat, which is not in wss_ca", "server mid root", "ec-root");
        refused("CN=Mid,O=wsat was issued by another CN=Root,O=wsat than that in wss_ca", "server mid", "other-root");
        refused("self-signed: CN=Stranger is not in wss_ca", "stranger", "root");
        refused("CA", "sly-server not-a-ca", "root");
        refused("CA", "sly-server", "not-a-ca");
        refused("too weak by this Java's rules", "weak-server", "root");
        refused("not for a server: CN=Client names other purposes", "client mid", "root");
    }

    @Test
    void aCaForClientsMakesNoServers() {
        refused("not for a server: CN=Clients names other purposes", "under-clients-mid clients-mid", "root");
        good("under-clients-mid", "clients-mid"); // who trusts it by its slot knows why
    }

    private static String weakness(String sent, String ca) {
        Chain chain = chain(NOW, sent, ca);
        assertNull(chain.problem(), sent);
        return chain.weakness();
    }

    @Test
    void whatIsWeakOnTheWayIsNamed() {
        assertEquals("too weak: CN=SHA1 is signed with SHA1withRSA", weakness("sha1-server", "root"));
        assertEquals("too weak: CN=SHA1 EC is signed with SHA1withECDSA", weakness("sha1-ec-server", "ec-root"));
        assertEquals("too weak: CN=SHA224 is signed with SHA224withRSA", weakness("sha224-server", "root"));
        assertEquals("too weak: CN=SHA1 Mid is signed with SHA1withRSA", weakness("under-sha1-mid sha1-mid", "root"));
        assertEquals("too weak: CN=Small Root has an RSA key of 1024 bits, fewer than 2048",
                weakness("under-small-root", "small-root"));
        assertEquals("too weak: CN=Small Mid has an RSA key of 2047 bits, fewer than 2048",
                weakness("under-small-mid small-mid", "root"));
        assertEquals("too weak: CN=Small has an RSA key of 1024 bits, fewer than 2048",
                weakness("small-server", "root"));
        assertEquals("too weak: CN=Small has an RSA key of 1024 bits, fewer than 2048",
                weakness("small-server", "small-server"));
        assertEquals("too weak: CN=Ed Root has a key of the kind EdDSA, neither RSA nor EC",
                weakness("under-ed-root", "ed-root"));
    }

    @Test
    void theSignatureOfAnAnchorIsNotJudged() {
        assertNull(weakness("under-sha1-root", "sha1-root"));
        assertNull(weakness("under-sha1-root sha1-root", "sha1-root"));
        assertNull(weakness("under-sha1-mid", "sha1-mid"));
        assertNull(weakness("sha1-alone", "sha1-alone"));
    }

    @Test
    void theUsualIsStrong() {
        for (String[] row : new String[][] {{"server mid", "root"}, {"ec-server", "ec-root"}, {"ec-client", "ec-root"},
            {"other-client", "other-root"}, {"pss-server", "root"}}) {
            assertNull(weakness(row[0], row[1]), row[0]);
        }
    }

    @Test
    void timeIsTheGivenOneForEachCertificate() {
        refused("expired: CN=Old ended 2020-01-31T00:00:00Z, the clock says 20", "expired-server", "root");
        refused("not yet valid: CN=Tomorrow begins 2048-01-01T00:00:00Z, the clock says 20", "future-server", "root");
        refused("expired: CN=Old Root ended 2020-01-31T00:00:00Z", "orphan-server", "expired-root");
        refused("expired: CN=Old ended", "expired-server", "expired-server");
        long later = Instant.parse("2048-01-05T00:00:00Z").toEpochMilli();
        assertTrue(problem(later, "server mid", "root").startsWith("expired: CN=localhost"));
        assertTrue(problem(0, "server mid", "root").startsWith("not yet valid: CN=localhost begins "));
        assertEquals(TlsReason.EXPIRED, chain(later, "server mid", "root").problem().code());
        assertEquals(TlsReason.NOT_YET_VALID, chain(0, "server mid", "root").problem().code());
        assertTrue(problem(0, "server mid", "root").endsWith("the clock says 1970-01-01T00:00:00Z"));
    }

    private static String host(String alias, String host) {
        InetAddress address = null;
        try {
            if (Character.isDigit(host.charAt(0)) || host.indexOf(':') >= 0) {
                address = InetAddress.getByName(host);
            }
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
        return HostName.problem(Pki.certificate(alias), host, address, false);
    }

    @Test
    void aCertificateIsForItsNamesAndAddresses() {
        assertNull(host("server", "localhost"));
        assertNull(host("server", "LOCALHOST."));
        assertNull(host("server", "127.0.0.1"));
        assertEquals("localhost, 127.0.0.1", host("server", "127.0.0.2"));
        assertEquals("localhost, 127.0.0.1", host("server", "::1"));
        assertNull(host("names-server", "a.example.org"));
        assertNull(host("names-server", "A.Example.ORG"));
        assertNull(host("names-server", "exact.example.net"));
        assertNull(host("names-server", "10.0.0.1"));
        for (String other : new String[] {"example.org", "a.b.example.org", ".example.org", "xexample.org",
            "b.exact.example.net", "ignored", "*.example.net"}) {
            assertEquals("*.example.org, exact.example.net, 10.0.0.1", host("names-server", other), other);
        }
    }

    @Test
    void withoutAlternativeNamesTheCommonNameCountsButNeverForAnAddress() {
        assertNull(host("example-server", "l1 ca"));
        assertEquals("L1 CA", host("example-server", "localhost"));
        assertEquals("L1 CA", host("example-server", "127.0.0.1"));
    }

    /** RFC 9525, 6.3. */
    @Test
    void byAlternativeNamesAloneTheCommonNameNeverCounts() {
        assertNull(HostName.problem(Pki.certificate("server"), "localhost", null, true));
        assertEquals("nobody by a subjectAltName",
                HostName.problem(Pki.certificate("example-server"), "l1 ca", null, true));
    }
}

package wsat.board.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link Strength} on certificates that this Java cannot make, made by OpenSSL. */
class WeakTest {
    @TempDir
    Path folder;

    private String openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process openssl;
        try {
            openssl = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no openssl");
            throw e;
        }
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, openssl.waitFor(), said);
        return said;
    }

    private X509Certificate root(String options) throws IOException, InterruptedException, CertificateException {
        openssl("req -x509 -subj /CN=x -nodes -keyout key.pem -out x.pem -days 10 " + options);
        try (var in = Files.newInputStream(folder.resolve("x.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    @Test
    void onlyThreeCurvesAreStrong() throws Exception {
        for (String curve : "secp256k1 secp224r1 prime192v1 brainpoolP256r1 sect283k1".split(" ")) {
            assertEquals("too weak: CN=x has an EC key on another curve than P-256, P-384 and P-521",
                    Strength.key(root("-newkey ec -pkeyopt ec_paramgen_curve:" + curve)), curve);
        }
        for (String curve : "P-256 P-384 P-521".split(" ")) {
            assertEquals(null, Strength.key(root("-newkey ec -pkeyopt ec_paramgen_curve:" + curve)), curve);
        }
    }

    @Test
    void aCaOnAForeignCurveIsNamedAsTheReason() throws Exception {
        X509Certificate ca = root("-newkey ec -pkeyopt ec_paramgen_curve:secp256k1");
        openssl("req -new -subj /CN=leaf -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout leaf.key -out "
                + "leaf.csr");
        openssl("x509 -req -in leaf.csr -CA x.pem -CAkey key.pem -CAcreateserial -days 5 -out leaf.pem");
        try (var in = Files.newInputStream(folder.resolve("leaf.pem"))) {
            X509Certificate leaf = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            Chain chain = Chain.of(new X509Certificate[] {leaf}, List.of(ca), "wss_ca", System.currentTimeMillis());
            Refusal problem = chain.problem();
            String said = problem == null ? chain.weakness() : problem.words();
            assertTrue(said.contains("too weak: CN=x has an EC key on another curve"), said);
        }
    }

    @Test
    void theHashOfPssIsFound() throws Exception {
        for (String hash : "sha224 sha256 sha384 sha512".split(" ")) {
            X509Certificate one = root("-newkey rsa:2048 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:20 -"
                    + hash);
            String expected = hash.matches("sha(256|384|512)") ? null : "too weak: CN=x is signed with RSASSA-PSS and ";
            String said = Strength.signature(one);
            assertTrue(expected == null ? said == null : said != null && said.startsWith(expected), hash + ": " + said);
        }
    }

    @Test
    void otherHashesAreWeak() throws Exception {
        for (String hash : "md5 sha1 sha224 sha3-256 sha512-256".split(" ")) {
            String said = Strength.signature(root("-newkey rsa:2048 -" + hash));
            assertTrue(said != null && said.startsWith("too weak: CN=x is signed with "), hash + ": " + said);
        }
    }
}

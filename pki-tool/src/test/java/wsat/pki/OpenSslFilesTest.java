package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates in every form that the real openssl writes come out the same. */
class OpenSslFilesTest {
    @TempDir
    static Path folder;

    private static OpenSsl openssl;
    private int images;

    @BeforeAll
    static void makeWithOpenSsl() {
        OpenSsl.assume();
        openssl = new OpenSsl(folder);
        openssl.line("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 90"
                + " -subj /CN=ca");
        identity("rsa", "rsa:2048");
        identity("ec", "ec -pkeyopt ec_paramgen_curve:P-384");
    }

    private static void identity(String name, String kind) {
        openssl.line("req -newkey " + kind + " -nodes -keyout " + name + ".key -out " + name + ".csr -subj /O=Plant/CN="
                + name);
        openssl.line("x509 -req -in " + name + ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -out " + name
                + ".pem");
        openssl.line("pkcs8 -topk8 -nocrypt -in " + name + ".key -out " + name + ".p8");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "rsa rsa -in rsa.key -traditional -out KEY",
        "rsa rsa -in rsa.key -traditional -aes256 -passout pass:secret -out KEY",
        "rsa rsa -in rsa.key -traditional -des3 -passout pass:secret -out KEY",
        "rsa rsa -in rsa.key -traditional -outform DER -out KEY",
        "rsa pkcs8 -topk8 -nocrypt -in rsa.key -out KEY",
        "rsa pkcs8 -topk8 -nocrypt -in rsa.key -outform DER -out KEY",
        "rsa pkcs8 -topk8 -in rsa.key -passout pass:secret -out KEY",
        "rsa pkcs8 -topk8 -in rsa.key -v2 aes-128-cbc -v2prf hmacWithSHA512 -passout pass:secret -out KEY",
        "rsa pkcs8 -topk8 -in rsa.key -scrypt -passout pass:secret -out KEY",
        "rsa pkcs8 -topk8 -in rsa.key -v2 des3 -outform DER -passout pass:secret -out KEY",
        "rsa pkcs8 -topk8 -in rsa.key -v1 PBE-SHA1-3DES -passout pass:secret -out KEY",
        "ec ec -in ec.key -out KEY",
        "ec ec -in ec.key -aes128 -passout pass:secret -out KEY",
        "ec ec -in ec.key -outform DER -out KEY",
        "ec pkcs8 -topk8 -nocrypt -in ec.key -outform DER -out KEY",
        "ec pkcs8 -topk8 -in ec.key -passout pass:secret -out KEY",
    })
    void aKeyInAnyFormIsStoredAsPkcs8(String line) throws IOException {
        String name = line.substring(0, line.indexOf(' '));
        Path key = Files.createTempFile(folder, "key", "");
        openssl.line(line.substring(name.length() + 1).replace("KEY", key.toString()));
        Path image = image();
        Cli.fine("add", image, "--slot", 0, "--cert", folder.resolve(name + ".pem"), "--key", key, "--key-pass",
                "pass:secret");
        assertSameKey(name, image);
        Files.delete(key);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        wrong  | AES-128-CBC,      | the password does not open this key
        secret | CAMELLIA-128-CBC, | is encrypted in a way that is not known here
        secret | AES-128-CBC,00    | the private key is damaged
        """)
    void anEncryptedKeyIsRefusedForTheRightReason(String password, String cipher, String reason) throws IOException {
        Path key = folder.resolve("refused.key");
        openssl.line("ec -in ec.key -aes128 -passout pass:secret -out " + key);
        Files.writeString(key, Files.readString(key).replace("AES-128-CBC,", cipher));
        Cli cli = Cli.run("add", image(), "--slot", 0, "--cert", folder.resolve("ec.pem"), "--key", key, "--key-pass",
                "pass:" + password);
        assertEquals(1, cli.code());
        assertTrue(cli.err().contains("refused.key: " + reason), cli.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " -legacy", " -keypbe AES-128-CBC -certpbe AES-128-CBC", " -certfile ca.pem", " -nomaciter"})
    void aPkcs12FileFillsCertificateAndKey(String how) throws IOException {
        Path file = Files.createTempFile(folder, "store", ".p12");
        openssl.line("pkcs12 -export -inkey rsa.key -in rsa.pem -out " + file + " -passout pass:secret" + how);
        Path image = image();
        Path password = Files.writeString(folder.resolve("password"), "secret\r\nsecond line\n");
        Cli.fine("add", image, "--slot", 0, "--p12", file, "--key-pass", "file:" + password);
        assertSameKey("rsa", image);
    }

    /** A password of no characters, and none at all. */
    @ParameterizedTest
    @CsvSource({"'', pass:", "' -legacy', pass:", "' -nomac', pass:", "' -keypbe NONE -certpbe NONE', pass:",
        "' -keypbe NONE -certpbe NONE -nomac', ", "' -keypbe NONE -certpbe NONE -nomac -certfile ca.pem', "})
    void aPkcs12FileWithoutAPasswordIsTaken(String how, String password) throws IOException {
        Path file = Files.createTempFile(folder, "store", ".p12");
        openssl.line("pkcs12 -export -inkey rsa.key -in rsa.pem -out " + file + " -passout pass:" + how);
        Path image = image();
        Object[] words = {"add", image, "--slot", 0, "--p12", file, "--key-pass", password};
        Cli.fine(password == null ? Arrays.copyOf(words, words.length - 2) : words);
        assertSameKey("rsa", image);
    }

    @Test
    void aPkcs12FileWithManyKeysSaysHowMany() throws Exception {
        Path one = folder.resolve("one.p12");
        openssl.line("pkcs12 -export -inkey ec.key -in ec.pem -out " + one + " -passout pass:secret");
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(one)) {
            store.load(in, "secret".toCharArray());
        }
        String first = store.aliases().nextElement();
        for (String more : new String[] {"b", "c"}) {
            store.setKeyEntry(more, store.getKey(first, "secret".toCharArray()), "secret".toCharArray(),
                    store.getCertificateChain(first));
        }
        Path three = folder.resolve("three.p12");
        try (OutputStream out = Files.newOutputStream(three)) {
            store.store(out, "secret".toCharArray());
        }
        Cli cli = Cli.run("add", image(), "--slot", 0, "--p12", three, "--key-pass", "pass:secret");
        assertTrue(cli.err().contains("three.p12: has 3 private keys, and it cannot be told which is meant"),
                cli.err());
        openssl.line("pkcs12 -export -inkey rsa.key -in rsa.pem -out half.p12 -keypbe NONE -passout pass:secret");
        cli = Cli.run("add", image(), "--slot", 0, "--p12", folder.resolve("half.p12"), "--key-pass", "pass:secret");
        assertTrue(cli.err().contains("half.p12: its key is not encrypted and its certificate is; export"), cli.err());
    }

    @Test
    void aCertificateInAnyFormIsStoredAsPlainPem() throws IOException {
        String plain = exported("--cert", add("--cert", folder.resolve("ec.pem"), "--key", folder.resolve("ec.key")));
        assertEquals(openssl.line("x509 -in ec.pem"), plain);
        openssl.line("x509 -in ec.pem -outform DER -out ec.der");
        openssl.line("x509 -in ec.pem -text -out ec.txt");
        Files.writeString(folder.resolve("ec.crlf"), Files.readString(folder.resolve("ec.pem")).replace("\n", "\r\n"));
        Files.writeString(folder.resolve("ec.cr"),
                "\uFEFF" + Files.readString(folder.resolve("ec.pem")).replace("\n", "\r"));
        for (String form : new String[] {"ec.der", "ec.txt", "ec.crlf", "ec.cr"}) {
            assertEquals(plain,
                    exported("--cert", add("--cert", folder.resolve(form), "--key", folder.resolve("ec.key"))));
        }
    }

    @Test
    void oneFileMayHoldCertificateAndKey() throws IOException {
        Path both = folder.resolve("both.pem");
        Files.writeString(both,
                Files.readString(folder.resolve("ec.key")) + Files.readString(folder.resolve("ec.pem")));
        assertSameKey("ec", add("--cert", both));
    }

    @Test
    void aChainIsPutInItsOrder() throws IOException {
        Path chain = folder.resolve("chain.pem");
        Files.writeString(chain,
                Files.readString(folder.resolve("ca.pem")) + Files.readString(folder.resolve("rsa.pem")));
        String stored = exported("--cert", add("--cert", chain, "--key", folder.resolve("rsa.key")));
        assertEquals(openssl.line("x509 -in rsa.pem") + openssl.line("x509 -in ca.pem"), stored);
    }

    @Test
    void anUnnamedCurveAndAnUnusualKeyAreSeen() {
        openssl.line("ecparam -name prime256v1 -genkey -param_enc explicit -noout -out explicit.key");
        openssl.line("req -new -x509 -key explicit.key -subj /CN=explicit -days 90 -out explicit.pem");
        openssl.line("x509 -in explicit.pem -outform DER -out explicit.der");
        openssl.line("req -new -x509 -key ec.key -subj /CN=named -days 90 -out named.pem");
        for (String[] wrong : new String[][] {{"explicit.pem", "--ca"}, {"explicit.der", "--ca"},
                {"explicit.pem", "--cert"}}) {
            Cli cli = Cli.run("add", image(), "--slot", 0, wrong[1], folder.resolve(wrong[0]));
            assertEquals(1, cli.code());
            assertTrue(cli.err().contains(wrong[0] + ": the certificate ")
                    && cli.err().contains("spells out the curve of its key, which TLS does not take; make a key"),
                    cli.err());
        }
        Cli cli = Cli.run("add", image(), "--slot", 0, "--cert", folder.resolve("named.pem"), "--key",
                folder.resolve("explicit.key"));
        assertTrue(cli.code() == 1 && cli.err().contains("explicit.key (EC with a curve of its own)")
                || cli.err().contains("explicit.key spells out its curve"), cli.err());
        openssl.line("req -x509 -newkey ed25519 -nodes -keyout ed.key -out ed.pem -days 90 -subj /CN=ed");
        Cli warned = Cli.fine("add", image(), "--slot", 0, "--cert", folder.resolve("ed.pem"), "--key",
                folder.resolve("ed.key"));
        assertTrue(warned.err().contains("has a key of type Ed25519, which not every module can use"), warned.err());
    }

    /** openssl names it as a kind of its own (RFC 4055), and mbedTLS does not read it. */
    @Test
    void anRsaKeyForPssAloneIsAnUnusualOne() {
        openssl.line("req -x509 -newkey rsa-pss -pkeyopt rsa_keygen_bits:2048 -nodes -keyout pss.key -out pss.pem"
                + " -days 90 -subj /CN=pss");
        Path image = image();
        Cli warned = Cli.fine("add", image, "--slot", 0, "--cert", folder.resolve("pss.pem"), "--key",
                folder.resolve("pss.key"));
        assertTrue(warned.err().contains("has a key of type RSA-PSS 2048, which not every module can use"),
                warned.err());
        assertTrue(Cli.fine("show", image).out().contains("RSA-PSS 2048"));
    }

    @Test
    void certificateAndKeyThatWereExchangedAreToldSo() {
        Cli cli = Cli.run("add", image(), "--slot", 0, "--cert", folder.resolve("ec.key"), "--key",
                folder.resolve("ec.pem"));
        assertEquals(1, cli.code());
        assertTrue(cli.err().contains("ec.key: slot 0: is a private key, and "), cli.err());
        assertTrue(cli.err().contains("ec.pem a certificate; exchange --cert and --key"), cli.err());
    }

    @Test
    void weakAndAgeingCertificatesAreWarnedOf() {
        openssl.line("req -x509 -newkey rsa:1024 -sha1 -nodes -keyout weak.key -out weak.pem -days 10 -subj /CN=weak");
        Cli root = Cli.fine("add", image(), "--slot", 0, "--ca", folder.resolve("weak.pem"));
        assertEquals(2, root.err().lines().count(), "nobody relies on the signature of a root\n" + root.err());
        Cli cli = Cli.fine("add", image(), "--slot", 0, "--cert", folder.resolve("weak.pem"), "--key",
                folder.resolve("weak.key"));
        assertTrue(cli.err().contains("expires in 9 days"), cli.err());
        assertTrue(cli.err().contains("is signed with SHA1withRSA"), cli.err());
        assertTrue(cli.err().contains("RSA key of 1024 bits"), cli.err());
        assertEquals(3, cli.err().lines().count());
    }

    @Test
    void whatTheToolMakesIsSoundForOpenSsl() throws IOException {
        Path desk = folder.resolve("desk");
        Cli.fine("test-ca", desk, "--host", "board.local", "--host", "10.0.0.7");
        assertTrue(openssl.line("verify -purpose sslserver -x509_strict -CAfile desk/ca.pem desk/server.pem")
                .contains("OK"));
        assertTrue(openssl.line("verify -purpose sslclient -x509_strict -CAfile desk/ca.pem desk/client.pem")
                .contains("OK"));
        String server = openssl.line("x509 -in desk/server.pem -noout -ext subjectAltName");
        assertTrue(server.contains("DNS:board.local") && server.contains("IP Address:10.0.0.7"), server);
        assertEquals(openssl.line("pkey -in desk/client.key -pubout"),
                openssl.line("x509 -in desk/client.pem -noout -pubkey"));
        Cli.fine("csr", "--key", folder.resolve("dev.key"), "-o", folder.resolve("dev.csr"), "--subject",
                "CN=dev,O=Plant", "--rsa");
        assertTrue(openssl.line("req -in dev.csr -noout -verify -subject").contains("CN = dev"));
        assertEquals(openssl.line("pkey -in dev.key -pubout"), openssl.line("req -in dev.csr -noout -pubkey"));
    }

    @Test
    void aKeyMadeInTheSlotGetsItsCertificateLater() throws IOException {
        Path image = image();
        Path request = folder.resolve("slot.csr");
        Cli.fine("csr", image, "--slot", 0, "--subject", "CN=device-17", "-o", request);
        assertEquals(1, Cli.run("check", image).code(), "a key without a certificate is not ready");
        openssl.line("x509 -req -in slot.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 90 -out slot.pem");
        Cli other = Cli.run("add", image, "--slot", 0, "--cert", folder.resolve("ec.pem"));
        assertTrue(other.code() == 1 && other.err().contains("the key in the slot (EC P-256) does not belong to"),
                other.err());
        Cli.fine("add", image, "--slot", 0, "--cert", folder.resolve("slot.pem"));
        Cli.fine("check", image);
    }

    private static Path add(Object... what) {
        Path image = folder.resolve("image-" + System.nanoTime());
        Object[] words = new Object[what.length + 5];
        System.arraycopy(new Object[] {"add", image, "--create", "--slot", 0}, 0, words, 0, 5);
        System.arraycopy(what, 0, words, 5, what.length);
        Cli.fine(words);
        return image;
    }

    private Path image() {
        Path image = folder.resolve("image-" + System.nanoTime() + "-" + images++);
        Cli.fine("init", image, "--size", "0x4000");
        return image;
    }

    private static String exported(String what, Path image) throws IOException {
        Path file = folder.resolve("out-" + System.nanoTime());
        Cli.fine("export", image, "--slot", 0, what, file);
        return Files.readString(file);
    }

    /** PKCS#8 has no other spelling of an RSA key; an EC key may come with or without its public half. */
    private static void assertSameKey(String name, Path image) throws IOException {
        String stored = exported("--key", image);
        assertTrue(stored.startsWith("-----BEGIN PRIVATE KEY-----\n")
                && stored.endsWith("\n-----END PRIVATE KEY-----\n"));
        if (name.equals("rsa")) {
            assertArrayEquals(Files.readAllBytes(folder.resolve("rsa.p8")), stored.getBytes(StandardCharsets.US_ASCII));
        }
        Path file = Files.writeString(folder.resolve("stored.key"), stored);
        assertEquals(openssl.line("x509 -in " + name + ".pem -noout -pubkey"),
                openssl.line("pkey -pubout -in " + file));
        Cli.fine("check", image);
    }
}

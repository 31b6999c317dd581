package wsat.board.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Slots of every form that people have, and what is said of those that cannot be used. */
@Execution(ExecutionMode.CONCURRENT)
class MaterialTest {

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] der(String alias) {
        try {
            return Pki.certificate(alias).getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key of an alias as PKCS#1 or SEC1: what lies within PKCS#8. */
    private static byte[] inner(String alias) {
        Der outer = new Der(Pki.key(alias).getEncoded());
        assertTrue(outer.next(Der.SEQUENCE));
        Der key = outer.inside();
        assertTrue(key.next(Der.INTEGER) && key.next(Der.SEQUENCE) && key.next(Der.OCTET_STRING));
        return key.content();
    }

    private static Material read(byte[] certificate, byte[] key) throws MaterialException {
        Material material = new Material("wss", 1, certificate, key, null);
        material.read();
        return material;
    }

    private static void good(String alias, byte[] certificate, byte[] key) throws MaterialException {
        Material material = read(certificate, key);
        assertEquals(Pki.certificate(alias), material.chain()[0]);
        assertArrayEquals(Pki.key(alias).getEncoded(), material.key().getEncoded());
    }

    private static String refused(byte[] certificate, byte[] key) {
        String reason = assertThrows(MaterialException.class, () -> read(certificate, key)).getMessage();
        assertTrue(reason.startsWith("wss_cert: ") || reason.startsWith("wss_key: "), reason);
        return reason;
    }

    private static void refused(String why, byte[] certificate, byte[] key) {
        String reason = refused(certificate, key);
        assertTrue(reason.contains(why), reason);
    }

    private static void refusedCa(String why, byte[] ca) {
        Material material = new Material("wss", 2, null, null, ca);
        String reason = assertThrows(MaterialException.class, material::read).getMessage();
        assertTrue(reason.startsWith("wss_ca: ") && reason.contains(why), reason);
    }

    @Test
    void pemIsTakenWithAnyLineEndsAndAnythingAround() throws MaterialException {
        String certificate = Pki.certificatePem("client");
        String key = Pki.keyPem("client");
        String[][] changes = {{"\n", "\n"}, {"\n", "\r\n"}, {"\n", "\r"}, {"\n", " \t\n"}, {"\n", "\n\n"}};
        for (String[] change : changes) {
            for (String before : new String[] {"", "\u00EF\u00BB\u00BF", "Bag Attributes: friendly\n subject=...\n",
                    "0"}) {
                for (String behind : new String[] {"", "\0", "\n\nThe end.", "\u00FF\u00FF"}) {
                    good("client", latin(before + certificate.replace(change[0], change[1]) + behind),
                            latin(before + key.replace(change[0], change[1]) + behind));
                }
            }
        }
        good("client", latin(certificate.trim()), latin(key.trim()));
        good("client", latin(key + certificate), latin(certificate + key));
    }

    @Test
    void derIsRecognized() throws MaterialException {
        good("client", der("client"), Pki.key("client").getEncoded());
        good("client", der("client"), inner("client"));
        good("client", Arrays.copyOf(der("client"), der("client").length + 3), latin(Pki.keyPem("client")));
    }

    @Test
    void rsaKeysAreTakenAsPkcs1() throws MaterialException {
        good("client", latin(Pki.certificatePem("client")), latin(Pki.pem("RSA PRIVATE KEY", inner("client"))));
    }

    @Test
    void ecKeysAreTakenOnEachCurve() throws MaterialException {
        for (String alias : new String[] {"ec-server", "ec-client", "other-client"}) {
            good(alias, latin(Pki.certificatePem(alias)), latin(Pki.keyPem(alias)));
            // Without the curve within, as PKCS#8 has it, and without one before it.
            refused("does not name its curve", der(alias), latin(Pki.pem("EC PRIVATE KEY", inner(alias))));
            Der key = new Der(Pki.key(alias).getEncoded());
            assertTrue(key.next());
            Der inside = key.inside();
            assertTrue(inside.next() && inside.next());
            Der algorithm = inside.inside();
            assertTrue(algorithm.next() && algorithm.next());
            byte[] curve = algorithm.element();
            good(alias, der(alias), latin(Pki.pem("EC PARAMETERS", curve) + Pki.pem("EC PRIVATE KEY", inner(alias))));
        }
    }

    @Test
    void ed25519IsTaken() throws MaterialException {
        good("ed-client", latin(Pki.certificatePem("ed-client")), latin(Pki.keyPem("ed-client")));
    }

    @Test
    void theAtPkiHeaderIsUnwrapped() throws MaterialException {
        byte[] certificate = latin(Pki.certificatePem("client"));
        byte[] key = latin(Pki.keyPem("client") + "\0");
        byte[] all = atPki(item(2, certificate), item(3, key), item(1, latin(Pki.certificatePem("root"))));
        good("client", all, all);
        good("client", atPki(item(2, der("client"))), atPki(item(3, Pki.key("client").getEncoded())));
        Material ca = new Material("wss", 2, null, null, all);
        ca.read();
        assertEquals(java.util.List.of(Pki.certificate("root")), ca.cas());
        refused("names nothing of this kind", atPki(item(3, key)), key);
        for (int length = 0; length < all.length - 5; length++) {
            byte[] cut = Arrays.copyOf(all, length);
            assertThrows(MaterialException.class, () -> new Material("wss", 2, null, null, cut).read());
        }
    }

    private static byte[] item(int type, byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) type, 0, (byte) data.length, (byte) (data.length >> 8)});
        out.writeBytes(data);
        while (out.size() % 4 != 0) {
            out.write(0xFF);
        }
        return out.toByteArray();
    }

    private static byte[] atPki(byte[]... items) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int length = 0;
        for (byte[] item : items) {
            length += item.length;
        }
        out.writeBytes(new byte[] {(byte) 0xF1, (byte) 0xF1, (byte) items.length, 0,
            (byte) length, (byte) (length >> 8), 0, 0});
        for (byte[] item : items) {
            out.writeBytes(item);
        }
        return out.toByteArray();
    }

    @Test
    void theLeafIsTheCertificateOfTheKeyAndItsIssuersFollow() throws MaterialException {
        String jumbled = Pki.certificatePem("root") + Pki.certificatePem("stranger") + Pki.certificatePem("mid")
                + Pki.certificatePem("client") + Pki.certificatePem("mid");
        Material material = read(latin(jumbled), latin(Pki.keyPem("client")));
        assertArrayEquals(new Object[] {Pki.certificate("client"), Pki.certificate("mid"), Pki.certificate("root"),
            Pki.certificate("stranger")}, material.chain());
    }

    @Test
    void aBundleOfCasIsTakenWhole() throws MaterialException {
        Material material = new Material("wss", 2, null, null,
                latin(Pki.certificatePem("root") + "# another\n" + Pki.certificatePem("ec-root")));
        material.read();
        assertEquals(2, material.cas().size());
    }

    @Test
    void whatCannotBeUsedIsRefusedWithTheReason() {
        byte[] certificate = latin(Pki.certificatePem("client"));
        byte[] key = latin(Pki.keyPem("client"));
        refused("the key does not belong to the certificate in wss_cert (CN=Client)", certificate,
                latin(Pki.keyPem("server")));
        refused("does not belong", certificate, latin(Pki.keyPem("ec-client")));
        refused("does not belong", latin(Pki.certificatePem("ec-server")), latin(Pki.keyPem("stranger")));
        refused("wss_cert: holds no certificate, but PRIVATE KEY", key, key);
        refused("wss_key: holds no private key, but CERTIFICATE", certificate, certificate);
        refused("wss_key: is no private key", certificate, der("client"));
        refused("wss_cert: its certificate 1 cannot be read", Pki.key("client").getEncoded(), key);
        refused("wss_cert: is neither PEM nor DER", latin("hello"), key);
        refused("wss_cert: is neither PEM nor DER", Arrays.copyOf(der("client"), 500), key);
        refused("wss_cert: is empty", new byte[0], key);
        refused("the CERTIFICATE that begins in line 1 has no END line", Arrays.copyOf(certificate, 500), key);
        refused("the PRIVATE KEY that begins in line 1 has no END line", certificate, Arrays.copyOf(key, 500));
        refused("not base64", certificate, latin(Pki.keyPem("client").replace("MII", "M!I")));
        refused("is UTF-16 text", ("\uFEFF" + Pki.certificatePem("client")).getBytes(StandardCharsets.UTF_16LE), key);
        refused("the BEGIN line in line 1 is not complete", latin("-----BEGIN CERTIFICATE"), key);
        refused("the key is encrypted", certificate, latin("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                + "DEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAA\n-----END RSA PRIVATE KEY-----\n"));
        refused("its certificate 2 cannot be read",
                latin(Pki.certificatePem("client") + Pki.pem("CERTIFICATE", new byte[] {0x30, 0})), key);
        refusedCa("holds no certificate, but PRIVATE KEY", key);
        refusedCa("neither PEM nor DER", new byte[] {1, 2, 3});
    }

    @Test
    void noCutAndNoFlippedBitDoesMoreThanRefuse() {
        byte[] certificate = latin(Pki.certificatePem("ec-client"));
        byte[] key = latin(Pki.keyPem("ec-client"));
        for (byte[] one : new byte[][] {key, Pki.key("ec-client").getEncoded(), inner("client")}) {
            // The last line end is not missed.
            for (int length = 0; length < one.length - 1; length++) {
                byte[] cut = Arrays.copyOf(one, length);
                assertThrows(MaterialException.class, () -> Keys.read("wss_key", cut));
            }
        }
        for (byte[] one : new byte[][] {Pki.key("ec-client").getEncoded(), inner("client"), certificate}) {
            for (int i = 0; i < one.length; i++) {
                byte[] flipped = one.clone();
                flipped[i] ^= (byte) (1 << i % 8);
                try {
                    Keys.read("wss_key", flipped);
                } catch (MaterialException e) {
                    assertTrue(e.getMessage().startsWith("wss_key: "), e.getMessage());
                }
            }
        }
        Random random = new Random(3);
        byte[] der = der("ec-client");
        for (int i = 0; i < 300; i++) {
            byte[] flipped = der.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                read(flipped, key);
            } catch (MaterialException e) {
                assertTrue(e.getMessage().startsWith("wss_"), e.getMessage());
            }
        }
    }

    @Test
    void noReasonQuotesAKey() {
        for (String alias : new String[] {"client", "ec-client"}) {
            byte[] der = Pki.key(alias).getEncoded();
            String pem = Pki.keyPem(alias);
            byte[][] slots = {der, latin(pem), latin(pem.replace("PRIVATE KEY", "CERTIFICATE")), inner(alias),
                latin(pem.replace("PRIVATE KEY", "EC PRIVATE KEY")), latin(pem.substring(40)),
                latin("-----BEGIN " + pem.substring(40))};
            for (byte[] slot : slots) {
                for (byte[] key : slots) {
                    String reason;
                    try {
                        read(slot, key);
                        throw new AssertionError("a key is no certificate");
                    } catch (MaterialException e) {
                        reason = e.getMessage();
                    }
                    String base64 = pem.replace("\n", "").substring(27);
                    for (int i = 0; i + 8 < base64.length() - 25; i++) {
                        assertFalse(reason.contains(base64.substring(i, i + 8)), reason);
                    }
                }
            }
        }
    }

    @Test
    void expiryIsADoubtAndNoRefusal() throws MaterialException {
        Material material = read(latin(Pki.certificatePem("expired-client")), latin(Pki.keyPem("expired-client")));
        assertEquals(1, material.doubts(System.currentTimeMillis()).size());
        assertTrue(material.doubts(System.currentTimeMillis()).get(0)
                .startsWith("wss_cert: expired: CN=Old,OU=Client ended 2020-01-3"));
        assertEquals(0, material.doubts(Pki.certificate("expired-client").getNotBefore().getTime()).size());
    }

    @Test
    void materialIsTheSameByItsBytes() {
        byte[] a = {1};
        assertTrue(new Material("wss", 3, a, a, a)
                .sameAs(new Material("wss", 3, new byte[] {1}, new byte[] {1}, new byte[] {1})));
        assertFalse(new Material("wss", 3, a, a, a).sameAs(new Material("wss", 3, a, a, new byte[] {2})));
        assertFalse(new Material("wss", 1, a, a, null).sameAs(new Material("wss", 3, a, a, a)));
        assertTrue(Material.NONE.sameAs(new Material("wss", 0, null, null, null)));
    }

    /** What OpenSSL writes, in each of its forms. */
    @Test
    void keysByOpensslAreTaken() throws IOException, InterruptedException, MaterialException {
        Path folder = Path.of("target/openssl").toAbsolutePath();
        Files.createDirectories(folder);
        assumeTrue(openssl(folder, "version") == 0, "skipped: needs openssl");
        String[][] kinds = {
            {"genrsa", "-out", "key.pem", "2048"},
            {"ecparam", "-name", "prime256v1", "-genkey", "-out", "key.pem"},
            {"ecparam", "-name", "secp384r1", "-genkey", "-out", "key.pem"},
            {"ecparam", "-name", "secp521r1", "-genkey", "-noout", "-out", "key.pem"},
            {"genpkey", "-algorithm", "ed25519", "-out", "key.pem"},
        };
        for (String[] kind : kinds) {
            run(folder, kind);
            run(folder, "req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=test", "-out", "cert.pem");
            run(folder, "x509", "-in", "cert.pem", "-outform", "der", "-out", "cert.der");
            byte[] certificate = Files.readAllBytes(folder.resolve("cert.pem"));
            read(certificate, Files.readAllBytes(folder.resolve("key.pem")));
            run(folder, "pkey", "-in", "key.pem", "-outform", "der", "-out", "key.der");
            read(Files.readAllBytes(folder.resolve("cert.der")), Files.readAllBytes(folder.resolve("key.der")));
            run(folder, "pkcs8", "-topk8", "-nocrypt", "-in", "key.pem", "-out", "p8.pem");
            read(certificate, Files.readAllBytes(folder.resolve("p8.pem")));
            run(folder, "pkcs8", "-topk8", "-passout", "pass:hunter2", "-in", "key.pem", "-out", "secret.pem");
            refused("the key is encrypted", certificate, Files.readAllBytes(folder.resolve("secret.pem")));
            run(folder, "pkcs8", "-topk8", "-passout", "pass:hunter2", "-in", "key.pem", "-outform", "der",
                    "-out", "secret.der");
            refused("the key is encrypted", certificate, Files.readAllBytes(folder.resolve("secret.der")));
            if (!kind[0].equals("genpkey")) {
                run(folder, "pkey", "-in", "key.pem", "-traditional", "-out", "old.pem");
                read(certificate, Files.readAllBytes(folder.resolve("old.pem")));
                run(folder, "pkey", "-in", "key.pem", "-traditional", "-aes128", "-passout", "pass:hunter2",
                        "-out", "secret.pem");
                refused("the key is encrypted", certificate, Files.readAllBytes(folder.resolve("secret.pem")));
            }
        }
        run(folder, "ecparam", "-name", "prime256v1", "-param_enc", "explicit", "-genkey", "-noout", "-out", "key.pem");
        run(folder, "req", "-x509", "-new", "-key", "key.pem", "-subj", "/CN=test", "-out", "cert.pem");
        refused("its certificate 1 spells out the curve of its key", Files.readAllBytes(folder.resolve("cert.pem")),
                latin(Pki.certificatePem("ec-client")));
        run(folder, "ecparam", "-name", "secp256k1", "-genkey", "-noout", "-out", "key.pem");
        refused("curve is not supported", latin(Pki.certificatePem("ec-client")),
                Files.readAllBytes(folder.resolve("key.pem")));
    }

    private static void run(Path folder, String... arguments) throws IOException, InterruptedException {
        assertEquals(0, openssl(folder, arguments), String.join(" ", arguments));
    }

    private static int openssl(Path folder, String... arguments) throws InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "openssl";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        try {
            return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}

package wsat.board.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates for tests, made by the JDK's keytool in one key store under target. */
public final class Pki {
    private static final Path STORE = Path.of("target/pki.p12").toAbsolutePath();
    private static final char[] PASSWORD = "not-a-secret".toCharArray();
    private static KeyStore store;

    private Pki() {
    }

    /** Each line: alias, and what keytool is to make; a signer stands above those that it signs. */
    private static final String[] WANTED = {
        "root CN=Root+O=wsat -keyalg RSA -keysize 2048 -ext bc:c",
        "mid CN=Mid+O=wsat -keyalg RSA -keysize 2048 -ext bc:c -signer root",
        "server CN=localhost -keyalg RSA -keysize 2048 -signer mid -ext eku=serverAuth"
                + " -ext san=dns:localhost,ip:127.0.0.1",
        "client CN=Client -keyalg RSA -keysize 2048 -signer mid -ext eku=clientAuth",
        "expired-server CN=Old -keyalg EC -groupname secp256r1 -signer root -startdate 2020/01/01 -validity 30"
                + " -ext san=ip:127.0.0.1",
        "expired-client CN=Old+OU=Client -keyalg EC -groupname secp256r1 -signer root -startdate 2020/01/01"
                + " -validity 30",
        "future-server CN=Tomorrow -keyalg EC -groupname secp256r1 -signer root -startdate 2048/01/01 -validity 30"
                + " -ext san=ip:127.0.0.1",
        // As in ESP-AT's example: a CA's name, no alternative names, and the root signed it.
        "example-server CN=L1~CA+O=ESPRESSIF~AT+C=CN -keyalg RSA -keysize 2048 -signer root",
        "ec-root CN=EC~Root -keyalg EC -groupname secp256r1 -ext bc:c",
        "ec-server CN=ec -keyalg EC -groupname secp256r1 -signer ec-root -ext san=dns:localhost,ip:127.0.0.1",
        "ec-client CN=EC~Client -keyalg EC -groupname secp384r1 -signer ec-root",
        "other-root CN=Root+O=wsat -keyalg EC -groupname secp256r1 -ext bc:c",
        "other-client CN=Other~Client -keyalg EC -groupname secp521r1 -signer other-root",
        "stranger CN=Stranger -keyalg EC -groupname secp256r1 -ext san=ip:127.0.0.1",
        "expired-root CN=Old~Root -keyalg EC -groupname secp256r1 -ext bc:c -startdate 2020/01/01 -validity 30",
        "orphan-server CN=Orphan -keyalg EC -groupname secp256r1 -signer expired-root -ext san=ip:127.0.0.1",
        "not-a-ca CN=Not~a~CA -keyalg EC -groupname secp256r1 -signer root",
        "sly-server CN=Sly -keyalg EC -groupname secp256r1 -signer not-a-ca -ext san=ip:127.0.0.1",
        "weak-server CN=Weak -keyalg RSA -keysize 2048 -signer root -sigalg MD5withRSA -ext san=ip:127.0.0.1",
        "names-server CN=ignored -keyalg EC -groupname secp256r1 -signer root"
                + " -ext san=dns:*.example.org,dns:exact.example.net,ip:10.0.0.1",
        "sha1-server CN=SHA1 -keyalg RSA -keysize 2048 -signer root -sigalg SHA1withRSA -ext san=ip:127.0.0.1",
        "sha1-ec-server CN=SHA1~EC -keyalg EC -groupname secp256r1 -signer ec-root -sigalg SHA1withECDSA"
                + " -ext san=ip:127.0.0.1",
        "sha224-server CN=SHA224 -keyalg RSA -keysize 2048 -signer root -sigalg SHA224withRSA -ext san=ip:127.0.0.1",
        "sha1-mid CN=SHA1~Mid -keyalg RSA -keysize 2048 -ext bc:c -signer root -sigalg SHA1withRSA",
        "under-sha1-mid CN=Under~SHA1~Mid -keyalg RSA -keysize 2048 -signer sha1-mid -ext san=ip:127.0.0.1",
        "sha1-root CN=SHA1~Root -keyalg RSA -keysize 2048 -ext bc:c -sigalg SHA1withRSA",
        "under-sha1-root CN=Under~SHA1~Root -keyalg RSA -keysize 2048 -signer sha1-root -ext san=ip:127.0.0.1",
        "sha1-alone CN=SHA1~Alone -keyalg RSA -keysize 2048 -sigalg SHA1withRSA -ext san=ip:127.0.0.1",
        "small-root CN=Small~Root -keyalg RSA -keysize 1024 -ext bc:c",
        "under-small-root CN=Under~Small~Root -keyalg RSA -keysize 2048 -signer small-root -ext san=ip:127.0.0.1",
        "small-mid CN=Small~Mid -keyalg RSA -keysize 2047 -ext bc:c -signer root",
        "under-small-mid CN=Under~Small~Mid -keyalg RSA -keysize 2048 -signer small-mid -ext san=ip:127.0.0.1",
        "small-server CN=Small -keyalg RSA -keysize 1024 -signer root -ext san=ip:127.0.0.1",
        "clients-mid CN=Clients -keyalg RSA -keysize 2048 -ext bc:c -ext eku=clientAuth -signer root",
        "under-clients-mid CN=Under~Clients -keyalg RSA -keysize 2048 -signer clients-mid -ext eku=serverAuth"
                + " -ext san=ip:127.0.0.1",
        "pss-server CN=PSS -keyalg RSA -keysize 2048 -signer root -sigalg RSASSA-PSS -ext san=ip:127.0.0.1",
        "ed-root CN=Ed~Root -keyalg Ed25519 -ext bc:c",
        "under-ed-root CN=Under~Ed~Root -keyalg EC -groupname secp256r1 -signer ed-root -ext san=ip:127.0.0.1",
        "ed-client CN=Ed -keyalg Ed25519 -signer root",
    };

    private static synchronized KeyStore store() {
        if (store == null) {
            try {
                make();
                KeyStore loaded = KeyStore.getInstance("PKCS12");
                loaded.load(new ByteArrayInputStream(Files.readAllBytes(STORE)), PASSWORD);
                store = loaded;
            } catch (IOException | GeneralSecurityException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return store;
    }

    /** Once for a build folder, and again when the list has changed; what opens the store holds up nobody. */
    private static void make() throws IOException, InterruptedException {
        Path list = STORE.resolveSibling("pki.txt");
        String all = String.join("\n", WANTED);
        if (Files.exists(list) && Files.readString(list).equals(all)) {
            return;
        }
        Files.createDirectories(STORE.getParent());
        Files.deleteIfExists(STORE);
        for (String line : WANTED) {
            String[] words = line.split(" ");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-J-Dkeystore.pkcs12.macIterationCount=1",
                    "-J-Dkeystore.pkcs12.certPbeIterationCount=1", "-J-Dkeystore.pkcs12.keyPbeIterationCount=1",
                    "-genkeypair", "-storetype", "PKCS12", "-keystore", STORE.toString(),
                    "-storepass", new String(PASSWORD), "-alias", words[0],
                    "-dname", words[1].replace('+', ',').replace('~', ' ')));
            for (String word : Arrays.asList(words).subList(2, words.length)) {
                command.add(word.startsWith("20") && word.length() == 10 ? word + " 00:00:00" : word);
            }
            if (!line.contains("-validity")) {
                command.addAll(List.of("-validity", "3650"));
            }
            Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool: " + line + ": " + said);
            }
        }
        Files.writeString(list, all);
    }

    public static X509Certificate certificate(String alias) {
        try {
            return (X509Certificate) store().getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Key key(String alias) {
        try {
            return store().getKey(alias, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate of an alias and what stands above it, without the root. */
    public static String chainPem(String alias) {
        try {
            StringBuilder pem = new StringBuilder();
            Certificate[] chain = store().getCertificateChain(alias);
            for (int i = 0; i < Math.max(1, chain.length - 1); i++) {
                pem.append(pem("CERTIFICATE", chain[i].getEncoded()));
            }
            return pem.toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String certificatePem(String alias) {
        try {
            return pem("CERTIFICATE", certificate(alias).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String keyPem(String alias) {
        return pem("PRIVATE KEY", key(alias).getEncoded());
    }

    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    /** Both for a server in this process: the alias with its chain, and whom it trusts. */
    public static SSLContext server(String alias, String... trusted) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, PASSWORD);
            own.setKeyEntry(alias, key(alias), PASSWORD, store().getCertificateChain(alias));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, PASSWORD);
            KeyStore others = KeyStore.getInstance("PKCS12");
            others.load(null, PASSWORD);
            for (String other : trusted) {
                others.setCertificateEntry(other, certificate(other));
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            if (trusted.length > 0) {
                trust.init(others);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.length > 0 ? trust.getTrustManagers() : null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file with this text, for a server that is a process of its own; whole at once, since others may read it. */
    public static String file(String name, String text) throws IOException {
        Path file = STORE.resolveSibling("pki-" + name);
        Path written = Files.createTempFile(STORE.getParent(), "pki", "");
        Files.writeString(written, text);
        return Files.move(written, file, StandardCopyOption.ATOMIC_MOVE).toString();
    }
}

package wsat.board.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where roots may stand, and which are taken out for a server. */
@Isolated("its properties are the whole JVM's")
class SystemRootsTest {
    private static final String PROTECTION = "keystore.pkcs12.certProtectionAlgorithm";
    private static final String MAC = "keystore.pkcs12.macAlgorithm";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("roots"), text);
    }

    private static List<X509Certificate> above(Path file, String... sent) throws IOException {
        X509Certificate[] chain = new X509Certificate[sent.length];
        for (int i = 0; i < chain.length; i++) {
            chain[i] = Pki.certificate(sent[i]);
        }
        return new SystemRoots(file).above(chain);
    }

    @Test
    void onlyWhatMayHaveIssuedACertificateIsTakenOut() throws IOException {
        Path bundle = file("# Root\n" + Pki.certificatePem("stranger") + "\n\nsome words\n"
                + Pki.certificatePem("root").replace("\n", "\r\n")
                + Pki.certificatePem("other-root") + Pki.certificatePem("ec-root"));
        assertEquals(List.of(Pki.certificate("root"), Pki.certificate("other-root")), above(bundle, "server", "mid"));
        assertEquals(List.of(Pki.certificate("stranger")), above(bundle, "stranger"));
        assertEquals(List.of(), above(bundle, "server"));
    }

    @Test
    void whatIsDamagedLeavesTheOthersAsTheyAre() throws IOException {
        String good = Pki.certificatePem("root");
        String cut = good.substring(0, 400) + "\n";
        assertEquals(List.of(Pki.certificate("root")), above(
                file(cut + good + good.replace("MII", "!!!") + cut), "mid"));
    }

    @ParameterizedTest
    @CsvSource({"JKS, other", "PKCS12, changeit", "PKCS12,"})
    void aKeyStoreIsReadToo(String type, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(type);
        store.load(null, null);
        store.setCertificateEntry("one", Pki.certificate("root"));
        store.setCertificateEntry("two", Pki.certificate("stranger"));
        Path file = folder.resolve("store");
        if (password == null) { // as the JDK's own since 18
            System.setProperty(PROTECTION, "NONE");
            System.setProperty(MAC, "NONE");
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password == null ? null : password.toCharArray());
        } finally {
            System.clearProperty(PROTECTION);
            System.clearProperty(MAC);
        }
        assertEquals(List.of(Pki.certificate("root")), above(file, "server", "mid"));
    }

    @ParameterizedTest
    @CsvSource({"'', there is no certificate in it", "words, there is no certificate in it",
        "0, it is no bundle of PEM"})
    void whatIsNoStoreIsSaidToBeNone(String text, String why) throws IOException {
        Path file = file(text);
        String message = assertThrows(IOException.class, () -> above(file, "server")).getMessage();
        assertTrue(message.startsWith("the machine's roots cannot be read, " + file + ": " + why), message);
    }

    /** Of the machine that tests: whatever it has, a private root is not among it. */
    @Test
    void theUsualOnesAreReadWhereverTheyAre() throws IOException {
        X509Certificate[] chain = {Pki.certificate("server"), Pki.certificate("mid")};
        assertEquals(List.of(), SystemRoots.USUAL.above(chain));
        assertFalse(SystemRoots.USUAL.name().isEmpty());
    }
}

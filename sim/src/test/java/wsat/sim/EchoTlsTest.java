package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wsat.board.StderrLog;
import wsat.board.run.UsageError;
import wsat.pki.command.Pki;
import wsat.port.Log;

/** The echo server over TLS, with the files of {@code wsat pki test-ca}. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EchoTlsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "--rsa"})
    void aClientWithItsCertificateIsHeardAndAnotherIsNot(String kind) throws Exception {
        PrintStream none = new PrintStream(OutputStream.nullOutputStream());
        String desk = folder.resolve("desk").toString();
        String[] words = kind.isEmpty() ? new String[] {"test-ca", desk} : new String[] {"test-ca", desk, kind};
        assertEquals(0, Pki.run(words, 0, none, none));
        String url = new EchoTls(folder.resolve("desk")).before(EchoServer.open(new StderrLog(Log.WARN, System.err)));
        assertTrue(url.startsWith("wss://"), url);
        assertEquals("hello", echo(url, context(true)));
        assertThrows(CompletionException.class, () -> echo(url, context(false)));
    }

    @Test
    void aFolderWithoutTheFilesIsRefused() {
        UsageError refused = assertThrows(UsageError.class, () -> new EchoTls(folder));
        assertTrue(refused.getMessage().contains("wsat pki test-ca makes them"), refused.getMessage());
    }

    private static String echo(String url, SSLContext context) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket socket = HttpClient.newBuilder().sslContext(context).build().newWebSocketBuilder()
                .buildAsync(URI.create(url), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return null;
                    }
                }).join();
        socket.sendText("hello", true);
        String text = heard.get(20, TimeUnit.SECONDS);
        socket.abort();
        return text;
    }

    private SSLContext context(boolean withCertificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", certificate("ca.pem"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        if (withCertificate) {
            own.setKeyEntry("client", key(), new char[0], new Certificate[] {certificate("client.pem")});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private Certificate certificate(String name) throws Exception {
        byte[] pem = Files.readAllBytes(folder.resolve("desk").resolve(name));
        return CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }

    private PrivateKey key() throws Exception {
        String body = Files.readString(folder.resolve("desk/client.key")).replaceAll("-----[^-]*-----|\\s", "");
        byte[] der = Base64.getDecoder().decode(body);
        return KeyFactory.getInstance(der.length < 300 ? "EC" : "RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}

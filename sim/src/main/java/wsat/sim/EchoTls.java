package wsat.sim;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import wsat.board.run.UsageError;
import wsat.pki.Refusal;
import wsat.pki.x509.PkiFile;

/**
 * TLS before the desk's echo server, with the files that {@code wsat pki test-ca} makes: it shows {@code server.pem},
 * wants of the client a certificate that {@code ca.pem} has signed, and passes the bytes on. (Java-WebSocket's own TLS
 * sometimes stalls in a handshake.)
 */
final class EchoTls {
    private final SSLServerSocket listener;
    private int target;

    /** @param folder with ca.pem, server.pem and server.key */
    EchoTls(Path folder) throws UsageError {
        try {
            listener = (SSLServerSocket) context(folder).getServerSocketFactory()
                    .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
            listener.setNeedClientAuth(true);
        } catch (IOException | GeneralSecurityException | Refusal e) {
            throw new UsageError("--echo-tls: cannot use ca.pem, server.pem and server.key of " + folder + " ("
                    + e.getMessage() + "); wsat pki test-ca makes them");
        }
    }

    /** Stands before a server. @return its URL over TLS */
    String before(String url) {
        target = URI.create(url).getPort();
        start("echo-tls", this::accept);
        return "wss://127.0.0.1:" + listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                join(listener.accept());
            } catch (IOException e) {
                // this client is lost, or the desk is being cleared
            }
        }
    }

    private void join(Socket client) throws IOException {
        try {
            Socket server = new Socket(listener.getInetAddress(), target);
            start("echo-tls-in", () -> pass(client, server));
            start("echo-tls-out", () -> pass(server, client));
        } catch (IOException e) {
            client.close();
            throw e;
        }
    }

    /** Until either side ends, which ends both. */
    private static void pass(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // a client without the right certificate, or one that is gone
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static SSLContext context(Path folder) throws IOException, GeneralSecurityException, Refusal {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("server", key(folder.resolve("server.key")), new char[0],
                certificates(folder.resolve("server.pem")).toArray(new Certificate[0]));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (Certificate authority : certificates(folder.resolve("ca.pem"))) {
            trusted.setCertificateEntry("ca" + trusted.size(), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static List<X509Certificate> certificates(Path file) throws Refusal {
        return PkiFile.read(file, EchoTls::noPassword).certificates();
    }

    private static PrivateKey key(Path file) throws IOException, Refusal {
        return new JcaPEMKeyConverter().getPrivateKey(PkiFile.read(file, EchoTls::noPassword).key(EchoTls::noPassword));
    }

    private static char[] noPassword(String file) throws Refusal {
        throw new Refusal(file + ": is encrypted");
    }
}

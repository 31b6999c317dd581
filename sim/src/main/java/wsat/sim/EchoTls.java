package wsat.sim;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import wsat.board.os.FileReason;
import wsat.board.os.WholeFile;
import wsat.board.run.UsageError;
import wsat.board.tls.Pem;

/**
 * TLS before the desk's echo server, with the files that {@code wsat pki test-ca} makes: it shows {@code server.pem},
 * wants of the client a certificate that {@code ca.pem} has signed, and passes the bytes on. (Java-WebSocket's own TLS
 * sometimes stalls in a handshake.)
 */
final class EchoTls {
    private static final int KEY_MAX = 65_536;

    private final SSLServerSocket listener;
    private int target;

    /** @param folder with ca.pem, server.pem and server.key */
    EchoTls(Path folder) throws UsageError {
        try {
            listener = (SSLServerSocket) context(folder).getServerSocketFactory()
                    .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
            listener.setNeedClientAuth(true);
        } catch (IOException e) {
            throw unusable(folder, FileReason.of(e));
        } catch (GeneralSecurityException e) {
            throw unusable(folder, e.getMessage());
        }
    }

    private static UsageError unusable(Path folder, String reason) {
        return new UsageError("--echo-tls: cannot use ca.pem, server.pem and server.key of " + folder + " (" + reason
                + "); wsat pki test-ca makes them");
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

    private static SSLContext context(Path folder) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        Certificate[] chain = certificates(folder.resolve("server.pem")).toArray(new Certificate[0]);
        own.setKeyEntry("server", key(folder.resolve("server.key"), chain[0].getPublicKey().getAlgorithm()),
                new char[0], chain);
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

    /** By the JDK alone: Bouncy Castle, which wsat pki reads files with, is not on the class path of wsat sim. */
    private static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            List<Certificate> certificates = List.copyOf(
                    CertificateFactory.getInstance("X.509").generateCertificates(in));
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException(file + " holds no certificate");
            }
            return certificates;
        }
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException, GeneralSecurityException {
        try {
            for (Pem.Block block : Pem.read(WholeFile.read(file, KEY_MAX))) {
                if (block.label().equals("PRIVATE KEY")) {
                    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.der()));
                }
            }
        } catch (Pem.Malformed e) {
            throw new GeneralSecurityException(file + ": " + e.getMessage());
        }
        throw new GeneralSecurityException(file + " holds no PKCS#8 key without a password");
    }
}

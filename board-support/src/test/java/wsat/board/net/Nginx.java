package wsat.board.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import wsat.board.tls.Pki;

/** Debian's nginx as TLS front of a WebSocket server, as its manual has it; the test is skipped where there is none. */
final class Nginx implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final long PATIENCE_MILLIS = 60_000;

    final int port;
    private final Process process;

    /**
     * @param alias  of {@link Pki}, which it shows
     * @param behind the port of the server
     */
    Nginx(String alias, int behind) throws IOException, InterruptedException {
        if (!Files.isExecutable(PROGRAM)) {
            System.out.println("skipped: needs Debian's nginx-light");
            assumeTrue(false, "there is no nginx");
        }
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
            port = free.getLocalPort();
        }
        Path folder = Files.createDirectories(Path.of("target", "nginx").toAbsolutePath());
        String config = """
                daemon off; master_process off; pid %1$s/pid; error_log stderr;
                events { }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d ssl;
                    ssl_certificate %3$s; ssl_certificate_key %4$s; ssl_protocols TLSv1.2 TLSv1.3;
                    location / {
                      proxy_pass http://127.0.0.1:%5$d; proxy_http_version 1.1;
                      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";
                    }
                  }
                }
                """.formatted(folder, port, Pki.file("nginx.crt", Pki.chainPem(alias)),
                Pki.file("nginx.key", Pki.keyPem(alias)), behind);
        Path file = Files.writeString(folder.resolve("nginx.conf"), config);
        process = new ProcessBuilder(PROGRAM.toString(), "-p", folder.toString(), "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile()).start();
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (!listens(new InetSocketAddress(loopback, port))) {
            if (!process.isAlive() || System.nanoTime() - end > 0) {
                throw new IOException("nginx: " + Files.readString(folder.resolve("log")));
            }
            Thread.sleep(10);
        }
    }

    private static boolean listens(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

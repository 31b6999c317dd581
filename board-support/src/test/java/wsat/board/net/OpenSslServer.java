package wsat.board.net;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import wsat.board.tls.Pki;

/** {@code openssl s_server} that shows one alias of {@link Pki}, is lenient, and sends lines back reversed. */
final class OpenSslServer implements AutoCloseable {
    final int port;
    /** What it has printed. */
    final Queue<String> said = new ConcurrentLinkedQueue<>();
    private final Process process;

    /** @param options more of its options, split at blanks; {@code @FILE-OF:alias} is a file with that certificate */
    OpenSslServer(String alias, String options) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-rev",
                "-cert", Pki.file("s-" + alias + ".crt", Pki.certificatePem(alias)),
                "-key", Pki.file("s-" + alias + ".key", Pki.keyPem(alias)),
                "-cert_chain", Pki.file("s-" + alias + ".chain", Pki.chainPem(alias))));
        if (!options.contains("-cipher")) {
            command.addAll(List.of("-cipher", "DEFAULT:@SECLEVEL=0"));
        }
        for (String option : options.isEmpty() ? new String[0] : options.split(" ")) {
            command.add(option.startsWith("@FILE-OF:") ? file(option.substring("@FILE-OF:".length())) : option);
        }
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "there is no openssl");
            throw e;
        }
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        while (line != null && !line.startsWith("ACCEPT")) {
            said.add(line);
            line = out.readLine();
        }
        if (line == null) {
            throw new IOException("s_server: " + said);
        }
        port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        Thread reader = new Thread(() -> collect(out), "s_server output");
        reader.setDaemon(true);
        reader.start();
    }

    private void collect(BufferedReader out) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
            }
        } catch (IOException e) {
            // The server was ended.
        }
    }

    private static String file(String alias) throws IOException {
        return Pki.file("s-" + alias + ".ca", Pki.certificatePem(alias));
    }

    boolean says(String part) {
        return said.stream().anyMatch(line -> line.contains(part));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

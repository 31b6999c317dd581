package wsat.pki.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import wsat.board.os.FileReason;
import wsat.board.text.Quoted;
import wsat.pki.Refusal;
import wsat.pki.image.OwnFile;
import wsat.pki.x509.Certificates;
import wsat.pki.x509.Maker;

/** {@code wsat pki test-ca}. */
@Command(name = "test-ca",
        description = {"Makes a throw-away CA with a server's and a client's certificate, for the desk.",
        "ca.pem, ca.key, server.pem, server.key, client.pem and client.key. Not for production."},
        footer = "  wsat pki test-ca desk")
final class TestCaCommand extends Task {
    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "::1");

    @Parameters(paramLabel = "DIR", description = "where to put them; made if missing")
    Path directory;

    @Option(names = "--host", paramLabel = "NAME",
            description = "a name or address of the server, beside localhost; may be given again")
    List<String> hosts = new ArrayList<>();

    @Option(names = "--client", paramLabel = "CN", description = "name of the client (default: client)")
    String client = "client";

    @Option(names = "--days", paramLabel = "N", description = "how long they are valid (default: 365)")
    int days = 365;

    @Option(names = "--rsa", description = "RSA 2048 keys instead of EC P-256")
    boolean rsa;

    @Option(names = "--force", description = "puts them in place of files that are there already")
    boolean force;

    TestCaCommand(Talk talk) {
        super(talk);
    }

    @Override
    int run() throws Refusal {
        if (days < 1 || days > 36_500) {
            throw usage("--days: " + days + " is not a number from 1 to 36500");
        }
        if (client.isBlank() || client.matches(".*[,+=\"\\\\<>;#\\p{Cntrl}].*")) {
            throw usage("--client: " + Quoted.of(client) + " is no plain name");
        }
        for (String host : hosts) {
            if (!Maker.isHost(host)) {
                throw usage("--host: " + Quoted.of(host) + " is no name or address of a server");
            }
        }
        List<Path> made = makeDirectory();
        try {
            write(files());
        } catch (Refusal e) {
            made.forEach(OwnFile::remove);
            throw e;
        }
        talk.say(directory + ": ca.pem, server.pem and client.pem with their keys, valid for " + days + " days");
        return 0;
    }

    /** All of them; of new ones none stays when one cannot be written. */
    private void write(Map<String, byte[]> files) throws Refusal {
        List<Path> made = new ArrayList<>();
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = directory.resolve(file.getKey());
                if (force) {
                    OwnFile.replace(path, file.getValue());
                } else {
                    OwnFile.create(path, file.getValue());
                    made.add(path);
                }
            }
        } catch (Refusal e) {
            made.forEach(OwnFile::remove);
            throw e;
        }
    }

    private Map<String, byte[]> files() throws Refusal {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : List.of("ca", "server", "client")) {
            files.put(name + ".pem", null);
            files.put(name + ".key", null);
        }
        for (String name : files.keySet()) {
            OwnFile.mustBePossible(directory.resolve(name), force);
        }
        List<String> names = new ArrayList<>(HERE);
        names.addAll(hosts);
        Maker maker = new Maker(rsa, Duration.ofDays(days));
        Maker.Identity ca = maker.authority("CN=wsat test CA");
        put(files, "ca", ca);
        put(files, "server", maker.server(ca, "CN=server", names));
        put(files, "client", maker.client(ca, "CN=" + client));
        return files;
    }

    private static void put(Map<String, byte[]> files, String name, Maker.Identity identity) {
        List<X509Certificate> certificate = List.of(identity.certificate());
        files.put(name + ".pem", Certificates.pem(certificate));
        files.put(name + ".key", identity.keyPem());
    }

    /** @return the folders that were not there before, the lowest first */
    private List<Path> makeDirectory() throws Refusal {
        List<Path> made = new ArrayList<>();
        for (Path at = directory.toAbsolutePath(); at != null && Files.notExists(at); at = at.getParent()) {
            made.add(at);
        }
        try {
            Files.createDirectories(directory);
            return made;
        } catch (FileAlreadyExistsException e) {
            throw new Refusal(directory + ": is a file; give the path of a directory");
        } catch (IOException e) {
            throw new Refusal(directory + ": cannot be made (" + FileReason.of(e) + "); check the path");
        }
    }
}

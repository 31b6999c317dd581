package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import wsat.board.tls.Material;
import wsat.board.tls.MaterialException;

/**
 * A private key in every shape that people's tools and mistakes give it, to everything that reads a file or a command
 * line: nothing that is said has a piece of it, whether it is taken or refused.
 */
@Isolated("standard output is the whole JVM's")
class SecretsTest {
    /** Characters of base64, or of hexadecimal digits, in a row that give a key away. */
    private static final int PIECE = 12;

    @TempDir
    Path folder;

    private String pem;
    private byte[] der;
    private final List<String> leaks = new ArrayList<>();
    private int runs;

    @Test
    void noReaderRepeatsAPieceOfAKeyWhateverItsShape() throws Exception {
        makeDesk();
        Map<String, byte[]> shapes = shapes();
        assertTrue(shapes.size() >= 20, "only " + shapes.size() + " shapes");
        for (Map.Entry<String, byte[]> shape : shapes.entrySet()) {
            Path file = Files.write(folder.resolve("marked"), shape.getValue());
            tool(shape.getKey(), file);
            module(shape.getKey(), shape.getValue());
            csv(shape.getKey(), shape.getValue());
        }
        assertTrue(runs > 400, "only " + runs + " runs");
        assertEquals("", String.join("\n", leaks));
    }

    @Test
    void keysOnTheCommandLineAreNotRepeated() throws Exception {
        makeDesk();
        Map<String, byte[]> shapes = shapes();
        for (String name : List.of("as it is", "blanks", "nothing", "literal \\n", "base64 alone", "base64 of PEM")) {
            String text = new String(shapes.get(name), StandardCharsets.ISO_8859_1);
            for (String command : List.of("", "pki", "sim", "run", "doctor")) {
                List<String> words = new ArrayList<>(command.isEmpty() ? List.of() : List.of(command));
                words.addAll(Arrays.asList(text.split("\\s+"))); // $(cat key.pem)
                run(name, words.toArray(new String[0]));
            }
            run(name, "pki", "add", path("board.nvs"), "--slot", "1", "--cert", path("client.pem"), "--key", text);
            run(name, "pki", "add", path("board.nvs"), "--slot", text, "--ca", path("ca.pem"));
            run(name, "pki", "csr", "--key", path("new.key"), "-o", path("new.csr"), "--subject", text);
            run(name, "pki", "push", "--port", text, path("board.nvs"));
            run(name, "sim", "--script", text);
            run(name, "sim", "--baud=" + text);
            run(name, "run", "--config", text);
            run(name, "doctor", "--root", text);
        }
        run("password", "pki", "add", path("board.nvs"), "--slot", "1", "--keypass", "pass:" + pem);
        assertEquals("", String.join("\n", leaks));
    }

    @Test
    void aKeyOnOneLineIsTakenByToolAndModuleAlike() throws Exception {
        makeDesk();
        byte[] certificate = Files.readAllBytes(folder.resolve("client.pem"));
        Map<String, byte[]> shapes = shapes();
        for (String name : List.of("as it is", "blanks", "nothing", "literal \\n", "literal \\r\\n", "CRLF", "CR",
                "BOM", "JSON", "slashes escaped")) {
            Path file = Files.write(folder.resolve("marked"), shapes.get(name));
            Said said = run(name, "pki", "add", path("taken.nvs"), "--create", "--replace", "--slot", "0", "--cert",
                    path("client.pem"), "--key", file.toString());
            assertEquals(0, said.code, name + ": " + said.text);
            new Material("wss", 1, certificate, shapes.get(name), null).read();
        }
        String line = Files.readString(folder.resolve("client.pem")).replace("\n", " ");
        Files.writeString(folder.resolve("one-line.pem"), line + line.strip());
        assertEquals(0, run("certificate", "pki", "add", path("taken.nvs"), "--replace", "--slot", "0", "--cert",
                path("one-line.pem"), "--key", path("client.key")).code);
    }

    private Map<String, byte[]> shapes() {
        Map<String, byte[]> shapes = new LinkedHashMap<>();
        String begin = pem.substring(0, pem.indexOf('\n'));
        String body = pem.substring(pem.indexOf('\n') + 1, pem.indexOf("-----END"));
        String base64 = body.replace("\n", "");
        put(shapes, "as it is", pem);
        put(shapes, "blanks", pem.replace('\n', ' '));
        put(shapes, "nothing", pem.replace("\n", ""));
        put(shapes, "literal \\n", pem.replace("\n", "\\n"));
        put(shapes, "literal \\r\\n", pem.replace("\n", "\\r\\n"));
        put(shapes, "CRLF", pem.replace("\n", "\r\n"));
        put(shapes, "CR", pem.replace("\n", "\r"));
        put(shapes, "tabs", pem.replace("\n", "\t"));
        shapes.put("UTF-16LE", ("\uFEFF" + pem).getBytes(StandardCharsets.UTF_16LE));
        shapes.put("UTF-16BE without a mark", pem.getBytes(StandardCharsets.UTF_16BE));
        put(shapes, "BOM", "\u00EF\u00BB\u00BF" + pem);
        put(shapes, "cut short", pem.substring(0, pem.length() - 40));
        put(shapes, "cut short on one line", pem.substring(0, pem.length() - 40).replace('\n', ' '));
        put(shapes, "its front is gone", pem.substring(20));
        put(shapes, "END alone", base64 + "-----END PRIVATE KEY-----");
        put(shapes, "quoted", "\"" + pem.strip() + "\"\n");
        put(shapes, "mail", pem.replaceAll("(?m)^", "> "));
        put(shapes, "JSON", "{\"key\": \"" + pem.replace("\n", "\\n") + "\"}");
        put(shapes, "slashes escaped", pem.replace("/", "\\/"));
        put(shapes, "JSON numbers", pem.replace("\n", "\\u000a"));
        put(shapes, "URL", pem.replace("\n", "%0A"));
        put(shapes, "base64 of PEM", Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)));
        put(shapes, "base64 alone", base64);
        put(shapes, "lines alone", body);
        put(shapes, "lines of 24", base64.replaceAll(".{24}", "$0\n"));
        put(shapes, "no dashes behind the label", pem.replace("KEY-----", "KEY"));
        put(shapes, "four dashes, one line", pem.replace("KEY-----", "KEY----").replace('\n', ' '));
        put(shapes, "the key is the label", "-----BEGIN " + base64 + "-----\nAAAA\n-----END " + base64 + "-----\n");
        put(shapes, "a piece is the label", "-----BEGIN " + base64.substring(50, 86) + "-----\nAAAA\n-----END "
                + base64.substring(50, 86) + "-----\n");
        put(shapes, "another label at the end", pem.replace("END PRIVATE", "END EC PRIVATE"));
        put(shapes, "begun twice", begin + "\n" + body + pem);
        put(shapes, "headers",
                begin + "\nProc-Type: 4,ENCRYPTED\nDEK-Info: " + base64 + "\n\n" + body + "-----END PRIVATE KEY-----");
        put(shapes, "a cipher of its own", begin + "\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
                + base64.toUpperCase(Locale.ROOT).substring(60, 80).replaceAll("[^A-Z0-9]", "A")
                + ",00112233445566778899AABBCCDDEEFF\n\n" + body + "-----END PRIVATE KEY-----");
        put(shapes, "a comment", begin + "\nComment: " + base64 + "\n" + body + "-----END PRIVATE KEY-----");
        put(shapes, "an assignment", "KEY=" + pem.replace('\n', ' '));
        put(shapes, "a setting", base64 + " = " + base64);
        put(shapes, "hexadecimal", HexFormat.of().formatHex(der));
        shapes.put("DER", der);
        shapes.put("DER, cut short", Arrays.copyOf(der, der.length - 9));
        shapes.put("DER, and more", Arrays.copyOf(der, der.length + 9));
        return shapes;
    }

    private static void put(Map<String, byte[]> shapes, String name, String text) {
        shapes.put(name, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The options and commands that read a file. */
    private void tool(String shape, Path file) throws Exception {
        String key = file.toString();
        for (String option : List.of("--ca", "--p12", "--cert")) {
            run(shape, "pki", "add", path("board.nvs"), "--slot", "0", "--replace", option, key);
        }
        run(shape, "pki", "add", path("scratch.nvs"), "--create", "--replace", "--slot", "0", "--cert",
                path("client.pem"), "--key", key);
        run(shape, "pki", "add", path("scratch.nvs"), "--create", "--replace", "--slot", "0", "--cert", key, "--key",
                key);
        run(shape, "pki", "add", path("board.nvs"), "--slot", "1", "--cert", path("client.pem"), "--key",
                path("locked"), "--key-pass", "file:" + key);
        run(shape, "pki", "push", "--port", "tcp:127.0.0.1:1", "--slot", "0", "--cert", path("client.pem"), "--key",
                key);
        for (String command : List.of("list", "show", "check", "dump")) {
            run(shape, "pki", command, key);
        }
        run(shape, "pki", "add", key, "--slot", "0", "--ca", path("ca.pem"));
        run(shape, "pki", "put", path("scratch.nvs"), "--from", key, "--force");
        run(shape, "pki", "put", key, "--from", path("board.nvs"));
        run(shape, "pki", "push", "--port", "tcp:127.0.0.1:1", key);
        run(shape, "pki", "push", "--port", key, path("board.nvs"));
        run(shape, "pki", "build", "--csv", key, "-o", path("none.nvs"));
        run(shape, "pki", "build", "--raw-data", key, "-o", path("none.nvs"));
        run(shape, "run", "--config", key);
        run(shape, "doctor", "--root", folder.toString(), "--config", "/marked");
        run(shape, "sim", "--script", key);
        slots(shape, key);
        Path desk = Files.createDirectories(folder.resolve("echo"));
        Files.copy(folder.resolve("ca.pem"), desk.resolve("ca.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        for (String wrong : List.of("server.pem", "server.key")) {
            for (String name : List.of("server.pem", "server.key")) {
                Files.write(desk.resolve(name), Files.readAllBytes(name.equals(wrong) ? file : folder.resolve(name)));
            }
            try {
                new EchoTls(desk);
            } catch (Exception e) {
                search(shape, "sim --echo-tls, " + wrong, stack(e));
            }
        }
    }

    /** An image whose slots hold it, unread. */
    private void slots(String shape, String key) throws Exception {
        String row = "data,file,binary," + key + "\n";
        Files.writeString(folder.resolve("slots.csv"), "key,type,encoding,value\n"
                + "wss_ca,namespace,,\nwss_ca.0,file,binary," + key + "\nwss_cert,namespace,,\nwss_cert.0,file,binary,"
                + key + "\nwss_key,namespace,,\nwss_key.0,file,binary," + key + "\n");
        String image = path("slots.nvs");
        assertEquals(0, run(shape, "pki", "build", "--csv", path("slots.csv"), "-o", image, "--force").code, row);
        for (String command : List.of("list", "show", "check", "dump")) {
            run(shape, "pki", command, image);
        }
        run(shape, "pki", "list", image, "--json");
        run(shape, "pki", "push", "--port", "tcp:127.0.0.1:1", image);
        run(shape, "pki", "add", image, "--slot", "0", "--cert", path("client.pem"), "--replace");
        run(shape, "pki", "export", image, "--slot", "0", "--key", path("out.key"), "--force");
        Files.writeString(folder.resolve("wsat.conf"), "port=/dev/ttyNONE\nflash=/slots.nvs\nnvs=/nvs.nvs\n");
        run(shape, "doctor", "--root", folder.toString(), "--config", "/wsat.conf");
    }

    private void module(String shape, byte[] bytes) {
        byte[][] slots = {bytes, null};
        for (byte[] certificate : new byte[][] {bytes, read("client.pem")}) {
            for (byte[] key : new byte[][] {bytes, read("client.key")}) {
                Material material = new Material("wss", 3, certificate, key, slots[0]);
                try {
                    material.read();
                } catch (MaterialException e) {
                    search(shape, "a slot", stack(e));
                }
                search(shape, "toString", material.toString() + material.shown() + material.doubts(0));
            }
        }
        runs++;
    }

    /** In each column of the generator's CSV. */
    private void csv(String shape, byte[] bytes) throws Exception {
        String value = "\"" + new String(bytes, StandardCharsets.ISO_8859_1).replace("\"", "\"\"") + "\"";
        List<String> rows = new ArrayList<>(
                List.of(value + ",data,u8,1", "a," + value + ",u8,1", "a,data," + value + ",1",
                "a,file,binary," + value, "a,data,string," + value + ",more"));
        for (String encoding : List.of("u8", "u64", "hex2bin", "base64")) {
            rows.add("a,data," + encoding + "," + value);
        }
        for (String row : rows) {
            Files.writeString(folder.resolve("marked.csv"), "key,type,encoding,value\nns,namespace,,\n" + row + "\n");
            run(shape, "pki", "build", "--csv", path("marked.csv"), "-o", path("csv.nvs"), "--force");
        }
    }

    private record Said(int code, String text) {
    }

    private Said run(String shape, String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        PrintStream out = System.out;
        PrintStream err = System.err;
        int code;
        try {
            System.setOut(stream);
            System.setErr(stream);
            code = Main.run(words, stream, stream);
        } catch (Exception e) {
            code = -1;
            stream.print(stack(e));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        runs++;
        search(shape, String.join(" ", Arrays.asList(words).subList(0, Math.min(2, words.length))), text);
        if (text.contains("\tat wsat.") || code < 0) {
            leaks.add(shape + ": a stack trace of " + Arrays.toString(words) + "\n" + text);
        }
        return new Said(code, text);
    }

    private static String stack(Exception e) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        return all.toString();
    }

    /** Looks for pieces of the key, and of the key in base64 once more. */
    private void search(String shape, String reader, String said) {
        String secret = Base64.getEncoder().encodeToString(der);
        String twice = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII)).substring(40);
        String hex = HexFormat.of().formatHex(der);
        for (String form : List.of(secret, secret.toUpperCase(Locale.ROOT), twice, hex, hex.toUpperCase(Locale.ROOT))) {
            for (int i = 0; i + PIECE <= form.length(); i++) {
                if (said.contains(form.substring(i, i + PIECE))) {
                    leaks.add(shape + " to " + reader + ": " + said);
                    return;
                }
            }
        }
    }

    private void makeDesk() throws Exception {
        assertEquals(0, Main.run(new String[] {"pki", "test-ca", folder.toString()}, quiet(), quiet()));
        pem = Files.readString(folder.resolve("client.key"));
        der = Base64.getDecoder().decode(pem.replaceAll("-----[^-]*-----|\\s", ""));
        assertEquals(0, Main.run(new String[] {"pki", "add", path("board.nvs"), "--create", "--slot", "0", "--ca",
            path("ca.pem"), "--cert", path("client.pem"), "--key", path("client.key")}, quiet(), quiet()));
        Files.writeString(folder.resolve("locked"),
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: "
                + "AES-256-CBC,00112233445566778899AABBCCDDEEFF\n\n" + "AAAA".repeat(16)
                + "\n-----END RSA PRIVATE KEY-----\n");
    }

    private static PrintStream quiet() {
        return new PrintStream(new ByteArrayOutputStream());
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}

package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.flash.FileFlash;

/**
 * Wrong inputs: each is refused in one line with its exit code, and the image is what it was, to the byte. In a
 * command line {@code @x} is the file x, and {@code IMAGE} is an image with slot 0 filled.
 */
class RefusalsTest {
    /** Of Linux, with the NUL behind it. */
    private static final int PATH_MAX = 4096;
    /** An argument without a letter. */
    private static final String NOTHING = "''";

    @TempDir
    Path folder;

    private Desk desk;
    private Path image;
    private final Map<Path, byte[]> before = new HashMap<>();
    private int rows;
    private final List<String> wrong = new ArrayList<>();

    @Test
    void everyWrongInputIsRefusedInOneLineAndLeavesTheImageAlone() throws Exception {
        makeDesk();

        refused(2, "fill IMAGE --slot 1", "no command 'fill' (see wsat pki --help)");

        // wrong kinds of files
        refused(1, "add IMAGE --slot 1 --ca @nothing", "nothing: cannot be read (there is no such file or directory)");
        refused(1, "add IMAGE --slot 1 --ca @folder", "folder: is a directory; give the path of a file");
        refused(1, "add IMAGE --slot 1 --ca @empty", "empty: is empty; give a file with a certificate");
        refused(1, "add IMAGE --slot 1 --ca @text", "text: is neither PEM nor DER");
        refused(1, "add IMAGE --slot 1 --ca @binary", "binary: is neither PEM nor DER");
        refused(1, "add IMAGE --slot 1 --ca @csr",
                "csr: is a certificate request; give the certificate that the CA made");
        refused(1, "add IMAGE --slot 1 --cert @public --key @client.key", "public: is a public key");
        refused(1, "add IMAGE --slot 1 --cert @pkcs7 --key @client.key", "pkcs7: is a PKCS#7 bundle");
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @ssh", "ssh: is an OpenSSH key");
        refused(1, "add IMAGE --slot 1 --p12 @client.pem", "client.pem: is not a PKCS#12 file; give PEM and DER files");
        refused(1, "add IMAGE --slot 1 --ca /dev/null", "/dev/null: is not a regular file");
        refused(1, "add IMAGE --slot 1 --ca @huge", "huge: 2097152 bytes is more than such a file has");

        // damaged material
        refused(1, "add IMAGE --slot 1 --ca @truncated",
                "truncated: the CERTIFICATE that begins in line 1 has no END line, it was cut short");
        refused(1, "add IMAGE --slot 1 --ca @flipped", "flipped: the certificate that begins in line 1 is damaged");
        refused(1, "add IMAGE --slot 1 --ca @nobase64",
                "nobase64: the CERTIFICATE that begins in line 1 is not base64");
        refused(1, "add IMAGE --slot 1 --ca @endonly", "endonly: line 1 ends a block that was not begun");
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @brokenkey", "brokenkey: the private key is damaged");

        // material that does not fit
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @other.key",
                "client.pem: slot 1: the key in @other.key (EC P-256) does not belong to 'CN=client' (EC P-256)");
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @rsa.key",
                "client.pem: slot 1: the key in @rsa.key (RSA 1024) does not belong to 'CN=client'");
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @twokeys", "twokeys: has 2 private keys");
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @client.pem", "client.pem: has no private key");
        refused(1, "add IMAGE --slot 1 --cert @client.key --key @client.key",
                "client.key: slot 1: has a private key too");
        refused(1, "add IMAGE --slot 1 --cert @client.pem", "client.pem: slot 1: no private key for this certificate");
        refused(1, "add IMAGE --slot 1 --key @client.key", "client.key: slot 1 has no certificate for this key");
        refused(1, "add IMAGE --slot 1 --cert @gap --key @leaf.key",
                "gap: slot 1: the chain has a gap: 'CN=leaf' was issued by 'CN=middle', which is not there");
        refused(1, "add IMAGE --slot 1 --cert @stray --key @client.key",
                "stray: slot 1: the chain has a gap: 'CN=client' was issued by 'CN=ca', which is not there, and "
                + "'CN=other");
        refused(1, "add IMAGE --slot 1 --cert @impostor --key @leaf.key",
                "impostor: slot 1: the chain has a gap: 'CN=leaf' was issued by 'CN=middle'");
        refused(1, "add IMAGE --slot 1 --cert @server.pem --key @server.key",
                "server.pem: slot 1: 'CN=server' is not for clients (extendedKeyUsage lacks clientAuth)");
        refused(1, "add IMAGE --slot 1 --cert @encipher.pem --key @encipher.key", "keyUsage lacks digitalSignature");
        refused(1, "add IMAGE --slot 1 --ca @client.pem", "client.pem: slot 1: 'CN=client' is no CA certificate");
        refused(1, "add IMAGE --slot 1 --ca @nosign.pem", "nosign.pem: slot 1: 'CN=nosign' is a CA that may not sign");
        refused(1, "add IMAGE --slot 1 --ca @client.key",
                "client.key: slot 1: has a private key, which has no business");
        refused(1, "add IMAGE --slot 1 --ca @expired.pem", "expired.pem: slot 1: 'CN=expired' expired on ");
        refused(1, "add IMAGE --slot 1 --cert @future.pem --key @future.key",
                "future.pem: slot 1: 'CN=future' is not valid");

        // passwords
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @locked --key-pass pass:wrong",
                "locked: the password does not open this key");
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @locked",
                "locked: is encrypted, and there is no terminal");
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @locked --key-pass env:NO_SUCH_VARIABLE_HERE",
                "locked: the password should be in the environment variable NO_SUCH_VARIABLE_HERE, which is not set");
        refused(1, "add IMAGE --slot 1 --cert @client.pem --key @locked --key-pass file:@nothing",
                "nothing: cannot be read");

        // slots
        refused(1, "add IMAGE --slot 99 --ca @ca.pem",
                "IMAGE: slot 99: wss_ca: an ESP32 does not find it, since slot 1 is");
        refused(1, "add IMAGE --slot 0 --ca @ca2.pem",
                "IMAGE: slot 0: wss_ca is filled already; use slot 1, or --replace");
        refused(1, "show IMAGE --slot 99", "IMAGE: slot 99 is empty; see wsat pki list");
        refused(1, "remove IMAGE --slot 99", "IMAGE: slot 99 has nothing of that");
        refused(1, "export IMAGE --slot 99 --ca @out", "IMAGE: slot 99 has no wss_ca");
        refused(1, "export IMAGE --slot 0 --ca @text", "text: is there already");
        refused(1, "export IMAGE --slot 0 --key @pipe --force", "pipe: is not a regular file");
        refused(1, "export IMAGE --slot 0 --key /dev/full --force", "/dev/full: is not a regular file");
        refused(1, "export IMAGE --slot 0 --ca @out --key @pipe --force", "pipe: is not a regular file");
        refused(1, "export IMAGE --slot 0 --ca @out --key @none/x", "x: cannot be written (there is no such file");
        refused(1, "export IMAGE --slot 0 --key IMAGE --force", "IMAGE: is the image itself");
        refused(2, "export IMAGE --slot 0 --cert @out --key @out --force", "one file for two parts");
        refused(1, "test-ca @folder --force", "server.key: is not a regular file");
        refused(1, "pull --port tcp:127.0.0.1:1 @pipe --force", "pipe: is not a regular file");
        assertFalse(Files.isRegularFile(desk.path("pipe")), "a pipe stays a pipe");
        assertEquals(1, desk.path("folder").toFile().list().length, "test-ca has written a part of its files");
        refused(1, "csr IMAGE --slot 1 --subject CN=x -o @text", "text: is there already; give another path\n");
        refused(1, "csr --key @text --subject CN=x -o @out", "text: is there already; give another path\n");
        refused(1, "csr IMAGE --slot 0 --subject CN=x -o @out",
                "IMAGE: slot 0: wss_cert is filled already; use slot 1");

        // images
        refused(1, "add @nothing --slot 0 --ca @ca.pem",
                "nothing: there is no such image; make one with wsat pki init");
        refused(1, "add @folder --slot 0 --ca @ca.pem", "folder: is not a file");
        refused(1, "add @text --slot 0 --ca @ca.pem",
                "text: 29 bytes is not a whole number of 4096-byte flash sectors");
        refused(1, "list @empty", "empty: is empty; copy or pull the image again, or make one with wsat pki init "
                + "--force");
        refused(1, "list @ca.pem", "ca.pem: is a PEM file; give the path of an image");
        Files.writeString(desk.path("atpki"), "\u00f1\u00f1\1\0\u00ff-----BEGIN CERTIFICATE-----\n" + " ".repeat(4063),
                StandardCharsets.ISO_8859_1);
        refused(1, "list @atpki", "atpki: is not an NVS partition image");
        refused(1, "put IMAGE --from @nothing", "nothing: there is no such image; give the path of one");
        Files.createSymbolicLink(desk.path("link"), Path.of("unplugged"));
        for (String command : List.of("list @link", "init @link", "init @link --force",
                "add @link --create --slot 0 --ca @ca.pem", "put @link --from IMAGE", "put IMAGE --from @link",
                "export IMAGE --slot 0 --ca @link", "csr --key @link --subject CN=x -o @out")) {
            refused(1, command, "link: it is a link to unplugged, which is not there; remove the link");
        }
        refused(1, "add IMAGE --slot 1 --ca @link", "link: cannot be read (it is a link to unplugged, which is not");
        for (String command : List.of("list ''", "init ''", "build --raw-data '' -o @out", "test-ca ''",
                "add IMAGE --slot 1 --ca ''", "put IMAGE --from ''")) {
            refused(2, command, "'' is no path");
        }
        refused(1, "test-ca /proc/new/desk", "/proc/new/desk: cannot be made");
        refused(1, "add @foreign --slot 0 --ca @ca.pem", "foreign: is not an NVS partition image");
        refused(1, "add @corrupt --slot 1 --ca @ca.pem", "corrupt: page 0 is damaged: the value of 'wss_ca.0'");
        refused(1, "add @header --slot 1 --ca @ca.pem",
                "header: page 0 is damaged: the page header has a wrong checksum");
        refused(1, "add @full --slot 1 --cert @bundle --key @leaf.key",
                "bytes do not fit, the image of 12288 bytes has about ");
        refused(1, "init IMAGE", "IMAGE: is there already; give another path, or --force");
        refused(1, "init @folder/none/x", "cannot be written (there is no such file or directory)");
        refused(1, "build --csv @text -o @out", "text: line 1: is not key,type,encoding,value");
        refused(1, "build --csv @csv.number -o @out", "csv.number: line 3: 300 does not fit into u8");
        refused(1, "build --csv @csv.file -o @out", "csv.file: line 3: there is no file 'nothing'");
        refused(1, "build --raw-data @folder -o @out", "folder: has no folder such as wss_ca");
        refused(1, "pull --port @nothing @out", "nothing: there is no such serial port");
        refused(1, "pull --port /dev/null @out", "/dev/null: it is no serial port");
        refused(1, "push --port tcp:127.0.0.1:1 IMAGE", "tcp:127.0.0.1:1: Connection refused");

        // usage
        refused(2, "", "say what to do");
        refused(2, "fry IMAGE", "'fry'");
        refused(2, "add IMAGE --ca @ca.pem", "Missing required option: '--slot=N'");
        refused(2, "add IMAGE --slot 0", "say what to put there");
        refused(2, "add IMAGE --slot -1 --ca @ca.pem", "--slot: -1 is not a number from 0 to 255");
        refused(2, "add IMAGE --slot x --ca @ca.pem", "'x' is not an int");
        refused(2, "add IMAGE --slot 1 --p12 @text --key @client.key", "--p12 brings certificate and key");
        refused(2, "add IMAGE --slot 1 --cert @client.pem --key @locked --key-pass secret", "--key-pass: say where");
        refused(2, "init @out --size 5000", "'5000' is not a multiple of 4096 from 0x3000 to 0x400000");
        refused(2, "init @out --size 0x2000", "'0x2000' is not a multiple of 4096 from 0x3000 to 0x400000");
        refused(2, "build -o @out", "Missing required argument");
        refused(2, "csr --subject nonsense --key @out -o @out2", "--subject: 'nonsense' is no name");
        refused(1, "add IMAGE --slot 1 --public-roots @ca.pem --match nobody",
                "ca.pem: slot 1: none of its 1 roots has such a name;");
        refused(1, "add IMAGE --slot 1 --public-roots @expired.pem",
                "none of its roots can be used: 'CN=expired' expired on ");
        refused(1, "add IMAGE --slot 1 --public-roots @twokeys", "twokeys: slot 1: has a private key");
        refused(2, "add IMAGE --slot 1 --public-roots @ca.pem --ca @ca.pem",
                "--ca and --public-roots fill the same place");
        refused(2, "add IMAGE --slot 1 --ca @ca.pem --match ca", "--match chooses from --public-roots");
        refused(2, "test-ca @out --host bad|host", "--host: 'bad|host' is no name or address of a server");
        refused(2, "test-ca @out --host 300.1.1.1", "--host: '300.1.1.1' is no name or address of a server");
        refused(2, "test-ca @out --host wss://host", "--host: 'wss://host' is no name or address of a server");
        refused(2, "push --port tcp:nowhere IMAGE", "--port: 'tcp:nowhere' is not tcp:HOST:PORT");
        refused(2, "push --port tcp:127.0.0.1:1 IMAGE --slot 0 --ca @ca.pem", "say what to push");

        inUse();
        assertTrue(rows >= 25, "a table of " + rows);
        assertEquals("", String.join("\n", wrong));
    }

    @SuppressWarnings("try") // the image has only to be open while the block lasts
    private void inUse() throws Exception {
        Cli.fine("init", folder.resolve("other.nvs"));
        try (FileFlash running = FileFlash.open(image, (level, where, what, value) -> { })) {
            refused(1, "add IMAGE --slot 1 --ca @ca.pem", "IMAGE: in use by a running wsat; stop that one first");
            refused(1, "remove IMAGE --slot 0", "IMAGE: in use by a running wsat");
            refused(1, "init IMAGE --force", "IMAGE: in use by a running wsat");
            refused(1, "put IMAGE --from @other.nvs --force", "IMAGE: in use by a running wsat");
            assertEquals(0, Cli.run("list", image).code(), "looking is allowed");
        }
    }

    /** A folder that can be made, with a path so long that no file fits behind it: as a disk that is full by then. */
    @Test
    void aCaThatCannotBeWrittenLeavesNoFolderBehind() {
        String top = folder + "/top";
        StringBuilder path = new StringBuilder(top);
        while (path.length() < PATH_MAX - 240) {
            path.append('/').append("d".repeat(100));
        }
        path.append('/').append("d".repeat(PATH_MAX - "/ca.pem".length() - path.length() - 2));
        Cli cli = Cli.run("test-ca", path);
        assertEquals(1, cli.code());
        assertTrue(cli.err().contains("cannot be written (File name too long)"), cli.err());
        assertFalse(Files.exists(Path.of(top)), "it has left folders behind");
    }

    private void refused(int code, String line, String said) throws IOException {
        rows++;
        String[] words = line.isEmpty() ? new String[0] : line.replace("IMAGE", image.toString())
                .replace("@", folder + "/").split(" ");
        Arrays.asList(words).replaceAll(word -> word.equals(NOTHING) ? "" : word);
        Cli cli = Cli.run((Object[]) words);
        String expected = said.replace("IMAGE", image.toString()).replace("@", folder + "/");
        String error = cli.err().replaceAll("(?m)^(warning|note): .*\n", "");
        claim(code == cli.code(), line, "ends with " + cli.code() + ", not " + code + ": " + error);
        claim(error.lines().count() == 1, line, "is not refused in one line: " + error);
        claim(error.contains(expected), line, "says " + error + "    and not  " + expected);
        claim(error.startsWith("wsat pki"), line, "does not name the command: " + error);
        for (Map.Entry<Path, byte[]> one : before.entrySet()) {
            claim(Arrays.equals(one.getValue(), Files.readAllBytes(one.getKey())), line, "has changed " + one.getKey());
        }
        claim(first("out") == null && first(".") == null, line, "has left a file behind");
    }

    private void claim(boolean holds, String line, String otherwise) {
        if (!holds) {
            wrong.add("wsat pki " + line + "\n    " + otherwise);
        }
    }

    /** A file whose name begins so. */
    private Path first(String prefix) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)).findFirst().orElse(null);
        }
    }

    private void makeDesk() throws Exception {
        desk = new Desk(folder);
        Desk.Draft ca = desk.authority("ca");
        desk.authority("ca2");
        desk.client("client", ca);
        Desk.Draft other = desk.authority("other");
        Desk.Draft middle = desk.draft("middle").issuer(ca).ca(true).make();
        Desk.Draft leaf = desk.client("leaf", middle);
        desk.draft("rsa").rsa(1024).make();
        desk.draft("server").issuer(ca).purpose(KeyPurposeId.id_kp_serverAuth).make();
        desk.draft("encipher").issuer(ca).usage(KeyUsage.keyEncipherment).make();
        desk.draft("nosign").ca(true).usage(KeyUsage.digitalSignature).make();
        desk.draft("expired").ca(true).days(-20, -10).make();
        desk.draft("future").issuer(ca).days(10, 20).make();
        kinds();
        chains(ca, other, leaf);
        images();
    }

    private void kinds() throws Exception {
        Files.createDirectory(desk.path("folder"));
        pipe("pipe");
        pipe("folder/server.key");
        desk.put("empty", "");
        desk.put("text", "this is text and nothing else");
        desk.put("binary", new byte[] {0x30, (byte) 0x82, 1, 2, 3});
        desk.put("csr", block("CERTIFICATE REQUEST", new byte[40]));
        desk.put("public", block("PUBLIC KEY", new byte[40]));
        desk.put("pkcs7", block("PKCS7", new byte[40]));
        desk.put("ssh", block("OPENSSH PRIVATE KEY", new byte[40]));
        desk.put("huge", new byte[2 << 20]);
        String pem = desk.text("ca.pem");
        desk.put("truncated", pem.substring(0, pem.length() / 2));
        desk.put("flipped", pem.replaceFirst("MII", "MJJ"));
        desk.put("nobase64", pem.replaceFirst("\n..", "\n!*"));
        desk.put("endonly", "-----END CERTIFICATE-----\n");
        desk.put("brokenkey", block("PRIVATE KEY", new byte[40]));
        desk.put("twokeys", desk.text("client.key") + desk.text("other.key"));
        desk.put("locked", Locked.pem(desk.path("client.key"), "right"));
        desk.put("csv.number", "key,type,encoding,value\na,namespace,,\nb,data,u8,300\n");
        desk.put("csv.file", "key,type,encoding,value\na,namespace,,\nb,file,binary,nothing\n");
    }

    private void pipe(String name) throws Exception {
        assertEquals(0, new ProcessBuilder("mkfifo", desk.path(name).toString()).start().waitFor());
    }

    private void chains(Desk.Draft ca, Desk.Draft other, Desk.Draft leaf) throws IOException {
        desk.put("gap", desk.text("leaf.pem") + desk.text("ca.pem"));
        desk.put("stray", desk.text("client.pem") + desk.text("other.pem"));
        List<String> bundle = new ArrayList<>(List.of(desk.text("leaf.pem")));
        Path real = desk.path("middle.pem");
        bundle.add(Files.readString(real));
        desk.put("bundle", String.join("", bundle));
        byte[] middle = Files.readAllBytes(real);
        byte[] key = Files.readAllBytes(desk.path("middle.key"));
        desk.draft("middle").issuer(ca).ca(true).make(); // the same name, another key
        desk.put("impostor", desk.text("leaf.pem") + desk.text("middle.pem"));
        desk.put("middle.pem", middle);
        desk.put("middle.key", key);
    }

    private void images() throws IOException {
        image = desk.path("board.nvs");
        Cli.fine("init", image);
        Cli.fine("add", image, "--slot", 0, "--ca", desk.path("ca.pem"), "--cert", desk.path("client.pem"), "--key",
                desk.path("client.key"));
        byte[] good = Files.readAllBytes(image);
        byte[] foreign = new byte[8192];
        desk.put("foreign", foreign);
        byte[] corrupt = good.clone();
        corrupt[64 + 5 * 32 + 7] ^= 1;
        desk.put("corrupt", corrupt);
        byte[] header = good.clone();
        header[28] ^= 1;
        header[4096] = (byte) 0xFE; // a second page, so that it is an image at all
        System.arraycopy(good, 0, header, 4096, 4096);
        desk.put("header", header);
        desk.put("big.csv", "key,type,encoding,value\nns,namespace,,\nblob,file,binary,big\nwss_cert,namespace,,\n"
                + "wss_cert.0,data,binary,x\nwss_key,namespace,,\nwss_key.0,data,binary,x\n");
        desk.put("big", new byte[7000]);
        Cli.fine("build", "--csv", desk.path("big.csv"), "-o", desk.path("full"), "--size", "0x3000");
        for (String name : List.of("board.nvs", "foreign", "corrupt", "header", "full")) {
            before.put(desk.path(name), Files.readAllBytes(desk.path(name)));
        }
    }

    private static String block(String type, byte[] content) {
        return "-----BEGIN " + type + "-----\n" + java.util.Base64.getEncoder().encodeToString(content) + "\n-----END "
                + type + "-----\n";
    }

    /** A key that is encrypted, made without openssl. */
    private static final class Locked {
        static byte[] pem(Path key, String password) throws Exception {
            String body = Files.readString(key).replaceAll("-----[^\n]*", "").replaceAll("\\s", "");
            byte[] der = java.util.Base64.getDecoder().decode(body);
            var encryptor = new org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder(
                    org.bouncycastle.openssl.PKCS8Generator.AES_256_CBC)
                    .setProvider(new org.bouncycastle.jce.provider.BouncyCastleProvider())
                    .setPassword(password.toCharArray()).build();
            var info = org.bouncycastle.asn1.pkcs.PrivateKeyInfo.getInstance(der);
            byte[] locked = new org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder(info).build(encryptor)
                    .getEncoded();
            return block("ENCRYPTED PRIVATE KEY", locked).getBytes(StandardCharsets.US_ASCII);
        }
    }
}

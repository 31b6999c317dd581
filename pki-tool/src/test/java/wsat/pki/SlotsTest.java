package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.flash.FileFlash;
import wsat.board.text.Printable;
import wsat.nvs.Nvs;
import wsat.nvs.Slots;

/** Filling, showing, exporting and emptying slots. */
class SlotsTest {
    @TempDir
    Path folder;

    private Desk desk;
    private Desk.Draft ca;
    private Desk.Draft client;
    private Path image;

    @BeforeEach
    void makeDesk() {
        desk = new Desk(folder);
        ca = desk.authority("ca");
        client = desk.client("client", ca);
        image = desk.path("board.nvs");
    }

    /** Of servers: a server's certificate is wanted, and CAs of clients. */
    @Test
    void slotsOfServersTakeAServersCertificate() {
        desk.draft("server").issuer(ca).purpose(KeyPurposeId.id_kp_serverAuth).usage(KeyUsage.digitalSignature).make();
        Cli refused = Cli.run("add", image, "--create", "--for", "server", "--slot", 0, "--cert",
                desk.path("client.pem"), "--key", desk.path("client.key"));
        assertTrue(refused.err().contains("is not for servers (extendedKeyUsage lacks serverAuth)"), refused.err());
        for (String family : new String[] {"server", "wss-server"}) {
            Cli.fine("add", image, "--create", "--for", family, "--slot", 0, "--cert", desk.path("server.pem"), "--key",
                    desk.path("server.key"), "--ca", desk.path("ca.pem"));
        }
        Cli.fine("add", image, "--for", "wpa-ent", "--slot", 0, "--cert", desk.path("client.pem"), "--key",
                desk.path("client.key"), "--ca", desk.path("ca.pem"));
        Cli.fine("check", image);
        String dump = Cli.fine("dump", image).out();
        for (String key : new String[] {"server_cert.0", "server_key.0", "server_ca.0", "wss_srv_cert.0",
            "wss_srv_key.0", "wss_srv_ca.0", "wpa_ent_cert.0", "wpa_ent_key.0", "wpa_ent_ca.0"}) {
            assertTrue(dump.contains(key), dump);
        }
        String list = Cli.fine("list", image).out();
        assertTrue(list.contains("server 0") && list.contains("wss-server 0") && list.contains("wpa-ent 0"), list);
    }

    /** U+202E turns round what stands behind it: a name that a certificate has must not do that to a terminal. */
    @Test
    void namesInCertificatesDoNotTurnATerminalRound() {
        Desk.Draft authority = desk.draft("odd-ca").commonName("ca \u202eac").ca(true).usage(KeyUsage.keyCertSign)
                .make();
        desk.draft("odd").commonName("device \u2066\u2028\ue000\u001b[2J\ud83d\ude00").issuer(authority)
                .purpose(KeyPurposeId.id_kp_clientAuth).usage(KeyUsage.digitalSignature).make();
        Cli.fine("add", image, "--create", "--slot", 0, "--ca", desk.path("odd-ca.pem"), "--cert", desk.path("odd.pem"),
                "--key", desk.path("odd.key"));
        for (String[] command : new String[][] {{"list"}, {"list", "--json"}, {"show", "--slot", "0"}, {"check"},
                {"dump"}}) {
            List<Object> words = new ArrayList<>(List.of(command));
            words.add(1, image);
            Cli said = Cli.run(words.toArray());
            String all = said.out() + said.err();
            assertFalse(all.codePoints().anyMatch(c -> c != '\n' && Printable.isHidden(c)), all);
        }
        assertTrue(Cli.fine("show", image, "--slot", 0).out().contains("device ????[2J"));
        assertTrue(Cli.fine("list", image, "--json").out().contains("ca \\u202eac"));
    }

    private void addAll(int slot) {
        Cli.fine("add", image, "--create", "--slot", slot, "--ca", desk.path("ca.pem"), "--cert",
                desk.path("client.pem"), "--key", desk.path("client.key"));
    }

    @Test
    void theFirmwareFindsWhatTheToolHasStored() throws Exception {
        addAll(0);
        addAll(1);
        try (FileFlash flash = FileFlash.open(image, (level, where, what, value) -> { })) {
            Slots slots = new Slots(new Nvs(flash));
            byte[] expected = Files.readAllBytes(desk.path("client.pem"));
            byte[] found = new byte[slots.size(Slots.CERT, 1)];
            assertEquals(expected.length, slots.read(Slots.CERT, 1, 0, found, 0, found.length));
            assertArrayEquals(expected, found);
        }
    }

    @Test
    void theSameAgainChangesNothingAndAnotherNeedsReplace() throws IOException {
        addAll(0);
        byte[] before = Files.readAllBytes(image);
        addAll(0);
        assertArrayEquals(before, Files.readAllBytes(image));
        desk.authority("ca2");
        assertEquals(1, Cli.run("add", image, "--slot", 0, "--ca", desk.path("ca2.pem")).code());
        Cli.fine("add", image, "--slot", 0, "--ca", desk.path("ca2.pem"), "--replace");
        assertTrue(Cli.fine("list", image).out().contains("CN=ca2"));
    }

    @Test
    void aRenewedCertificateGoesWithTheKeyThatIsThere() {
        addAll(0);
        desk.draft("renewed").issuer(ca).sameKeyAs(client).make();
        Cli early = Cli.run("add", image, "--slot", 0, "--cert", desk.path("renewed.pem"));
        assertTrue(early.code() == 1 && early.err().contains("wss_cert is filled already"), early.err());
        Cli.fine("add", image, "--slot", 0, "--cert", desk.path("renewed.pem"), "--replace");
        assertTrue(Cli.fine("list", image).out().contains("CN=renewed"));
        Cli.fine("check", image);
        desk.client("other", ca);
        Cli other = Cli.run("add", image, "--slot", 0, "--cert", desk.path("other.pem"), "--replace");
        assertTrue(other.code() == 1 && other.err().contains("the key in the slot"), other.err());
    }

    @Test
    void listIsATableAndJson() {
        addAll(0);
        assertTrue(Cli.fine("list", image).out().matches("""
                SLOT  CA     CERTIFICATE  KEY       EXPIRES
                0     CN=ca  CN=client    EC P-256  \\d{4}-\\d\\d-\\d\\d
                """));
        String json = Cli.fine("list", image, "--json").out();
        assertTrue(json.startsWith("[{\"slot\":0,\"for\":\"wss\",\"ca\":[{\"subject\":\"CN=ca\",\"issuer\":\"CN=ca\""),
                json);
        assertTrue(json.endsWith("\"key\":{\"type\":\"EC P-256\"}}]\n"), json);
    }

    @Test
    void slotsOfSslSocketsStandBesideThoseOfWebSocketLinks() throws Exception {
        addAll(0);
        Cli.fine("add", image, "--for", "client", "--slot", 0, "--ca", desk.path("ca.pem"), "--cert",
                desk.path("client.pem"), "--key", desk.path("client.key"));
        try (FileFlash flash = FileFlash.open(image, (level, where, what, value) -> { })) {
            Slots slots = new Slots(new Nvs(flash));
            assertEquals(desk.text("client.key").length(), slots.size(Slots.CLIENT + Slots.KEY, 0));
        }
        String list = Cli.fine("list", image).out();
        assertTrue(list.contains("\n0         CN=ca") && list.contains("\nclient 0  CN=ca"), list);
        assertTrue(Cli.fine("list", image, "--json").out().contains("{\"slot\":0,\"for\":\"client\""));
        assertTrue(Cli.fine("show", image, "--slot", 0).out().contains("\nclient slot 0\n"));
        assertTrue(Cli.fine("check", image).out().contains("2 slots, 0 wrong"));
        Cli.fine("export", image, "--for", "client", "--slot", 0, "--key", desk.path("key"));
        assertEquals(desk.text("client.key"), desk.text("key"));
        Cli.fine("remove", image, "--for", "client", "--slot", 0, "--ca");
        Cli check = Cli.run("remove", image, "--for", "client", "--slot", 0, "--ca");
        assertTrue(check.err().contains("client slot 0 has nothing of that"), check.err());
        assertTrue(Cli.fine("dump", image).out().contains("  wss_ca.0 "));
        assertEquals(2, Cli.run("remove", image, "--for", "mqtt", "--slot", 0).code());
    }

    @Test
    void checkLooksAtSlotsOfSslSocketsToo() {
        desk.draft("old").ca(true).days(-20, -10).make();
        Cli.fine("add", image, "--create", "--for", "client", "--slot", 0, "--ca", desk.path("old.pem"), "--force");
        Cli check = Cli.run("check", image);
        assertEquals(1, check.code());
        assertTrue(check.out().contains("client slot 0: client_ca: 'CN=old' expired on "), check.out());
    }

    @Test
    void checkNamesAnImageThatOthersCanRead() throws IOException {
        addAll(0);
        assertFalse(Cli.fine("check", image, "--strict").out().contains("read"));
        for (String[] mode : new String[][] {{"rw-r-----", "its group can read it"},
                {"rw-r--r--", "every user of this machine"
            + " can read it"}, {"rw-----w-", "every user of this machine can read or write it"}}) {
            Files.setPosixFilePermissions(image, PosixFilePermissions.fromString(mode[0]));
            String said = Cli.fine("check", image).out();
            assertTrue(said.contains("warning: " + image + ": " + mode[1] + " (" + mode[0] + ")"), said);
            assertTrue(said.contains("; chmod 600 " + image), said);
        }
    }

    @Test
    void aCertificateWithoutItsIntermediateGetsANote() throws IOException {
        Desk.Draft middle = desk.draft("middle").issuer(ca).ca(true).usage(KeyUsage.keyCertSign).make();
        desk.client("leaf", middle);
        String note = "'CN=leaf' comes without the certificate of 'CN=middle'";
        String alone = Cli.fine("add", image, "--create", "--slot", 0, "--ca", desk.path("ca.pem"), "--cert",
                desk.path("leaf.pem"), "--key", desk.path("leaf.key")).err();
        assertTrue(alone.startsWith("note: " + desk.path("leaf.pem") + ": slot 0: " + note), alone);
        assertTrue(Cli.fine("check", image, "--strict").out()
                .contains("note: " + image + ": slot 0: wss_cert: " + note));
        desk.put("chain.pem", desk.text("leaf.pem") + desk.text("middle.pem"));
        assertEquals("", Cli.fine("add", image, "--replace", "--slot", 0, "--cert", desk.path("chain.pem"), "--key",
                desk.path("leaf.key")).err());
        assertEquals("",
                Cli.fine("add", image, "--slot", 1, "--ca", desk.path("ca.pem"), "--cert", desk.path("client.pem"),
                "--key", desk.path("client.key")).err(), "its CA is a root");
        assertEquals("", Cli.fine("add", image, "--replace", "--slot", 1, "--cert", desk.path("client.pem"), "--key",
                desk.path("client.key")).err(), "which is in the slot");
    }

    @Test
    void ofPublicRootsWhatAModuleCanUseIsTaken() throws IOException {
        desk.draft("old").ca(true).days(-20, -10).make();
        desk.draft("short").rsa(1024).ca(true).make();
        desk.authority("other-ca");
        desk.put("bundle", desk.text("ca.pem") + desk.text("old.pem") + desk.text("client.pem") + desk.text("short.pem")
                + desk.text("ca.pem") + desk.text("other-ca.pem"));
        Cli all = Cli.fine("add", image, "--create", "--slot", 0, "--public-roots", desk.path("bundle"));
        List<String> notes = all.err().lines().map(line -> line.substring(line.indexOf("slot 0: ") + 8)).toList();
        assertTrue(notes.get(0).startsWith("left out: 'CN=old' expired on "), all.err());
        assertEquals("left out: 'CN=client' is no CA certificate", notes.get(1));
        assertEquals("left out: too weak: CN=short has an RSA key of 1024 bits, fewer than 2048", notes.get(2));
        String two = desk.text("ca.pem") + desk.text("other-ca.pem");
        assertEquals("2 of 6 certificates taken; they need " + two.length() + " bytes, 0x1000 of an image",
                notes.get(3));
        assertEquals(4, notes.size(), all.err());
        Cli.fine("export", image, "--slot", 0, "--ca", desk.path("out.pem"));
        assertEquals(two, desk.text("out.pem"));
        Cli.fine("add", image, "--slot", 1, "--public-roots", desk.path("bundle"), "--match", "cn=OTHER");
        Cli.fine("export", image, "--slot", 1, "--ca", desk.path("out1.pem"));
        assertEquals(desk.text("other-ca.pem"), desk.text("out1.pem"));
    }

    /** What the refusal says to make is large enough. */
    @Test
    void aBundleThatDoesNotFitSaysWhatWould() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            many.append(desk.text("ca.pem").replace("\n", " \n"));
            desk.authority("ca");
        }
        desk.put("bundle", many.toString());
        Cli.fine("init", image, "--size", "0x4000");
        Cli.fine("add", image, "--slot", 0, "--ca", desk.path("ca.pem"));
        Cli full = Cli.run("add", image, "--slot", 1, "--public-roots", desk.path("bundle"));
        assertEquals(1, full.code());
        assertTrue(full.err().contains("or take those alone that your servers need, with --match NAME"), full.err());
        String size = full.err().replaceAll("(?s).*wsat pki init --size (0x[0-9A-F]+)\\).*", "$1");
        Cli.fine("init", image, "--size", size, "--force");
        Cli.fine("add", image, "--slot", 0, "--ca", desk.path("ca.pem"));
        Cli.fine("add", image, "--slot", 1, "--public-roots", desk.path("bundle"));
        Cli.fine("check", image);
    }

    @Test
    void testCaWantsNamesAndAddressesOfServers() {
        assertTrue(Cli.run("test-ca", desk.path("other"), "--host", "bad host").err()
                .contains("--host: 'bad host' is no name"));
        assertFalse(Files.exists(desk.path("other")));
        Cli.fine("test-ca", desk.path("other"), "--host", "board_7.local", "--host", "*.plant.example", "--host",
                "fe80::1");
    }

    @Test
    void aKeyThatWasRemovedIsNotInTheFileAnyMore() throws IOException {
        addAll(0);
        String line = desk.text("client.key").split("\n")[1];
        String secret = line.substring(line.length() - 16); // what stands in front is the same in every key
        assertTrue(Files.readString(image, StandardCharsets.ISO_8859_1).contains(secret));
        Cli.fine("remove", image, "--slot", 0, "--cert");
        assertFalse(Files.readString(image, StandardCharsets.ISO_8859_1).contains(secret));
        Cli.fine("check", image, "--strict");
        assertTrue(Cli.fine("list", image).out().contains("CN=ca"));
        addAll(0);
        Cli.fine("check", image, "--strict");
    }

    @Test
    void showNamesEverythingButTheKey() throws IOException {
        addAll(0);
        String shown = Cli.fine("show", image, "--slot", 0).out();
        for (String part : new String[] {"CN=client", "issuer     CN=ca", "valid", "EC P-256", "SHA-256"}) {
            assertTrue(shown.contains(part), shown);
        }
        String secret = desk.text("client.key").split("\n")[1];
        for (String command : new String[] {"show", "list", "check", "dump"}) {
            Cli cli = Cli.fine(command, image);
            assertFalse((cli.out() + cli.err()).contains(secret));
        }
    }

    @Test
    void exportGivesBackWhatWasAdded() throws IOException {
        addAll(0);
        Cli.fine("export", image, "--slot", 0, "--ca", desk.path("a"), "--cert", desk.path("b"), "--key",
                desk.path("c"));
        assertEquals(desk.text("ca.pem"), desk.text("a"));
        assertEquals(desk.text("client.pem"), desk.text("b"));
        assertEquals(desk.text("client.key"), desk.text("c"));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.path("c"))));
    }

    @Test
    void removeEmptiesASlotAndWarnsOfTheOnesBehind() {
        addAll(0);
        addAll(1);
        Cli removed = Cli.fine("remove", image, "--slot", 0, "--ca");
        assertTrue(removed.err().contains("an ESP32 does not find the slots behind an empty one"), removed.err());
        assertTrue(Cli.fine("check", image).out().contains("slot 1: wss_ca: an ESP32 does not find it"));
        assertEquals(1, Cli.run("check", image, "--strict").code());
        Cli.fine("remove", image, "--slot", 0);
        Cli.fine("remove", image, "--slot", 1);
        assertEquals(image + ": no slot is filled\n", Cli.fine("list", image).out());
    }

    @Test
    void theSingleFileOfAFolderGetsItsNumberWhenASecondComes() throws IOException {
        Cli.fine("build", "--csv", BuildTest.GOLDEN.resolve("single.csv"), "-o", image, "--size", "0x4000");
        assertTrue(Cli.fine("dump", image).out().contains("  wss_ca  "));
        Cli.fine("add", image, "--slot", 1, "--ca", desk.path("ca.pem"));
        String dump = Cli.fine("dump", image).out();
        assertTrue(dump.contains("  wss_ca.0 ") && dump.contains("  wss_ca.1 ") && !dump.contains("  wss_ca  "), dump);
        Cli.fine("export", image, "--slot", 0, "--ca", desk.path("out.pem"));
        assertEquals(Files.readString(BuildTest.GOLDEN.resolve("pem/root-0.crt")), desk.text("out.pem"));
    }

    @Test
    void everyOtherNamespaceIsKept() throws IOException {
        Files.copy(BuildTest.GOLDEN.resolve("full-v1.bin"), image);
        String before = Cli.fine("dump", image, "--values").out();
        Cli.fine("add", image, "--slot", 2, "--ca", desk.path("ca.pem"));
        String after = Cli.fine("dump", image, "--values").out();
        assertEquals(before, after.replaceAll("  wss_ca\\.2 .*\n", ""));
    }

    @Test
    void forceSaysWhatItOverrides() {
        desk.draft("old").ca(true).days(-20, -10).make();
        Cli cli = Cli.fine("add", image, "--create", "--slot", 0, "--ca", desk.path("old.pem"), "--force");
        assertTrue(cli.err()
                .startsWith("warning: --force overrides: " + desk.path("old.pem") + ": slot 0: 'CN=old' expired on "),
                cli.err());
        Cli check = Cli.run("check", image);
        assertEquals(1, check.code());
        assertTrue(check.out().contains("wrong: " + image + ": slot 0: wss_ca: 'CN=old' expired on "), check.out());
    }

    @Test
    void checkTellsDamageFromWhatAPowerCutLeaves() throws IOException {
        addAll(0);
        byte[] sound = Files.readAllBytes(image);
        byte[] damaged = sound.clone();
        damaged[64 + 3 * 32] ^= 1;
        Files.write(image, damaged);
        Cli check = Cli.run("check", image);
        assertEquals(1, check.code());
        assertTrue(check.out().contains("wrong: " + image + ": page 0 is damaged: the value of 'wss_ca.0'"),
                check.out());
        byte[] cut = sound.clone();
        java.util.Arrays.fill(cut, 4096, 4096 + 32, (byte) 0); // a page whose erasing was cut
        Files.write(image, cut);
        check = Cli.fine("check", image);
        assertTrue(check.out().contains("warning: " + image + ": page 1 was being changed when power was cut"),
                check.out());
    }

    @Test
    void everyCommandHasAnExample() {
        for (String command : new String[] {"init", "build", "add", "remove", "list", "show", "export", "check", "dump",
            "push", "pull", "test-ca", "csr"}) {
            String help = Cli.fine(command, "--help").out();
            assertTrue(help.startsWith("Usage: wsat pki " + command), help);
            assertTrue(help.contains("\nExample:\n  wsat pki " + command + " "), help);
            assertTrue(Cli.fine("--help").out().contains("  " + command + " "));
        }
    }

    @Test
    void whatTheSuperuserChangesStaysItsOwners() throws IOException {
        addAll(0);
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")),
                "only the superuser can give files away");
        UserPrincipal service = FileSystems.getDefault().getUserPrincipalLookupService()
                .lookupPrincipalByName("nobody");
        Files.setOwner(image, service);
        Cli.fine("remove", image, "--slot", 0);
        assertEquals(service, Files.getOwner(image));
    }
}

package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;
import wsat.board.flash.RamFlash;
import wsat.nvs.Nvs;
import wsat.port.Flash;
import wsat.port.Station;

/** What {@code AT+WSSAVE} keeps: power cuts while it is written, records that are long, damaged or no host's. */
class KeptLinksTest {
    private static final String OK = "\r\nOK\r\n";
    private static final String NOT_USABLE = "AT+WSSAVE: what was kept cannot be used, of link";

    private static World on(Flash nvs, Settings settings) {
        World world = new World(settings, 0, 0, Station.GOT_IP, nvs);
        world.run(1000);
        KeptSettingsTest.heard(world);
        KeptSettingsTest.says(world, "ATE0");
        return world;
    }

    private static World on(Flash nvs) {
        return on(nvs, new Settings());
    }

    private static void says(World world, String... lines) {
        for (String line : lines) {
            String answer = KeptSettingsTest.says(world, line);
            assertTrue(answer.endsWith(OK), line + ": " + answer);
        }
    }

    private static void header(World world, int link, String header) {
        assertEquals(OK + "\r\n>", KeptSettingsTest.says(world, "AT+WSHEAD=" + header.length() + "," + link));
        byte[] bytes = Bytes.of(header);
        world.hostSends(bytes, 0, bytes.length);
        world.run(100);
        assertEquals(OK, KeptSettingsTest.heard(world));
    }

    /** Link 1 as one of two hosts would have it; they differ in everything, and in length. */
    private static World set(Flash nvs, boolean other) {
        World world = on(nvs);
        KeptSettingsTest.says(world, "AT+WSCLOSE=1");
        says(world, "AT+WSHEAD=0,1", other ? "AT+WSCFG=1,60,70,200" : "AT+WSCFG=1,30,40,100",
                other ? "AT+WSEVT=1,4" : "AT+WSEVT=1,1", other ? "AT+WSREDIRECT=1,2" : "AT+WSREDIRECT=1,1");
        header(world, 1, (other ? "X-Other: " : "X-One: ") + "o".repeat(other ? 3000 : 100));
        says(world, "AT+WSOPEN=1,\"ws://h:80/" + (other ? "o".repeat(2500) : "one") + "\",\"p"
                + (other ? 2 : 1) + "\",,\"" + (other ? "other:secret" : "one:secret") + "\"");
        return world;
    }

    /** What a start on this partition opens link 1 with, and how it is set then. */
    private static String opens(Flash nvs) {
        World world = on(nvs);
        StringBuilder all = new StringBuilder();
        for (Opening opening : world.network().openings(1)) {
            for (String part : Opening.PARTS) {
                all.append(part).append('=').append(new String(opening.part(part), StandardCharsets.ISO_8859_1));
                all.append('\n');
            }
        }
        for (String query : new String[] {"AT+WSCFG?", "AT+WSEVT?", "AT+WSREDIRECT?", "AT+WSOPEN?", "AT+WSSAVE?"}) {
            all.append(KeptSettingsTest.says(world, query));
        }
        return all.toString();
    }

    /** What starts open after the power was cut at the k-th write of a command, for each k. */
    private static TreeSet<String> cutAtEachWrite(byte[] before, boolean other, String command) {
        TreeSet<String> found = new TreeSet<>();
        for (int k = 0;; k++) {
            RamFlash flash = KeptSettingsTest.flash(before);
            CutFlash cut = new CutFlash(flash);
            World world = set(cut, other);
            cut.cutAfter(k);
            KeptSettingsTest.says(world, command);
            boolean wasCut = cut.operations > k;
            String opens = opens(flash);
            found.add(opens);
            assertEquals(opens, opens(flash), "changed by another start, cut at " + k);
            if (!wasCut) {
                assertTrue(k > 0, "nothing was written");
                return found;
            }
        }
    }

    private static byte[] kept(boolean other) {
        RamFlash flash = new RamFlash(KeptSettingsTest.SIZE);
        says(set(flash, other), "AT+WSSAVE=1,1");
        return KeptSettingsTest.image(flash);
    }

    @Test
    void aPowerCutLeavesAllOfTheOldLinkOrAllOfTheNewOne() {
        String none = opens(new RamFlash(KeptSettingsTest.SIZE));
        String one = opens(KeptSettingsTest.flash(kept(false)));
        String other = opens(KeptSettingsTest.flash(kept(true)));
        assertTrue(one.contains("target=/one") && one.contains("+WSEVT:1,1"), one);
        assertTrue(other.contains("target=/oooo") && other.contains("+WSEVT:1,4"), other);
        TreeSet<String> either = new TreeSet<>(List.of(one, other));
        assertEquals(either, cutAtEachWrite(kept(false), true, "AT+WSSAVE=1,1"));
        assertEquals(either, cutAtEachWrite(kept(true), false, "AT+WSSAVE=1,1"));
        assertEquals(new TreeSet<>(List.of(none, other)),
                cutAtEachWrite(KeptSettingsTest.image(new RamFlash(KeptSettingsTest.SIZE)), true, "AT+WSSAVE=1,1"));
        TreeSet<String> forgotten = cutAtEachWrite(kept(true), true, "AT+WSSAVE=1,0");
        assertTrue(forgotten.contains(none) && List.of(none, other).containsAll(forgotten), forgotten.toString());
    }

    @Test
    void whatIsKeptAlreadyIsNotWritten() {
        CutFlash flash = new CutFlash(KeptSettingsTest.flash(kept(true)));
        World world = set(flash, true);
        flash.cutAfter(Integer.MAX_VALUE);
        says(world, "AT+WSSAVE=1,1", "AT+WSSAVE=0,0");
        assertEquals(0, flash.operations);
    }

    /** As long as a line and the headers let it be, each byte of them with a backslash. */
    @Test
    void theLongestLinkIsKeptWhole() {
        Settings settings = new Settings();
        RamFlash flash = new RamFlash(0x10000);
        World world = on(flash, settings);
        int most = settings.headerMax - 3 * 2;
        header(world, 0, "X: " + "\"".repeat(most - 3));
        String rest = "AT+WSOPEN=0,\"ws://h/\",,,\"\"\r\n";
        String quotes = "\\\"".repeat((settings.lineMax - rest.length()) / 4);
        says(world, "AT+WSOPEN=0,\"ws://h/" + quotes + "\",,,\"" + quotes + "\"", "AT+WSSAVE=0,1");
        Opening before = world.network().openings(0).get(0);
        Opening after = on(flash, settings).network().openings(0).get(0);
        for (String part : Opening.PARTS) {
            assertArrayEquals(before.part(part), after.part(part), part);
        }
    }

    @Test
    void aPartitionThatIsFullKeepsWhatItHas() {
        RamFlash flash = new RamFlash(0x3000);
        World world = set(flash, true);
        says(world, "AT+WSSAVE=1,1", "AT+WSEVT=1,5");
        String one = opens(flash);
        assertEquals("\r\nERROR\r\n", KeptSettingsTest.says(world, "AT+WSSAVE=1,1"));
        assertTrue(world.journal().contains("nvs: the partition is full"));
        assertEquals(one, opens(flash));
    }

    /** A link of which a setting cannot be had any more is not opened: perhaps it was the one that kept it safe. */
    @Test
    void aRecordIsUsedWholeOrNotAtAll() {
        RamFlash flash = new RamFlash(KeptSettingsTest.SIZE);
        String open = "WSOPEN=1,\"ws://h\",\"\",\"\"\n";
        put(flash, open);
        assertEquals(1, on(flash).network().openings(1).size());
        for (String record : new String[] {"", "\n", "x", "=\n", "WSOPEN\n", "WSOPEN=1,\"ws://h\",\"\",\"\"",
            "WSOPEN=1,\"http://h\",\"\",\"\"\n", "WSOPEN=9,\"ws://h\",\"\",\"\"\n", "WSCFG=1,0,1\n" + open,
            "WSTLS=1,\"pin\",\"x\"\n" + open, "LATER=1\n" + open, "AREALLYVERYLONGNAMEINDEED=1\n" + open,
            "WSHEAD=1,\"Connection: x\"\n" + open, "WSHEAD=12,1\n" + open, "RST\n" + open, "RST=0\n" + open,
            "WSSEND=1,0\n" + open, "WSEVT=1,1", "WSEVT=" + "1".repeat(3000) + "\n" + open, open + "x"}) {
            put(flash, record);
            World world = on(flash);
            assertEquals(0, world.network().openings(1).size(), record);
            assertTrue(world.journal().contains(NOT_USABLE + " 1"), record);
            assertEquals(0, world.restarts());
        }
    }

    private static void put(Flash flash, String record) {
        Nvs nvs = new Nvs(flash);
        byte[] key = Bytes.of("WSSAVE.1");
        byte[] value = Bytes.of(record);
        int number = nvs.makeNamespace(Bytes.of("wsat"), 0, 4);
        assertEquals(Nvs.OK, nvs.setBlob(number, key, 0, key.length, value, 0, value.length));
    }

    /** What a smaller limit does not let in any more, and links that are no longer there. */
    @Test
    void limitsOfALaterStartHold() {
        RamFlash flash = new RamFlash(0x10000);
        Settings settings = new Settings();
        settings.links = 5;
        World world = on(flash, settings);
        says(world, "AT+WSOPEN=4,\"ws://four\"", "AT+WSSAVE=4,1", "AT+WSCFG=0,10,120,8000",
                "AT+WSOPEN=0,\"ws://zero\"", "AT+WSSAVE=0,1");
        assertEquals(1, on(flash, settings).network().openings(4).size());
        Settings smaller = new Settings();
        smaller.bufferMax = 4096;
        world = on(flash, smaller);
        assertTrue(world.journal().contains(NOT_USABLE + " 0"));
        assertEquals(0, world.network().openings(0).size());
        assertTrue(KeptSettingsTest.says(world, "AT+WSSAVE?").startsWith("+WSSAVE:0,1\r\n+WSSAVE:1,0"));
    }

    @Test
    void noSecretOfALinkIsInTheLog() {
        RamFlash flash = new RamFlash(KeptSettingsTest.SIZE);
        World world = on(flash);
        header(world, 0, "X-Key: sesame");
        says(world, "AT+WSOPEN=0,\"ws://u:sesame@h/\",\"p\",,\"Bearer sesame\"", "AT+WSSAVE=0,1");
        assertFalse(world.journal().contains("sesame"));
        assertFalse(on(flash).journal().contains("sesame"));
    }
}

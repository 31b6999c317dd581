package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;
import wsat.board.flash.RamFlash;
import wsat.nvs.Cursor;
import wsat.nvs.Nvs;
import wsat.nvs.Types;
import wsat.port.Flash;
import wsat.port.Station;

/** The partition nvs under the commands: power cuts, media that fail, foreign contents, wear. */
class KeptSettingsTest {
    static final int SIZE = 0x6000;
    private static final String OK = "\r\nOK\r\n";
    private static final String ERROR = "\r\nERROR\r\n";
    private static final String UNSET_UART = "+UART_DEF:115200,8,1,0,1\r\n" + OK;

    /** A module that is powered up on this partition and understood at one of these rates, with echo off. */
    private static World on(Flash nvs, int... bauds) {
        for (int baud : bauds) {
            World world = new World(new Settings(), 0, 0, Station.GOT_IP, nvs);
            world.line().hostSwitches(baud);
            world.run(100);
            if (heard(world).equals("\r\nready\r\n")) {
                says(world, "ATE0");
                return world;
            }
        }
        return fail("the module is not there at any rate that it was ever set to");
    }

    private static World on(Flash nvs) {
        return on(nvs, 115200);
    }

    /** Behind {@code ready}, with echo off. */
    static World up(World world) {
        world.run(400);
        world.heard().reset();
        says(world, "ATE0");
        return world;
    }

    static String says(World world, String line) {
        byte[] bytes = Bytes.of(line + "\r\n");
        world.hostSends(bytes, 0, bytes.length);
        world.run(100);
        return heard(world);
    }

    static String heard(World world) {
        String text = world.heard().toString(StandardCharsets.ISO_8859_1);
        world.heard().reset();
        return text;
    }

    static byte[] image(Flash flash) {
        byte[] bytes = new byte[flash.size()];
        flash.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    static RamFlash flash(byte[] image) {
        RamFlash flash = new RamFlash(image.length);
        flash.write(0, image, 0, image.length);
        return flash;
    }

    /** A partition on which these were said. */
    private static byte[] after(String... lines) {
        RamFlash flash = new RamFlash(SIZE);
        World world = on(flash);
        for (String line : lines) {
            assertEquals(OK, says(world, line), line);
        }
        return image(flash);
    }

    /** What the module answers to {@code query} after the power was cut at the k-th write of a command, for each k. */
    private static TreeSet<String> cutAtEachWrite(byte[] before, String command, String query, int... bauds) {
        TreeSet<String> answers = new TreeSet<>();
        for (int k = 0;; k++) {
            RamFlash flash = flash(before);
            CutFlash cut = new CutFlash(flash);
            World world = on(cut, bauds);
            cut.cutAfter(k);
            says(world, command);
            boolean wasCut = cut.operations > k;
            String answer = says(on(flash, bauds), query);
            answers.add(answer);
            assertEquals(answer, says(on(flash, bauds), query), "changed by another start, cut at " + k);
            if (!wasCut) {
                assertTrue(k > 0, "nothing was written");
                return answers;
            }
        }
    }

    private static TreeSet<String> either(String one, String other) {
        TreeSet<String> both = new TreeSet<>();
        both.add(one);
        both.add(other);
        return both;
    }

    @Test
    void aPowerCutLeavesTheOldLineOrTheNewOne() {
        String one = "+UART_DEF:43000,7,3,2,3\r\n" + OK;
        String other = "+UART_DEF:921600,8,1,1,0\r\n" + OK;
        assertEquals(either(UNSET_UART, one), cutAtEachWrite(after(), "AT+UART_DEF=43000,7,3,2,3", "AT+UART_DEF?",
                115200, 43000));
        byte[] set = after("AT+UART_DEF=43000,7,3,2,3");
        assertEquals(either(one, other), cutAtEachWrite(set, "AT+UART_DEF=921600,8,1,1,0", "AT+UART_DEF?",
                43000, 921600));
        assertEquals(either(one, "+UART_DEF:9600,7,3,2,3\r\n" + OK),
                cutAtEachWrite(set, "AT+UART_DEF=9600,7,3,2,3", "AT+UART_DEF?", 43000, 9600));
        assertEquals(either(one, "+UART_DEF:43000,8,3,0,3\r\n" + OK),
                cutAtEachWrite(set, "AT+UART_DEF=43000,8,3,0,3", "AT+UART_DEF?", 43000));
    }

    /** Whatever of it a medium that failed for a while has taken: what was answered OK last is what holds. */
    @Test
    void aLineThatIsSetBackIsNotSetForthByTheNextStart() {
        byte[] set = after("AT+UART_DEF=43000,7,3,2,3");
        boolean accepted = false;
        for (int k = 0; !accepted || k < 12; k++) {
            RamFlash flash = flash(set);
            CutFlash failing = new CutFlash(flash);
            World world = on(failing, 43000);
            failing.cutAfter(k);
            accepted = says(world, "AT+UART_DEF=921600,8,1,1,0").equals(OK);
            failing.cutAfter(Integer.MAX_VALUE);
            world.line().hostSwitches(accepted ? 921600 : 43000);
            assertEquals(OK, says(world, "AT+UART_DEF=43000,7,3,2,3"), "failed at " + k);
            assertEquals("+UART_DEF:43000,7,3,2,3\r\n" + OK, says(on(flash, 43000, 921600), "AT+UART_DEF?"),
                    "failed at " + k);
        }
    }

    @Test
    void aPowerCutLeavesTheOldSettingsOfACommandOrTheNewOnes() {
        String one = "+CWSAP:\"one\",\"12345678\",1,3,4,0\r\n" + OK;
        String other = "+CWSAP:\"other\",\"abcdefgh\",11,4,10,1\r\n" + OK;
        assertEquals(either(one, other), cutAtEachWrite(after("AT+CWMODE=3", "AT+CWSAP=\"one\",\"12345678\",1,3,4"),
                "AT+CWSAP=\"other\",\"abcdefgh\",11,4,10,1", "AT+CWSAP?", 115200));
    }

    @Test
    void aPowerCutInRestoreLeavesEachSettingOrNone() {
        byte[] before = after("AT+SYSMSG=3", "AT+UART_DEF=43000,7,3,2,3");
        assertEquals(either("+SYSMSG:3\r\nOK\r\n", "+SYSMSG:0\r\nOK\r\n"),
                cutAtEachWrite(before, "AT+RESTORE", "AT+SYSMSG?", 43000, 115200));
        assertEquals(either("+UART_DEF:43000,7,3,2,3\r\n" + OK, UNSET_UART),
                cutAtEachWrite(before, "AT+RESTORE", "AT+UART_DEF?", 43000, 115200));
    }

    @Test
    void whatIsSetToWhatItIsIsNotWritten() {
        String[] lines = {"AT+SYSMSG=3", "AT+CWMODE=3", "AT+CWAUTOCONN=0", "AT+CWSAP=\"one\",\"12345678\",1,3,4",
            "AT+CWRECONNCFG=2,3", "AT+CIPAP=\"192.168.5.1\"", "AT+CIPAPMAC=\"1a:fe:35:98:d4:7b\"",
            "AT+CIPDNS=1,\"1.1.1.1\"", "AT+CWDHCP=1,3", "AT+UART_DEF=115200,8,1,0,0"};
        byte[] before = after(lines);
        RamFlash flash = flash(before);
        World world = on(flash);
        for (String line : lines) {
            assertEquals(OK, says(world, line), line);
        }
        assertEquals("WIFI CONNECTED\r\nWIFI GOT IP\r\n" + OK, says(world, "AT+CWJAP=\"n\",\"12345678\",,,2"));
        byte[] joined = image(flash);
        assertEquals("WIFI CONNECTED\r\nWIFI GOT IP\r\n" + OK, says(world, "AT+CWJAP=\"n\",\"12345678\",,,2"));
        assertEquals("WIFI CONNECTED\r\nWIFI GOT IP\r\n" + OK, says(world, "AT+CWJAP"));
        assertEquals(new String(joined, StandardCharsets.ISO_8859_1),
                new String(image(flash), StandardCharsets.ISO_8859_1));
        RamFlash again = flash(before);
        CutFlash counting = new CutFlash(again);
        world = on(counting);
        counting.cutAfter(Integer.MAX_VALUE);
        for (String line : lines) {
            says(world, line);
        }
        assertEquals(0, counting.operations);
    }

    @Test
    void noPasswordOfANetworkIsInTheFlash() {
        RamFlash flash = new RamFlash(SIZE);
        World world = on(flash);
        says(world, "AT+CWJAP=\"espressif\",\"sesame-open\"");
        String bytes = new String(image(flash), StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains("espressif"));
        assertFalse(bytes.contains("sesame"));
    }

    @Test
    void aMediumThatFailsIsAnErrorAndChangesNothing() {
        CutFlash flash = new CutFlash(flash(after("AT+SYSMSG=1")));
        World world = on(flash);
        flash.cutAfter(0);
        assertEquals(ERROR, says(world, "AT+SYSMSG=2"));
        assertEquals("+SYSMSG:1\r\nOK\r\n", says(world, "AT+SYSMSG?"));
        assertEquals(ERROR, says(world, "AT+UART_DEF=9600,8,1,0,0"));
        assertEquals(UNSET_UART, says(world, "AT+UART_DEF?"));
        assertEquals(ERROR, says(world, "AT+CWMODE=2"));
        for (String command : new String[] {"AT+CIPTCPOPT=5,1,100,60", "AT+CIPSSLCCONF=0,3,4"}) {
            String query = command.substring(0, command.indexOf('=')) + "?";
            String before = says(world, query);
            assertEquals(ERROR, says(world, command));
            assertEquals(before, says(world, query));
        }
        assertEquals(ERROR, says(world, "AT+RESTORE"));
        assertTrue(world.journal().contains("nvs: the flash image could not be written"));
        assertEquals(OK, says(world, "AT+SYSSTORE=0"));
        assertEquals(OK, says(world, "AT+CWMODE=3"));
    }

    @Test
    void aMediumThatFailsKeepsNobodyOutOfTheNetwork() {
        CutFlash flash = new CutFlash(flash(after("AT+SYSMSG=1")));
        World world = on(flash);
        flash.cutAfter(0);
        assertEquals("WIFI CONNECTED\r\nWIFI GOT IP\r\n" + OK, says(world, "AT+CWJAP=\"n\",\"12345678\",,,7"));
        assertTrue(world.journal().contains("nvs: the flash image could not be written"));
        assertTrue(says(world, "AT+CWJAP?").matches("\\+CWJAP:\"n\",\"[0-9a-f:]{17}\",\\d+,-?\\d+,0,7,3,0,1\r\n" + OK));
    }

    /** A link whose certificates could not be kept is opened with those that it had. */
    @Test
    void certificatesThatCannotBeKeptAreNotUsed() {
        CutFlash flash = new CutFlash(flash(after("AT+SYSMSG=0")));
        World world = on(flash);
        assertEquals(OK + "\r\n>", says(world, "AT+SYSMFG=2,\"client_ca\",\"client_ca.0\",8,1"));
        world.hostSends(new byte[] {'x'}, 0, 1);
        world.run(100);
        assertEquals(OK, heard(world));
        flash.cutAfter(0);
        assertEquals(ERROR, says(world, "AT+CIPSSLCCONF=2"));
        assertEquals("CONNECT\r\n" + OK, says(world, "AT+CIPSTART=\"SSL\",\"192.168.1.2\",443"));
        assertTrue(world.sockets().request(0).contains("auth 0\n"));
    }

    @Test
    void aFullPartitionIsAnErrorUntilItIsRestored() {
        World world = on(new RamFlash(Flash.SECTOR));
        assertEquals(ERROR, says(world, "AT+SYSMSG=2"));
        assertTrue(world.journal().contains("nvs: the partition is full"));
        assertEquals("+SYSMSG:0\r\nOK\r\n", says(world, "AT+SYSMSG?"));
    }

    @Test
    void whatIsNoPartitionIsAsAfterRestoreAndMadeAnewByTheFirstWrite() {
        for (long seed = 1; seed <= 50; seed++) {
            byte[] junk = new byte[SIZE];
            new Random(seed).nextBytes(junk);
            startsAnew(junk, "pages: ");
        }
        byte[] later = after("AT+SYSMSG=3", "AT+UART_DEF=43000,7,3,2,3");
        later[8] = (byte) 0xFD; // the format's version, with the checksum of the header
        seal(later, 4, 28);
        startsAnew(later, "newer format");
    }

    /** The header's checksum: a CRC-32 that begins with all ones twice over. */
    private static void seal(byte[] page, int from, int to) {
        int crc = 0;
        for (int i = from; i < to; i++) {
            crc ^= page[i] & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0xEDB88320);
            }
        }
        for (int i = 0; i < 4; i++) {
            page[to + i] = (byte) (~crc >>> 8 * i);
        }
    }

    private static void startsAnew(byte[] image, String logged) {
        RamFlash flash = flash(image);
        World world = on(flash);
        assertTrue(world.journal().contains(logged));
        assertEquals(1, world.journal().tail(1000).stream().filter(line -> line.startsWith("nvs: ")).count());
        assertEquals("+SYSMSG:0\r\nOK\r\n", says(world, "AT+SYSMSG?"));
        assertEquals(UNSET_UART, says(world, "AT+UART_DEF?"));
        assertEquals(OK, says(world, "AT+SYSMSG=5"));
        assertEquals(OK, says(world, "AT+UART_DEF=115200,7,1,0,0"));
        world = on(flash);
        assertEquals("+SYSMSG:5\r\nOK\r\n", says(world, "AT+SYSMSG?"));
        assertEquals("+UART_DEF:115200,7,1,0,0\r\n" + OK, says(world, "AT+UART_DEF?"));
    }

    /** Each single byte of a used page wrong in turn: no crash, and what is told is what a host could have set. */
    @Test
    void aDamagedByteCostsWhatItDamages() {
        byte[] before = after("AT+SYSMSG=3", "AT+CWRECONNCFG=2,3", "AT+UART_DEF=115200,7,3,2,3");
        for (int at = 0; at < 1024; at++) {
            byte[] damaged = before.clone();
            damaged[at] ^= 0x55;
            World world = on(flash(damaged));
            String told = says(world, "AT+SYSMSG?") + says(world, "AT+CWRECONNCFG?") + says(world, "AT+UART_DEF?");
            assertTrue(told.matches("\\+SYSMSG:[03]\r\nOK\r\n\\+CWRECONNCFG:(2,3|1,0)\r\n\r\nOK\r\n"
                    + "\\+UART_DEF:115200,(7,3,2,3|8,1,0,1)\r\n\r\nOK\r\n"), at + ": " + told);
        }
    }

    @Test
    void valuesThatNoHostCouldHaveSetAreNotTaken() {
        RamFlash flash = new RamFlash(SIZE);
        Nvs nvs = new Nvs(flash);
        String[] keys = {"SYSMSG", "CWMODE", "CWSAP", "CWJAP", "CIPAP", "CWDHCP", "CIPDNS", "RESTORE", "RST", "NONE"};
        for (String value : new String[] {"", "9", "-1", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "\"a", "x",
            "\"" + "a".repeat(600) + "\""}) {
            for (String key : keys) {
                set(nvs, "wsat", key, value);
            }
            World world = on(flash);
            assertEquals("+SYSMSG:0\r\nOK\r\n", says(world, "AT+SYSMSG?"), value);
            assertEquals("+CWMODE:1\r\n" + OK, says(world, "AT+CWMODE?"), value);
            assertEquals("+CWSAP:\"wsat\",\"\",1,0,10,0\r\n" + OK, says(world, "AT+CWSAP?"), value);
            assertTrue(world.journal().contains("AT+SYSMSG: what was kept of it cannot be used"), value);
            assertEquals(0, world.restarts());
        }
    }

    @Test
    void aWrongValueOfOneLinkCostsThoseOfAllLinksAndIsNotTakenByHalf() {
        RamFlash flash = new RamFlash(SIZE);
        Nvs nvs = new Nvs(flash);
        set(nvs, "wsat", "CIPTCPOPT", "5,0,100,60,5,0,100,7201");
        set(nvs, "wsat", "CIPSSLCCONF", "2,0,0,4,0,0");
        World world = on(flash);
        World fresh = on(new RamFlash(SIZE));
        for (String query : new String[] {"AT+CIPTCPOPT?", "AT+CIPSSLCCONF?"}) {
            assertEquals(says(fresh, query), says(world, query));
            assertTrue(world.journal().contains(query.substring(0, query.length() - 1) + ": what was kept of it"));
        }
    }

    /** The very keys that ESP-AT writes, in ESP-IDF's numbers: data bits from 0 for 5, odd parity 3. */
    @Test
    void theLineIsKeptAsEspAtKeepsIt() {
        RamFlash flash = flash(after("AT+UART_DEF=43000,7,2,1,3"));
        Nvs nvs = new Nvs(flash);
        int uart = nvs.namespace(Bytes.of("UART"), 0, 4);
        String[] keys = {"rate", "databits", "stopbits", "parity", "flow_ctrl"};
        long[] values = {43000, 2, 2, 3, 3};
        for (int i = 0; i < keys.length; i++) {
            Cursor found = new Cursor();
            byte[] key = Bytes.of(keys[i]);
            assertEquals(i == 0 ? Types.I32 : Types.I8, nvs.find(uart, key, 0, key.length, found), keys[i]);
            assertEquals(values[i], found.integer(), keys[i]);
        }
        byte[] rate = Bytes.of("rate");
        nvs.setInteger(uart, rate, 0, rate.length, Types.I32, 79);
        assertEquals(UNSET_UART, says(on(flash), "AT+UART_DEF?"));
    }

    private static void set(Nvs nvs, String namespace, String key, String value) {
        byte[] name = Bytes.of(namespace);
        byte[] of = Bytes.of(key);
        byte[] is = Bytes.of(value);
        int number = nvs.makeNamespace(name, 0, name.length);
        assertEquals(Nvs.OK, nvs.setString(number, of, 0, of.length, is, 0, is.length));
    }
}

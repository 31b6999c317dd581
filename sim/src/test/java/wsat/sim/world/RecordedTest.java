package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wsat.at.Settings;
import wsat.board.trace.Recorder;
import wsat.port.Station;

/** A dialogue of the simulated world, recorded and played again. */
class RecordedTest {
    private static final Map<String, String> SECRETS = Map.of("PASSWORD", "hush1234", "HEADER", "X-Token: hush",
            "AUTH", "Basic hush", "USER", "me:hush", "QUERY", "token=hush", "SAID", "hush", "FOO", "hush", "SLOT", "4",
            "SLOT_2", "hu\r\n");

    @TempDir
    Path folder;

    private final List<String> log = new ArrayList<>();
    private World world;

    private void say(String text) {
        byte[] bytes = Bytes.of(text);
        world.hostSends(bytes, 0, bytes.length);
        world.run(500);
    }

    private Path record(Settings settings, boolean echo, String... said) throws IOException {
        Path file = folder.resolve("record.at");
        try (Recorder recorder = new Recorder(file, settings, (level, who, what, value) -> log.add(who + what))) {
            settings.trace = recorder;
            world = new World(settings, 0, 1);
            world.network().server.echo = echo;
            world.sockets().manners.echo = echo;
            world.run(200);
            for (String text : said) {
                say(text);
            }
        }
        assertEquals(List.of(), log);
        return file;
    }

    private static void play(Path file) throws Exception {
        for (Manner manner : List.of(Manner.PLAIN, new Manner(false, Manner.Cuts.BYTES, 1))) {
            new Player(Transcript.parse(file.toString(), Files.readString(file), SECRETS), manner, null).play();
        }
    }

    @Test
    void aFrameIsSentAndComesBack() throws Exception {
        Path file = record(new Settings(), true, "AT+GMR\r\n",
                "AT+WSOPEN=0,\"ws://192.168.200.249:8765\"\r\n", "AT+WSSEND=0,4\r\n", "test", "AT+WSCLOSE=0\r\n");
        List<String> lines = Files.readAllLines(file).stream().filter(line -> !line.startsWith("#")).toList();
        assertEquals(List.of("> AT+GMR", "<* AT version:*\\r\\n", "<* SDK version:*\\r\\n", "<* compile time*\\r\\n",
                "<* Bin version:*\\r\\n", "< \\r\\nOK\\r\\n", "> AT+WSOPEN=0,\"ws://192.168.200.249:8765\"",
                "< +WS_CONNECTED:0\\r\\n", "< \\r\\nOK\\r\\n", "> AT+WSSEND=0,4", "< \\r\\nOK\\r\\n", "< \\r\\n>",
                ">> test", "< \\r\\nSEND OK\\r\\n", "server 0 text test", "< +WS_DATA:0,4,test\\r\\n",
                "> AT+WSCLOSE=0", "< \\r\\nOK\\r\\n"), lines);
        play(file);
    }

    @Test
    void bytesOfAnyKindStayWhatTheyAre() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            all.append((char) (i & 0xFF));
        }
        Path file = record(new Settings(), true, "AT+CIPMUX=1\r\n", "AT+CIPSTART=1,\"TCP\",\"h\",80\r\n",
                "AT+CIPSEND=1,2000\r\n", all.toString(), "AT+WSOPEN=1,\"ws://h\"\r\n", "AT+WSSEND=1,10,2\r\n",
                "\0\377${A}\\\" ", "AT+SYSMFG=0,\"ns\"\r\n", "AT+CIPCLOSE=1\r\n");
        assertTrue(Files.readString(file).contains("\\x00\\xFF\\x24{A}\\\\\""), "escaped");
        play(file);
    }

    /** What comes is bare then, and silence means something. */
    @Test
    void passthroughStandsInItByteForByteAndPlays() throws Exception {
        Path file = record(new Settings(), true, "AT+CIPSTART=\"TCP\",\"h\",80\r\n", "AT+CIPMODE=1\r\n",
                "AT+CIPSEND\r\n", "hello", "\0\377", "+++", "AT+CIPSEND\r\n", "+++", "AT+CIPMODE=0\r\n",
                "AT+CIPSEND=3\r\n", "abc", "AT+CIPCLOSE\r\n");
        String text = Files.readString(file);
        for (String line : List.of(">> hello", "peer 0 send hello", "< hello", "< \\x00\\xFF")) {
            assertTrue(text.contains("\n" + line + "\n"), line + " in\n" + text);
        }
        play(file);
    }

    /** How much had come when so much had left is another thing each time. */
    @Test
    void aLongSendPlays() throws Exception {
        Path file = record(new Settings(), true, "AT+CIPSTART=\"TCP\",\"h\",80\r\n", "AT+CIPSENDLCFG=100,150\r\n",
                "AT+CIPSENDL=500\r\n", "0123456789".repeat(30), "0123456789".repeat(20), "AT+CIPSENDL=9\r\n", "+++");
        String text = Files.readString(file);
        assertTrue(text.contains("\n<* +CIPSENDL:*\\r\\n\n"), text);
        assertTrue(text.contains("\n< \\r\\nSEND OK\\r\\n\n"), text);
        play(file);
    }

    @Test
    void aWebSocketsWireStandsInItToo() throws Exception {
        Path file = record(new Settings(), true, "AT+WSOPEN=1,\"ws://h\"\r\n", "AT+WSMODE=1,1,1\r\n",
                "AT+WSSEND=1\r\n", "hello", "+++", "AT+WSMODE=1,0\r\n", "AT+WSSEND=1,2\r\n", "hi");
        String text = Files.readString(file);
        assertTrue(text.contains("\nserver 1 text hello\n"), text);
        assertTrue(text.contains("\n< hello\n"), text);
        play(file);
    }

    @Test
    void passthroughAtPowerUpStandsInItToo() throws Exception {
        Path file = record(new Settings(), true, "AT+SAVETRANSLINK=1,\"h\",80\r\n", "AT+RST\r\n", "hello", "+++",
                "AT+SAVETRANSLINK=0\r\n", "AT+RST\r\n");
        String text = Files.readString(file);
        assertTrue(text.contains("\n>> hello\n"), text);
        assertTrue(text.contains("\n< hello\n"), text);
        play(file);
    }

    /** A filter of the host's takes away the words in front of it: what is left is no less secret. */
    @Test
    void aSecretWithoutItsHeadIsHidden() throws Exception {
        Path file = record(new Settings(), true, "AT+SYSMFG=2,\"ns\",\"key\",7,4\r\n", "hush",
                "AT+SYSMSGFILTERCFG=1,13,0\r\n", "^+SYSMFG:.*4,", "AT+SYSMSGFILTER=1\r\n",
                "AT+SYSMFG=1,\"ns\",\"key\"\r\n");
        String text = Files.readString(file);
        assertTrue(text.contains("\n< ${SLOT_2}") || text.contains("\n< ${DATA"), text);
        assertFalse(text.contains("hush"), text);
    }

    @Test
    void whatIsSetUpOtherwiseStandsInFront() throws Exception {
        Settings settings = new Settings();
        settings.dialect = Settings.V4_2;
        settings.moduleName = "ESP32C6";
        settings.links = 5;
        settings.urcGuardMillis = 7;
        Path file = record(settings, true, "ATE0\r\n", "AT+WSOPEN=4,\"ws://h\"\r\n", "AT+UART_CUR=9600,8,1,0,0\r\n",
                "AT+RST\r\n");
        assertTrue(Files.readString(file).contains("option dialect 4.2\noption module-name ESP32C6\n"));
        play(file);
    }

    /** Made at the page or the console while it is recorded; {@link FaultsTest} has what they do there. */
    @Test
    void faultsStandInTheRecordAndMakeTheSameBytes() throws Exception {
        Path file = folder.resolve("faults.at");
        Settings settings = new Settings();
        try (Recorder recorder = new Recorder(file, settings, (level, who, what, value) -> log.add(who + what))) {
            settings.trace = recorder;
            FaultyWorld faulty = new FaultyWorld(settings, 0, Station.GOT_IP, recorder::fault);
            world = faulty;
            world.run(200);
            say("AT+CIPMUX=1\r\n");
            faulty.make("server refuse");
            say("AT+WSOPEN=0,\"ws://h\"\r\n");
            faulty.make("server accept");
            say("AT+WSOPEN=0,\"ws://h\"\r\n");
            say("AT+CIPSTART=2,\"TCP\",\"192.168.1.2\",80\r\n");
            faulty.make("server 0 close 4000");
            world.run(100);
            faulty.make("peer 2 cut");
            world.run(2000);
            faulty.make("name servers deny");
            say("AT+CIPSTART=2,\"TCP\",\"h\",80\r\n");
            say("AT+CIPSTART=2,\"TCP\",\"192.168.1.2\",80\r\n");
            say("AT+WSOPEN=1,\"ws://192.168.1.2\"\r\n");
            faulty.make("network cut");
            world.run(3000);
            faulty.make("network up");
            world.run(300);
            faulty.make("line lose");
            say("XAT\r\n");
            faulty.make("power cycle");
            world.run(300);
            say("AT\r\n");
        }
        String text = Files.readString(file);
        for (String line : List.of("server refuse", "server 0 close 4000", "peer 2 cut", "network cut", "network up",
                "# fault: line lose", "power cycle")) {
            assertTrue(text.contains("\n" + line + "\n"), line + " in\n" + text);
        }
        assertFalse(text.contains("peer 2 end") || text.contains("server 1 drop"), text);
        play(file);
    }

    @Test
    void anAnswerThatCameLateIsWaitedFor() throws Exception {
        Path file = folder.resolve("late.at");
        Settings settings = new Settings();
        try (Recorder recorder = new Recorder(file, settings, (level, who, what, value) -> log.add(who + what))) {
            settings.trace = recorder;
            world = new World(settings, 0, 1);
            world.run(200);
            say("AT+WSOPEN=0,\"ws://h\"\r\n");
            world.run(12_000);
            world.network().connection(0).end();
            world.run(25_000);
        }
        assertTrue(Files.readString(file).matches("(?s).*wait 1[0-9]{4}ms\n.*server 0 drop\n< \\+WS_DISC.*wait.*"),
                Files.readString(file));
        play(file);
    }

    @Test
    void addressesOfIpv6AreThereWhenItPlays() throws Exception {
        Path file = folder.resolve("six.at");
        Settings settings = new Settings();
        try (Recorder recorder = new Recorder(file, settings, (level, who, what, value) -> log.add(who + what))) {
            settings.trace = recorder;
            world = new World(settings, 0, 1);
            world.radio().addresses("fe80::7", "");
            world.run(200);
            say("AT+CIPV6=1\r\n");
            say("AT+CWJAP=\"net\",\"hush1234\"\r\n");
            world.run(1000);
            world.radio().addresses("fe80::7", "fd00::7");
            world.run(1000);
            say("AT+CIPSTA?\r\n");
        }
        play(file);
    }

    @Test
    void linesThatEndOtherwiseAreEchoedAsTheyWere() throws Exception {
        Path file = record(new Settings(), true, "\r\n\r\nAT\n", "AT+GSLP\r\r\n",
                "\r\nATE0\n", "AT\n", "ATE1\n", "AT\n");
        play(file);
    }

    @Test
    void noSecretIsInTheFileAndItPlaysWithThem() throws Exception {
        Path file = record(new Settings(), true, "AT+CWJAP=\"net\",\"hush1234\"\r\n",
                "AT+CWSAP=\"ap\",\"hush1234\",5,3\r\n",
                "AT+CWSAP?\r\n", "AT+WSHEAD=13\r\n", "X-Token: hush", "AT+WSHEAD?\r\n",
                "AT+WSOPEN=0,\"ws://me:hush@h/?token=hush\",,,\"Basic hush\"\r\n", "AT+WSOPEN?\r\n", "AT+FOO=hush\r\n",
                "hush\r\n", "AT+SYSMFG=2,\"ns\",\"key\",7,4\r\n", "hu\r\n", "AT+SYSMFG=1,\"ns\",\"key\"\r\n");
        String text = Files.readString(file);
        assertFalse(text.contains("hush"), text);
        assertTrue(text.contains("> AT+CWJAP=\"net\",\"${PASSWORD}\"\n"), text);
        assertTrue(text.contains("> AT+WSOPEN=0,\"ws://${USER}@h/?${QUERY}\",,,\"${AUTH}\"\n"), text);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        play(file);
    }

    /** As {@code --log trace}: however it is cut, and with what a host mistypes. */
    @Test
    void noSecretIsWrittenHoweverItIsSaid() throws Exception {
        for (String dialogue : TraceTest.DIALOGUES) {
            if (dialogue.contains("WSSEND")) {
                continue; // what goes to a server is what a record is for
            }
            Random random = new Random(dialogue.hashCode());
            for (int i = 0; i < 6; i++) {
                int cut = random.nextInt(dialogue.length());
                int second = cut + random.nextInt(dialogue.length() - cut);
                Path file = record(new Settings(), true, (i & 1) == 0 ? "" : "ATE0\r\n", dialogue.substring(0, cut),
                        dialogue.substring(cut, second), dialogue.substring(second), "\r\nAT\r\n");
                assertFalse(Files.readString(file).contains("hush"), () -> dialogue);
            }
        }
    }
}

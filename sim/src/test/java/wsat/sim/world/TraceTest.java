package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;
import wsat.board.trace.TraceLog;

/** What {@code --log trace} writes of a dialogue over the wire. */
class TraceTest {
    private static final int LEVEL = 5;
    /** No line may have it. */
    private static final String MARK = "hush";
    /** What hosts say, right and wrong, with secrets in it. */
    static final String[] DIALOGUES = {
        "AT+CWJAP=\"net\",\"hush\"\r\n", "AT+CWJAP=\"net\",\"hush\r\n", "AT+CWJAP=\"net,\"hush\"\r\n",
                "AT+CWJAP=\"net\"hush\"\r\n",
        "AT+CWJAP=\"net,hush\"\r\n", "AT+CWJAP=\"net\",hush\r\n", "AT+CWJAP=net,hush\r\n",
        "AT+CWJAP=\"net\" \"hush\"\r\n",
        "AT+CWJAP=\"net\\\",\\\"hush\"\r\n", "AT+CWJAP =\"net\",\"hush\"\r\n", "at+cwjap=\"net\",\"hush\"\r\n",
        "At+Cwjap=\"net\",\"hush\"\r\n", "AT+CWJAP_DEF=\"net\",\"hush\"\r\n", "AT+CWJAP?\"hush\"\r\n",
        "AT+CWJAP\"hush\"\r\n",
        "AT+CWJAP:\"net\",\"hush\"\r\n", "xAT+CWJAP=\"net\",\"hush\"\r\n", "+++AT+CWJAP=\"net\",\"hush\"\r\n",
        "hush\r\n", "AT hush\r\n",
        "AT+CWSAP=\"ap\",\"hush1234\",5,3\r\nAT+CWSAP?\r\n",
        "AT+CWSAP=\"ap\",\"hush\\\"\\,1\",5,3\r\nAT+CWSAP?\r\n",
        "AT+CWJEAP=\"net\",1,\"hush\",\"hush\",\"hush\",0\r\n",
        "AT+MQTTUSERCFG=0,1,\"id\",\"user\",\"hush\",0,0,\"\"\r\n",
        "AT+HTTPCLIENT=2,0,\"http://h/?hush\"\r\n", "AT+CIPSTART=\"TCP\",\"http://me:hush@h/?hush\",80\r\n",
        "AT+WSOPEN=0,\"ws://me:hush@h/?hush\",,,\"hush\"\r\nAT+WSOPEN?\r\n",
        "AT+WSOPEN=0,\"ws://me:hu/sh?hush@h/?hush#hush\"\r\n",
        "AT+WSOPEN=0,\"hush\"\r\n", "AT+WSOPEN=0,\"ws://h\",,,,\"hush\"\r\n", "AT+WSOPEN=0,ws://h,hush\r\n",
        "AT+WSHEAD=13\r\nX-Token: hush\r\nAT+WSHEAD?\r\n", "AT+WSHEAD=\"hush\"\r\n",
        "AT+WSOPEN=0,\"ws://h\"\r\nAT+WSSEND=0,30\r\nAT+CWJAP=\"net\",\"hush\"\r\nhush!AT\r\n",
        "AT+SYSMFG=2,\"ns\",\"key\",7,12\r\nhush\r\nOK\r\nhuAT+SYSMFG=1,\"ns\",\"key\"\r\n",
        "AT+SYSFLASH=1,\"mfg_nvs\",0,12\r\nhush\r\nAT+X=1AT+SYSFLASH=2,\"mfg_nvs\",0,12\r\n",
        "AT+RST\r\nAT+CWJAP=\"net\",\"hush\"\r\n",
        "AT+CWJAP=\"net\",\"hush\"\r\nAT+CWJAP=\"net\",\"hush\"\r\nhush\r\n",
        "AT+CWJAP=\"net\",\"hush\"", "AT+WSSEND=0,4\r\nhush\r\n",
    };

    private final List<String> lines = new ArrayList<>();
    private World world;

    private void boot(boolean payloads, long seed) {
        lines.clear();
        Settings settings = new Settings();
        settings.trace = new TraceLog((level, who, what, value) -> {
            assertEquals(LEVEL, level);
            lines.add(who + " " + what);
        }, LEVEL, payloads);
        world = new World(settings, 0, seed);
        world.network().server.echo = true;
        world.run(200);
    }

    private void say(String text) {
        byte[] bytes = Bytes.of(text);
        world.hostSends(bytes, 0, bytes.length);
        world.run(300);
    }

    @Test
    void aDialogueIsALineEachWay() {
        boot(false, 0);
        say("AT+GSLP\r\n");
        say("AT+WSOPEN=0,\"ws://me:hush@h:80/path?token=hush\",\"chat\",5000,\"Basic hush\"\r\n");
        say("AT+WSSEND=0,4\r\n");
        say("hush");
        say("AT+WSOPEN?\r\n");
        assertEquals(List.of("module ready", "host AT+GSLP", "module ERROR",
                "host AT+WSOPEN=0,\"ws://***@h:80/path?***\",\"chat\",5000,***", "module +WS_CONNECTED:0", "module OK",
                "host AT+WSSEND=0,4", "module OK", "module >", "host (payload, 4 bytes)", "module SEND OK",
                "module +WS_DATA:0,4,(data, 4 bytes)", "host AT+WSOPEN?",
                "module +WSOPEN:0,2,\"ws://***@h:80/path?***\"", "module OK"),
                lines);
    }

    @Test
    void thePayloadIsShownToWhoWantsToSeeIt() {
        boot(true, 0);
        say("AT+WSOPEN=0,\"ws://h\"\r\n");
        say("AT+WSSEND=0,6\r\n");
        say("a\"b\r\n\u00ff");
        assertTrue(lines.contains("host (payload, 6 bytes) \"a\\x22b\\x0d\\x0a\\xff\""), lines::toString);
        assertTrue(lines.contains("module +WS_DATA:0,6,(data, 6 bytes) \"a\\x22b\\x0d\\x0a\\xff\""), lines::toString);
        say("AT+WSHEAD=13\r\n");
        say("X-Token: hush");
        say("AT+SYSMFG=2,\"ns\",\"key\",7,4\r\n");
        say("hush");
        say("AT+SYSMFG=1,\"ns\",\"key\"\r\n");
        say("AT+WSHEAD?\r\n");
        assertTrue(lines.contains("module +WSHEAD:0,***"), lines::toString);
        assertTrue(lines.contains("host (payload, 13 bytes)"), lines::toString);
        assertNoMark("headers and partitions are not what goes to servers as it is");
    }

    @Test
    void whatIsSaidWhileACommandRunsIsItsLength() {
        boot(false, 0);
        say("AT+WSOPEN=0,\"ws://h\"\r\nAT+CWJAP=\"net\",\"hush\"\r\n");
        assertTrue(lines.contains("host (refused, since a command runs: 23 bytes)"), lines::toString);
        assertNoMark("busy");
    }

    /** In every cut in two, byte by byte, and in random cuts; with echo and without. */
    @Test
    void noSecretIsWrittenHoweverItIsSaid() {
        for (String dialogue : DIALOGUES) {
            for (int cut = 0; cut < dialogue.length(); cut++) {
                play(dialogue, 1 + cut % 3, cut);
            }
            play("ATE0\r\n" + dialogue, 4, 6);
            for (int seed = 1; seed <= 10; seed++) {
                Random random = new Random(seed);
                play(dialogue, seed, random.ints(0, dialogue.length()).limit(4).sorted().toArray());
            }
            play(dialogue, 9, random(dialogue.length()));
        }
    }

    private static int[] random(int length) {
        int[] all = new int[length];
        for (int i = 0; i < length; i++) {
            all[i] = i;
        }
        return all;
    }

    private void play(String dialogue, long seed, int... cuts) {
        boot(false, seed);
        int from = 0;
        for (int cut : cuts) {
            say(dialogue.substring(from, cut));
            from = cut;
        }
        say(dialogue.substring(from));
        say("\r\nAT\r\n");
        world.run(1000);
        assertNoMark(dialogue);
        assertFalse(lines.isEmpty());
    }

    private void assertNoMark(String why) {
        assertFalse(lines.toString().contains(MARK), () -> why + "\n" + String.join("\n", lines));
    }
}

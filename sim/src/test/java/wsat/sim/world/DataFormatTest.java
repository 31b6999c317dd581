package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/** ESP-AT, AT+WSDATAFMT: every level with every mask, for what comes whole, long and in fragments. */
class DataFormatTest {
    private static final int BUFFER = 16;
    private static final int CHUNK = 0;
    private static final int FRAME = 1;
    private static final int MESSAGE = 2;
    private static final int CRLF = 32;

    private final StringBuilder expected = new StringBuilder();
    private int level;
    private int mask;

    @Test
    void everyLevelWithEveryMask() throws Exception {
        for (level = CHUNK; level <= MESSAGE; level++) {
            for (mask = 0; mask < 64; mask++) {
                expected.setLength(0);
                play("level " + level + ", mask " + mask, dialogue());
            }
        }
    }

    private String dialogue() {
        frame(1, 1, "hello", 0);
        frame(2, 1, "0123456789012345678901234567890123456789", 0);
        fragments("abc", "", "defgh");
        frame(1, 1, "", 0);
        return "> AT+WSCFG=0,30,60," + BUFFER + "\n< \\r\\nOK\\r\\n\n"
                + "> AT+WSOPEN=0,\"ws://h\"\n< +WS_CONNECTED:0\\r\\n\\r\\nOK\\r\\n\n"
                + "> AT+WSDATAFMT=0," + level + "," + mask + "\n< \\r\\nOK\\r\\n\n"
                + "server 0 text hello\nserver 0 binary \\40#\n"
                + "server 0 frame 1 0 abc\nserver 0 ping x\nserver 0 frame 0 0\nserver 0 frame 0 1 defgh\nserver 0 "
                + "text\n" + "< " + expected + "\n";
    }

    /** What a frame looks like; of a message, when it is one. */
    private void frame(int opcode, int fin, String payload, int offset) {
        int size = level == CHUNK ? Math.min(BUFFER, payload.length() - offset) : payload.length();
        int[] head = {opcode, fin, payload.length(), offset, size};
        expected.append("+WS_DATA:0,");
        for (int i = 0; i < head.length; i++) {
            if ((mask >> i & 1) == 1) {
                expected.append(head[i]).append(',');
            }
        }
        expected.append(payload, offset, offset + size);
        if ((mask & CRLF) != 0) {
            expected.append("\\r\\n");
        }
        if (offset + size < payload.length()) {
            frame(opcode, fin, payload, offset + size);
        }
    }

    private void fragments(String first, String second, String third) {
        if (level == MESSAGE) {
            frame(1, 1, first + second + third, 0);
        } else {
            frame(1, 0, first, 0);
            frame(0, 0, second, 0);
            frame(0, 1, third, 0);
        }
    }

    private static void play(String name, String text) throws TranscriptException {
        Transcript transcript = Transcript.parse(name, text);
        for (int seed = 1; seed <= 5; seed++) {
            Manner manner = new Manner(seed % 2 == 0, Manner.Cuts.RANDOM, seed);
            try {
                new Player(transcript, manner, null).play();
            } catch (Difference e) {
                fail(e.getMessage() + "\n(" + manner + ")", e);
            }
        }
    }
}

package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;
import wsat.board.flash.RamFlash;
import wsat.port.Flash;
import wsat.port.Station;
import wsat.port.WebSocketPort;

/** Each call of a part of the board fails in turn: what the host is told is true, and it can go on. */
class FailingPartsTest {
    private static final String OK = "\r\nOK\r\n";
    private static final String ERROR = "\r\nERROR\r\n";
    private static final String CONNECTED = "+WS_CONNECTED:0\r\n";
    /** No answer takes longer, in milliseconds: an opening and a sending have 10 s each. */
    private static final int ANSWER_MAX = 30_000;

    private final CutFlash slots = new CutFlash(new RamFlash(0x1F000));
    private FailingPort port;
    private World world = power();
    private String heard = "";

    /** The same board, powered up again. */
    private World power() {
        world = new World(new Settings(), 0, 0, Station.GOT_IP) {
            private FailingPort failing;

            @Override
            public WebSocketPort webSockets() {
                failing = failing == null ? new FailingPort(super.webSockets()) : failing;
                port = failing;
                return failing;
            }

            @Override
            public Flash mfgNvs() {
                return slots;
            }
        };
        world.run(100);
        says("ATE0");
        return world;
    }

    @Test
    void aSlotThatCannotBeWrittenIsAnErrorAndTheOldOneStands() {
        assertEquals(OK + "\r\n>" + OK, write("old value"));
        String read = says("AT+SYSMFG=1,\"client_ca\",\"client_ca.0\"");
        boolean accepted = false;
        for (int k = 0; !accepted; k++) {
            slots.cutAfter(k);
            String answer = write("new value, which is longer");
            accepted = !answer.endsWith(ERROR);
            String found = says("AT+SYSMFG=1,\"client_ca\",\"client_ca.0\"");
            assertTrue(accepted || found.equals(read) || found.contains("new value, which is longer"),
                    k + ": " + found);
            assertEquals(OK, says("AT"));
            slots.cutAfter(Integer.MAX_VALUE);
            assertEquals(found, says("AT+SYSMFG=1,\"client_ca\",\"client_ca.0\""), "works again at " + k);
            power();
            assertEquals(found, says("AT+SYSMFG=1,\"client_ca\",\"client_ca.0\""), "after a restart at " + k);
            assertTrue(write("old value").endsWith(OK), "writes again at " + k);
            assertEquals(read, says("AT+SYSMFG=1,\"client_ca\",\"client_ca.0\""));
            assertTrue(!accepted || k > 5, "only so many writes: " + k);
        }
    }

    private String write(String value) {
        String answer = says("AT+SYSMFG=2,\"client_ca\",\"client_ca.0\",8," + value.length());
        return answer.endsWith(">") ? answer + sends(value) : answer;
    }

    @Test
    void aConnectionThatIsCutAtAnyCallIsToldAsItIs() {
        atEachCall(() -> world.network().connection(0).cut());
    }

    @Test
    void aConnectionThatEndsAtAnyCallIsToldAsItIs() {
        atEachCall(() -> world.network().connection(0).end());
        atEachCall(() -> world.network().connection(0).close(1000, 0));
        atEachCall(() -> world.network().connection(0).close(1000, 500));
    }

    @Test
    void aNetworkThatIsInTheWayAtAnyCallIsWaitedFor() {
        atEachCall(() -> port.busy(1));
        atEachCall(() -> port.busy(1000));
        atEachCall(() -> world.network().connection(0).block(true));
    }

    private void atEachCall(Runnable fault) {
        boolean done = false;
        for (int k = 0; !done; k++) {
            power();
            port.failAt(k, () -> {
                if (world.network().connection(0) != null) {
                    fault.run();
                    world.wake();
                }
            });
            try {
                done = flow();
                goesOn();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("call " + k + ", heard: " + heard, e);
            }
            assertTrue(!done || k > 50, "only so many calls: " + k);
        }
    }

    /** What a host does that has a few words with a server. @return whether all was as if nothing happened */
    private boolean flow() {
        heard = "";
        says("AT+WSCFG=0,30,10,4096");
        String opened = says("AT+WSOPEN=0,\"ws://h\"");
        if (opened.endsWith(ERROR)) {
            return !port.hasFailed();
        }
        assertTrue(opened.startsWith(CONNECTED) && opened.contains(OK), opened);
        String prompt = says("AT+WSSEND=0,5");
        String sent = prompt.endsWith(">") ? sends("hello") : prompt;
        long frames = world.network().frames(0).stream().filter(frame -> frame.is(1, true, Bytes.of("hello"))).count();
        assertTrue(frames <= 1);
        assertTrue(frames == 1 || !sent.contains("SEND OK"), "a lie: " + sent);
        assertTrue(sent.contains("SEND OK") || sent.contains("ERROR") || sent.contains("SEND FAIL"), sent);
        Connection connection = world.network().connection(0);
        if (connection != null && connection.state() == WebSocketPort.OPEN) {
            connection.say(1, true, Bytes.of("back"));
        }
        world.run(100);
        String told = heard();
        if (connection != null && connection == world.network().connection(0)) {
            assertTrue(told.contains("+WS_DATA:0,4,back") || connection.state() != WebSocketPort.OPEN
                    || connection.unread() > 0, told);
        }
        String closed = says("AT+WSCLOSE=0");
        assertTrue(closed.endsWith(OK) || closed.endsWith(ERROR), closed);
        return !port.hasFailed();
    }

    /** Whatever has happened: AT answers, and the link can be closed, opened, used. */
    private void goesOn() {
        port.busy(0);
        assertTrue(says("AT").endsWith(OK));
        String closed = says("AT+WSCLOSE=0");
        assertTrue(closed.endsWith(OK) || closed.endsWith(ERROR), closed);
        world.network().frames(0).clear();
        assertEquals(CONNECTED + OK, says("AT+WSOPEN=0,\"ws://h\""));
        assertEquals(OK + "\r\n>", says("AT+WSSEND=0,5"));
        assertEquals("\r\nSEND OK\r\n", sends("again"));
        assertTrue(world.network().frames(0).stream().anyMatch(frame -> frame.is(1, true, Bytes.of("again"))));
        world.network().connection(0).say(1, true, Bytes.of("news"));
        world.run(100);
        assertEquals("+WS_DATA:0,4,news\r\n", heard());
        assertEquals(OK, says("AT+WSCLOSE=0"));
    }

    private String says(String line) {
        return sends(line + "\r\n");
    }

    /** @return all that is said until an answer, or a prompt, is whole */
    private String sends(String text) {
        byte[] bytes = Bytes.of(text);
        world.hostSends(bytes, 0, bytes.length);
        StringBuilder answer = new StringBuilder();
        for (int waited = 0; waited < ANSWER_MAX && !isAnswer(answer.toString()); waited += 100) {
            world.run(100);
            answer.append(heard());
        }
        heard += "|" + text.trim() + "|" + answer;
        assertTrue(isAnswer(answer.toString()), "no answer to " + text.trim());
        return answer.toString();
    }

    private static boolean isAnswer(String said) {
        return said.contains("OK\r\n") || said.contains("ERROR\r\n") || said.contains("FAIL\r\n") || said.endsWith(">");
    }

    private String heard() {
        String text = world.heard().toString(StandardCharsets.ISO_8859_1);
        world.heard().reset();
        return text;
    }
}

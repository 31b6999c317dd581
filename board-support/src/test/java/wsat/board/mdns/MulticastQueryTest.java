package wsat.board.mdns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wsat.port.ServiceAnswer;
import wsat.port.ServiceQuestion;
import wsat.port.Text;

/** Questions to python-zeroconf, and to another wsat, on the loopback. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MulticastQueryTest extends OnLoopback {
    private final ServiceAnswer answer = new ServiceAnswer();

    @AfterEach
    void end() {
        announcer.goodbye(10_000);
        untilThereAre(0, "mdns-ask");
        network.close();
    }

    private static ServiceQuestion question(int kind, String type, String instance, String host) {
        ServiceQuestion question = new ServiceQuestion();
        question.kind = kind;
        question.type.set(type);
        byte[] bytes = instance.getBytes(StandardCharsets.UTF_8);
        question.instance.append(bytes, 0, bytes.length);
        question.hostName.set(host);
        return question;
    }

    /** Asks, again where the answer is lost, until the answer is as it should be. */
    private String ask(ServiceQuestion question, String wanted) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String got = "nothing";
        while (System.nanoTime() < end) {
            announcer.ask(question);
            while (!got.equals(wanted) && rung.tryAcquire(5, TimeUnit.SECONDS)) {
                got = announcer.answers() < 1 ? got : answer();
            }
            if (got.equals(wanted)) {
                return got;
            }
        }
        return got;
    }

    private String answer() {
        announcer.answer(0, answer);
        StringBuilder all = new StringBuilder(string(answer.instance) + " " + string(answer.hostName) + " "
                + answer.port + " " + string(answer.txt).replaceAll("[\0-\u001f]", "|"));
        for (int i = 0; i < answer.ipv4Count; i++) {
            all.append(' ').append(string(answer.ipv4[i]));
        }
        for (int i = 0; i < answer.ipv6Count; i++) {
            all.append(' ').append(string(answer.ipv6[i]));
        }
        return all.toString();
    }

    private static String string(Text text) {
        return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    @SuppressWarnings("try") // the other machine has only to be there while the block lasts
    void aServiceOfSomebodyElseIsFoundByItsTypeItsNameAndItsHost() throws Exception {
        try (Browser other = Browser.offer("_wsat-q._tcp.local.", "Front door \u00e9", "Offerer", "8080",
                "127.0.0.5,fd00::5", "k=v", "b=2")) {
            String all = "Front door \u00e9 Offerer.local 8080 |k=v|b=2 127.0.0.5 fd00::5";
            assertEquals(all, ask(question(ServiceQuestion.INSTANCES, "_wsat-q", "", ""), all));
            String name = "FRONT door \u00e9";
            String txt = name + "  0 |k=v|b=2";
            assertEquals(txt, ask(question(ServiceQuestion.TXT, "_wsat-q", name, ""), txt));
            String place = name + " Offerer.local 8080 ";
            assertEquals(place, ask(question(ServiceQuestion.PLACE, "_wsat-q", name, ""), place));
            String both = name + " Offerer.local 8080 |k=v|b=2";
            assertEquals(both, ask(question(ServiceQuestion.PLACE_AND_TXT, "_wsat-q", name, ""), both));
            assertEquals("  0  127.0.0.5", ask(question(ServiceQuestion.IPV4, "", "", "offerer"), "  0  127.0.0.5"));
            assertEquals("  0  fd00::5", ask(question(ServiceQuestion.IPV6, "", "", "offerer"), "  0  fd00::5"));
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void anotherWsatIsFoundToo() throws Exception {
        announcer.announce(what("board-q", "q", "_wsat-r", 99));
        String all = "q board-q.local 99  127.0.0.1";
        assertEquals(all, ask(question(ServiceQuestion.INSTANCES, "_wsat-r", "", ""), all));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void whereNobodyAnswersThereAreNoAnswersAndTheThreadEnds() {
        announcer.ask(question(ServiceQuestion.IPV4, "", "", "nobody-has-this-name"));
        assertEquals(0, announcer.answers());
        untilThereAre(1, "mdns-ask");
        announcer.ask(question(ServiceQuestion.IPV4, "", "", "nor-that"));
        untilThereAre(1, "mdns-ask"); // the one before has ended
        assertEquals(0, announcer.answers());
        assertTrue(lines.isEmpty(), lines::toString);
    }
}

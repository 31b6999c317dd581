package wsat.sim.play;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import wsat.pki.module.Silence;
import wsat.pki.module.TimedLine;
import wsat.sim.world.Bytes;
import wsat.sim.world.Difference;
import wsat.sim.world.Step;
import wsat.sim.world.Transcript;

/**
 * The host of a transcript, on a line to any module: says what the host says, and compares what comes. Where the module
 * answers otherwise, that is a finding, and the next command is said all the same.
 */
public final class HostPlayer implements Step.Talk {
    /** An answer that is another one has ended when nothing more came for so long. */
    private static final int QUIET_MILLIS = 300;
    private static final int LOOK_MILLIS = 3;
    /** How long after the last line nothing more may come. */
    private static final int REST_MILLIS = 1000;
    private static final int ATTEND_MILLIS = 1500;
    /** A module that says nothing so often says nothing at all. */
    private static final int SILENT_MAX = 3;

    private final Transcript transcript;
    private final TimedLine line;
    private final int patienceMillis;
    private final Report report;
    private final Block block = new Block();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private Step step;
    private boolean echoOn = true;
    private boolean promptMissing;
    private int silent;

    /** @param patienceMillis how long an answer may take that has not come or not whole */
    public HostPlayer(Transcript transcript, TimedLine line, int patienceMillis) {
        this.transcript = transcript;
        this.line = line;
        this.patienceMillis = patienceMillis;
        report = new Report(transcript.name());
    }

    /**
     * Plays it, with a module in any state.
     *
     * @param reset whether it is restarted before
     */
    public Report play(boolean reset) {
        step = new Step(0, "", null);
        try {
            if (attend(reset)) {
                for (Step next : transcript.steps()) {
                    step = next;
                    play();
                }
                settle();
                rest();
                nothingElse();
            }
        } catch (Difference e) {
            report.add(new Report.Finding(step.line(), null, e.getMessage()));
        }
        report.end();
        return report;
    }

    /** A module that has said everything may go. */
    private void rest() {
        try {
            listen(REST_MILLIS);
        } catch (Difference e) {
            // what it has said counts
        }
    }

    private void play() throws Difference {
        if (!step.isSpoken()) {
            report.leaveOut();
        } else if (!promptMissing || step.verb().equals(">")) {
            promptMissing = false;
            step.say(this);
        }
    }

    /** A transcript begins with a module that is ready and repeats what it hears. */
    private boolean attend(boolean reset) throws Difference {
        listen(QUIET_MILLIS);
        if (reset) {
            ask("\r\nAT+RST\r\n", "ready", patienceMillis);
            listen(QUIET_MILLIS);
        }
        long end = deadline(patienceMillis);
        int asked = 0;
        do {
            asked++;
            if (ask("ATE1\r\n", "OK\r\n", ATTEND_MILLIS)) {
                listen(asked == 1 ? QUIET_MILLIS / 3 : ATTEND_MILLIS); // one that was late answers each time
                heard.reset();
                return true;
            }
        } while (System.nanoTime() < end);
        report.add(new Report.Finding(0, "an answer to ATE1 (look at power, wiring and --baud)", null));
        return false;
    }

    private boolean ask(String words, String answer, int millis) throws Difference {
        heard.reset();
        write(Bytes.of(words));
        long end = deadline(millis);
        while (System.nanoTime() < end) {
            hear(end);
            if (heard.toString(StandardCharsets.ISO_8859_1).contains(answer)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void send(byte[] bytes) throws Difference {
        settle();
        listen(LOOK_MILLIS);
        nothingElse();
        sendMeanwhile(bytes);
    }

    @Override
    public void sendMeanwhile(byte[] bytes) throws Difference {
        settle();
        promptMissing &= !step.verb().equals(">");
        if (!promptMissing) {
            report.begin(step.line(), step.source());
            write(bytes);
        }
    }

    @Override
    public void expect(byte[] bytes) {
        block.add(step.line(), bytes, false);
        echoOn |= new String(bytes, StandardCharsets.ISO_8859_1).equals("\r\nready\r\n");
    }

    @Override
    public void expectLike(byte[] bytes) {
        block.add(step.line(), bytes, true);
    }

    @Override
    public void expectEcho(byte[] bytes) {
        if (echoOn) {
            block.add(step.line(), bytes, false);
        }
        String said = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        if (said.equals("ATE0") || said.equals("ATE1")) {
            echoOn = said.endsWith("1");
        }
    }

    @Override
    public void pass(long millis) throws Difference {
        settle();
        listen(millis);
    }

    @Override
    public void quiet(long millis) throws Difference {
        settle();
        listen(millis);
        nothingElse();
    }

    @Override
    public void hostSwitches(int baud) throws Difference {
        settle();
        line.baud(baud);
    }

    /** Waits for what is expected, and compares it. */
    private void settle() throws Difference {
        if (block.isEmpty()) {
            return;
        }
        await();
        byte[] got = heard.toByteArray();
        int end = block.match(got);
        heard.reset();
        silent = got.length == 0 ? silent + 1 : 0;
        if (end >= 0) {
            heard.write(got, end, got.length - end);
        } else {
            block.differences(got, transcript::hide).forEach(report::add);
            promptMissing = block.prompts() && !new String(got, StandardCharsets.ISO_8859_1).endsWith(">");
        }
        block.clear();
        if (silent == SILENT_MAX) {
            throw new Difference("(the module has said nothing " + silent + " times: the rest was not played)");
        }
    }

    private void await() throws Difference {
        long end = deadline(patienceMillis);
        while (true) {
            byte[] got = heard.toByteArray();
            if (block.match(got) >= 0) {
                return;
            }
            boolean other = !block.begunBy(got);
            long until = other ? Math.min(end, deadline(QUIET_MILLIS)) : end;
            if (!hear(until)) {
                return;
            }
            end = other ? end : deadline(patienceMillis);
        }
    }

    /** What has come and was not expected. */
    private void nothingElse() {
        for (String said : Block.split(heard.toByteArray())) {
            report.add(new Report.Finding(step.line(), null, Block.show(said, transcript::hide)));
        }
        heard.reset();
    }

    private void listen(long millis) throws Difference {
        long end = deadline(millis);
        while (hear(end)) {
            // until the time is up
        }
    }

    /** Takes all that is there, waiting for the first byte. @return false: the time is up */
    private boolean hear(long deadline) throws Difference {
        try {
            int b = line.read(deadline);
            if (b < 0) {
                return false;
            }
            heard.write(b);
            while (line.buffered()) {
                heard.write(line.read(deadline));
            }
            return true;
        } catch (Silence e) {
            throw gone(e);
        }
    }

    private void write(byte[] bytes) throws Difference {
        try {
            line.write(bytes, Math.max(patienceMillis, 1000 + bytes.length));
        } catch (Silence e) {
            throw gone(e);
        }
    }

    private static Difference gone(Silence e) {
        return new Difference("(" + e.getMessage() + ": the rest was not played)");
    }

    private static long deadline(long millis) {
        return System.nanoTime() + millis * 1_000_000;
    }
}

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
 * The module of a transcript, on a line to a real host: waits for what the host is to say, and answers as the module
 * did. A host that says another command is answered {@code ERROR}, which is a finding, and may try again.
 */
public final class ModulePlayer implements Step.Talk {
    private static final int WRITE_MILLIS = 10_000;
    private static final byte[] READY = Bytes.of("\r\nready\r\n");
    private static final byte[] ERROR = Bytes.of("\r\nERROR\r\n");
    private static final int REST_MILLIS = 1000;
    private static final int WRONG_MAX = 3;
    private static final int LINE_MAX = 16_384;

    private final Transcript transcript;
    private final TimedLine line;
    private final int patienceMillis;
    private final Report report;
    private Step step = new Step(0, "", null);
    private boolean echoOn = true;

    /** @param patienceMillis how long the host may take to say what it says next */
    public ModulePlayer(Transcript transcript, TimedLine line, int patienceMillis) {
        this.transcript = transcript;
        this.line = line;
        this.patienceMillis = patienceMillis;
        report = new Report(transcript.name());
    }

    /** Plays it, from power-up on. */
    public Report play() {
        try {
            say(READY);
            for (Step next : transcript.steps()) {
                step = next;
                if (next.isSpoken()) {
                    next.say(this);
                } else {
                    report.leaveOut();
                }
            }
            nothingElse();
        } catch (Stopped | Difference e) {
            report.add(new Report.Finding(step.line(), null, "(" + e.getMessage() + ": the rest was not played)"));
        }
        report.end();
        return report;
    }

    /** A host that has heard everything may go, or say nothing more. */
    private void nothingElse() {
        long end = System.nanoTime() + REST_MILLIS * 1_000_000L;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            for (int b = line.read(end); b >= 0; b = line.read(end)) {
                said.write(b);
            }
        } catch (Silence e) {
            // what it has said counts
        }
        for (String more : Block.split(said.toByteArray())) {
            report.add(new Report.Finding(step.line(), null, Block.show(more, transcript::hide)));
        }
    }

    /** There is no going on. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopped(String message) {
            super(message);
        }
    }

    @Override
    public void send(byte[] bytes) {
        report.begin(step.line(), step.source());
        if (step.verb().equals(">")) {
            hearLine(bytes);
        } else {
            hear(bytes);
        }
    }

    @Override
    public void sendMeanwhile(byte[] bytes) {
        send(bytes);
    }

    private void hearLine(byte[] wanted) {
        for (int wrong = 0; wrong < WRONG_MAX; wrong++) {
            byte[] said = nextLine();
            if (text(said).stripTrailing().equals(text(wanted).stripTrailing())) {
                return;
            }
            find(wanted, said);
            say(ERROR);
        }
        throw new Stopped("the host says something else " + WRONG_MAX + " times");
    }

    private byte[] nextLine() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        long end = deadline();
        for (int b = 0; b != '\n' && said.size() < LINE_MAX;) {
            b = next(end);
            if (said.size() > 0 || b != '\r' && b != '\n' && b != 0) {
                said.write(b);
            }
        }
        return said.toByteArray();
    }

    private void hear(byte[] wanted) {
        byte[] said = new byte[wanted.length];
        long end = deadline();
        boolean same = true;
        for (int i = 0; i < wanted.length; i++) {
            said[i] = (byte) next(end);
            same &= said[i] == wanted[i];
        }
        if (!same) {
            find(wanted, said);
        }
    }

    private void find(byte[] wanted, byte[] said) {
        report.add(new Report.Finding(step.line(), Block.show(text(wanted), transcript::hide),
                Block.show(text(said), transcript::hide)));
    }

    private int next(long end) {
        try {
            int b = line.read(end);
            if (b < 0) {
                report.add(new Report.Finding(step.line(), transcript.hide(step.source()), null));
                throw new Stopped("the host says nothing more");
            }
            if (echoOn && step.verb().equals(">")) {
                say(new byte[] {(byte) b});
            }
            return b;
        } catch (Silence e) {
            throw new Stopped(e.getMessage());
        }
    }

    @Override
    public void expect(byte[] bytes) {
        echoOn |= text(bytes).equals(text(READY));
        say(bytes);
    }

    /** What varies is said as it stands there. */
    @Override
    public void expectLike(byte[] bytes) {
        say(bytes);
    }

    /** A line has been repeated as it came. */
    @Override
    public void expectEcho(byte[] bytes) {
        if (echoOn && !step.verb().equals(">")) {
            say(bytes);
        }
        String said = text(bytes).strip();
        if (said.equals("ATE0") || said.equals("ATE1")) {
            echoOn = said.endsWith("1");
        }
    }

    @Override
    public void pass(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped("interrupted");
        }
    }

    @Override
    public void quiet(long millis) {
        pass(millis);
    }

    @Override
    public void hostSwitches(int baud) {
        line.baud(baud);
    }

    private void say(byte[] bytes) {
        try {
            line.write(bytes, WRITE_MILLIS);
        } catch (Silence e) {
            throw new Stopped(e.getMessage());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private long deadline() {
        return System.nanoTime() + patienceMillis * 1_000_000L;
    }
}

package wsat.sim.world;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Plays one transcript in a world of its own and compares, byte for byte. */
public class Player implements Step.Stage {
    /** What is expected must come this soon after what came before it, in virtual milliseconds. */
    private static final long PATIENCE = 1000;
    private static final byte[] NOTHING = {};
    private static final byte[] READY = Bytes.of("\r\nready\r\n");

    private final Transcript transcript;
    private final Manner manner;
    private final PrintStream narration;
    private final World world;
    private final Chance chance;

    private Step step;
    private Step told;
    private Step expecting;
    private final Expectation expected = new Expectation();
    private boolean echoOn = true;
    private boolean readyExpected = true;
    private long watchStarted;

    /** @param narration where the dialogue is shown, or null */
    public Player(Transcript transcript, Manner manner, PrintStream narration) {
        this(transcript, manner, narration, null);
    }

    /** @param there a world for it, or null: one of its own */
    Player(Transcript transcript, Manner asked, PrintStream narration, World there) {
        this.transcript = transcript;
        this.narration = narration;
        manner = transcript.manner(asked);
        world = there != null ? there
                : manner.world(transcript.settings(), transcript.baud(), transcript.station(), transcript.softAp());
        chance = manner.cuts() == Manner.Cuts.RANDOM ? Chance.of(~manner.seed()) : Chance.NONE;
    }

    /** Plays it, from power-up to a second after the last step. */
    public void play() throws Difference {
        step = new Step(0, "", null);
        try {
            expect(READY);
            match();
            for (Step next : transcript.steps()) {
                step = next;
                take(next);
            }
            end();
        } catch (RuntimeException e) { // the firmware, or a rule of this world that it has broken
            throw new Difference(where(step) + e, e);
        }
    }

    /** Plays a step. */
    void take(Step next) throws Difference {
        next.action().on(this);
    }

    private void end() throws Difference {
        match();
        nothingMoreFor(PATIENCE);
    }

    // --- what the host says and hears -------------------------------------------------------------

    @Override
    public void send(byte[] bytes) throws Difference {
        match();
        nothingElse();
        sendMeanwhile(bytes);
    }

    @Override
    public void sendMeanwhile(byte[] bytes) throws Difference {
        match();
        tell("> " + Bytes.show(bytes));
        int at = 0;
        while (at < bytes.length) {
            int count = cut(bytes.length - at);
            world.hostSends(bytes, at, count);
            at += count;
            world.run(at < bytes.length && chance.oneIn(8) ? 1 : 0);
        }
        while (world.hostIsSending()) {
            world.step(Long.MAX_VALUE);
        }
    }

    private int cut(int left) {
        switch (manner.cuts()) {
            case WHOLE: return left;
            case BYTES: return 1;
            default: return chance.gulp(left);
        }
    }

    @Override
    public void expect(byte[] bytes) {
        expecting();
        expected.exactly(bytes);
        readyExpected |= Arrays.equals(bytes, READY);
    }

    @Override
    public void expectLike(byte[] bytes) {
        expecting();
        expected.like(bytes);
    }

    private void expecting() {
        if (expecting == null) {
            expecting = step;
        }
    }

    @Override
    public void expectEcho(byte[] bytes) {
        if (echoOn) {
            expected.exactly(bytes);
        }
        String line = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).strip();
        if (line.equals("ATE0") || line.equals("ATE1")) {
            echoOn = line.charAt(3) == '1';
        }
    }

    /** Waits until what is expected has come, and compares it. */
    private void match() throws Difference {
        if (expecting == null) {
            return;
        }
        Step from = expecting;
        expecting = null;
        await();
        byte[] got = world.heard().toByteArray();
        int end = expected.match(got);
        if (end < 0) {
            throw new Difference(where(from) + expected.difference(got, transcript.variables()));
        }
        world.heard().reset();
        world.heard().write(got, end, got.length - end);
        for (String piece : expected.pieces()) {
            tell("< " + piece);
        }
        expected.clear();
        if (readyExpected) {
            readyExpected = false;
            afterReady();
        }
    }

    private void await() {
        world.settle();
        long until = world.now() + PATIENCE;
        int before = -1;
        while (world.now() < until) {
            if (world.heard().size() != before) {
                byte[] got = world.heard().toByteArray();
                if (!expected.begunBy(got) || expected.match(got) >= 0) {
                    return;
                }
                before = got.length;
                until = world.now() + PATIENCE;
            }
            world.step(until);
        }
    }

    /** A restart forgets ATE0. */
    private void afterReady() throws Difference {
        echoOn = true;
        if (!manner.echo()) {
            byte[] off = Bytes.of("ATE0\r\n");
            send(off);
            expectEcho(off);
            expect(Bytes.of("\r\nOK\r\n"));
            match();
        }
    }

    /** Nothing may have come but an echo that is expected. */
    private void nothingElse() throws Difference {
        world.settle();
        byte[] got = world.heard().toByteArray();
        if (!expected.begunBy(got)) {
            throw new Difference(where(step) + "before this, unexpected:\n    "
                    + expected.difference(got, transcript.variables()));
        }
    }

    @Override
    public void pass(long millis) throws Difference {
        match();
        tellStep();
        world.run(millis);
    }

    @Override
    public void quiet(long millis) throws Difference {
        match();
        tellStep();
        nothingMoreFor(millis);
    }

    private void nothingMoreFor(long millis) throws Difference {
        nothingElse();
        long end = world.now() + millis;
        boolean on = true;
        while (on) {
            int before = world.heard().size();
            on = world.step(end);
            if (world.heard().size() > before) {
                nothingElse();
            }
        }
    }

    // --- the network ------------------------------------------------------------------------------

    @Override
    public Radio radio() throws Difference {
        match();
        tellStep();
        return world.radio();
    }

    @Override
    public Hosts hosts() throws Difference {
        match();
        tellStep();
        return world.hosts();
    }

    @Override
    public Announcing announcing() throws Difference {
        match();
        tellStep();
        return world.announcing();
    }

    @Override
    public void announced(String what) throws Difference {
        String got = announcing().describe();
        if (!got.equals(what)) {
            throw new Difference(where(step) + "but announced is " + got);
        }
    }

    @Override
    public TimeServers timeServers() throws Difference {
        match();
        return world.timeServers();
    }

    @Override
    public void powerCycle() throws Difference {
        match();
        tellStep();
        world.powerCycle();
    }

    @Override
    public void deafStart() {
        readyExpected = false;
        echoOn = true;
    }

    @Override
    public void hostSwitches(int baud) throws Difference {
        line().hostSwitches(baud);
    }

    @Override
    public Line line() throws Difference {
        match();
        tellStep();
        return world.line();
    }

    @Override
    public void wake() {
        world.wake();
    }

    @Override
    public Network network() throws Difference {
        match();
        tellStep();
        return world.network();
    }

    @Override
    public Connection connection(int link) throws Difference {
        Connection connection = network().connection(link);
        if (connection == null) {
            throw new Difference(where(step) + "link " + link + " has no connection");
        }
        return connection;
    }

    @Override
    public void sent(int link, Frame frame) throws Difference {
        match();
        Frame got = world.network().frames(link).poll();
        boolean same = frame == null || got == null ? frame == got
                : got.is(frame.opcode(), frame.fin(), frame.payload());
        if (!same) {
            throw new Difference(where(step) + "expected " + (frame == null ? "nothing" : frame)
                    + "\n    but the server got " + (got == null ? "nothing" : got));
        }
        tellStep();
    }

    @Override
    public Sockets sockets() throws Difference {
        match();
        tellStep();
        return world.sockets();
    }

    @Override
    public List<Listening> listening() throws Difference {
        match();
        tellStep();
        return List.of(world.socketListeners(), world.webSocketListeners());
    }

    @Override
    public void listens(int port, boolean should) throws Difference {
        if (listening().stream().anyMatch(one -> one.listensOn(port)) != should) {
            throw new Difference(where(step) + "but " + (should ? "nobody listens" : "the module listens") + " there");
        }
    }

    @Override
    public void refused(int port, int times) throws Difference {
        int got = listening().stream().mapToInt(one -> one.refused(port)).sum();
        if (got != times) {
            throw new Difference(where(step) + "but " + got + " clients of port " + port + " were sent away");
        }
    }

    @Override
    public SocketPeer peer(int link) throws Difference {
        SocketPeer peer = sockets().peer(link);
        if (peer == null) {
            throw new Difference(where(step) + "socket " + link + " is not open");
        }
        return peer;
    }

    @Override
    public void got(int link, String what) throws Difference {
        match();
        String got = world.sockets().sent(link).poll();
        if (what == null ? got != null : !what.equals(got)) {
            throw new Difference(where(step) + "expected " + (what == null ? "nothing" : what)
                    + "\n    but the peer got " + (got == null ? "nothing" : got));
        }
        tellStep();
    }

    @Override
    public void socket(int link, String what) throws Difference {
        match();
        String request = world.sockets().request(link);
        if (request == null || !request.contains(what + "\n")) {
            throw new Difference(where(step) + "but socket " + link + " was opened with " + request);
        }
        tellStep();
    }

    @Override
    public void socketTimes(int link, int times) throws Difference {
        match();
        int got = world.sockets().opened(link);
        if (got != times) {
            throw new Difference(where(step) + "but socket " + link + " was opened " + got + " times");
        }
        tellStep();
    }

    @Override
    public void opened(int link, String part, byte[] value) throws Difference {
        match();
        int count = world.network().openings(link).size();
        byte[] got = count == 0 ? NOTHING : world.network().openings(link).get(count - 1).part(part);
        if (count == 0 || !Arrays.equals(value, got)) {
            throw new Difference(where(step) + "expected " + quote(value) + "\n    but link " + link
                    + (count == 0 ? " was never opened" : " was opened with " + quote(got)));
        }
        tellStep();
    }

    @Override
    public void openedTimes(int link, int times) throws Difference {
        match();
        int got = world.network().openings(link).size();
        if (got != times) {
            throw new Difference(where(step) + "but link " + link + " was opened " + got + " times");
        }
        tellStep();
    }

    @Override
    public void startWatch() throws Difference {
        match();
        watchStarted = world.now();
    }

    @Override
    public void within(long millis) throws Difference {
        match();
        long passed = world.now() - watchStarted;
        if (passed > millis) {
            throw new Difference(where(step) + "but " + passed + " ms have passed");
        }
        tellStep();
    }

    @Override
    public Hotspots hotspots() throws Difference {
        Hotspots hotspots = radio().hotspots;
        if (hotspots == null) {
            throw new Difference(where(step) + "the machine opens no access points: option soft-ap");
        }
        return hotspots;
    }

    @Override
    public void softAp(String what) throws Difference {
        String is = hotspots().describe();
        if (!is.equals(what)) {
            throw new Difference(where(step) + "but it is: " + is);
        }
    }

    @Override
    public void joined(String request) throws Difference {
        match();
        if (!world.radio().lastJoin().equals(request)) {
            throw new Difference(where(step) + "but the last was: " + world.radio().lastJoin());
        }
        tellStep();
    }

    @Override
    public void notLogged(String text) throws Difference {
        match();
        if (world.journal().contains(text)) {
            throw new Difference(where(step) + "the log contains: " + text);
        }
        tellStep();
    }

    @Override
    public void logged(String text) throws Difference {
        match();
        if (!world.journal().contains(text)) {
            throw new Difference(where(step) + "the log does not contain: " + text);
        }
        tellStep();
    }

    // --- for people -------------------------------------------------------------------------------

    private String where(Step at) {
        return transcript.name() + ":" + at.line() + ": ";
    }

    private static String quote(byte[] bytes) {
        return "\"" + Bytes.show(bytes) + "\"";
    }

    private void tellStep() {
        if (told != step) {
            told = step;
            tell(step.source());
        }
    }

    private void tell(String line) {
        if (narration != null) {
            narration.printf(Locale.ROOT, "%9.3f  %s%n", world.now() / 1000.0, transcript.variables().hide(line));
        }
    }
}

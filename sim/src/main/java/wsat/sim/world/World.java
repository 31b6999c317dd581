package wsat.sim.world;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.function.Function;
import wsat.Coprocessor;
import wsat.at.Settings;
import wsat.board.flash.RamFlash;
import wsat.port.Announcer;
import wsat.port.Board;
import wsat.port.Clock;
import wsat.port.Entropy;
import wsat.port.Flash;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.SocketPort;
import wsat.port.Station;
import wsat.port.Thermometer;
import wsat.port.Uart;
import wsat.port.WebSocketPort;

/**
 * A board in virtual time. Nothing happens but what {@link #run} lets happen, and with the same seed it
 * always happens the same way. It is strict: a firmware that breaks a port's rules, that never comes to
 * rest, that asks to be polled again at a time that has passed, or that does something at a moment for which it
 * has not asked and in which nothing has arrived, is an error.
 */
public class World implements Board {
    /** No firmware has so much to do in one millisecond. */
    private static final int TURNS_MAX = 1_000_000;

    private final VirtualTime clock = new VirtualTime();
    private final Hosts hosts = new Hosts(clock);
    private final TimeServers timeServers = new TimeServers(clock, hosts.reach);
    private final Announcing announcing = new Announcing(clock);
    private final Radio radio;
    private final RamFlash flash = new RamFlash(0x1F000);
    private final Flash nvs;
    private final Sockets sockets;
    private final Listening listening;
    private final Listening webSocketListening;
    private final Journal log = new Journal();
    private final Settings settings;
    private final Line line;
    private final Network network;
    private final Entropy entropy;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    /** What the firmware is given. */
    private final Board board;
    private Coprocessor coprocessor;
    private long polls;
    private int restarts;
    private boolean woken;

    /** A machine whose network is up. */
    @SuppressWarnings("this-escape") // to the firmware, which only keeps its ports
    public World(Settings settings, int baud, long seed) {
        this(settings, baud, seed, Station.GOT_IP);
    }

    /** One that opens no access points. */
    World(Settings settings, int baud, long seed, int station) {
        this(settings, baud, seed, station, false);
    }

    /**
     * @param baud    of the line; 0: bytes take no time
     * @param seed    of what is left to chance: gulps, delays; 0: nothing is
     * @param station how its network is at power-up, {@link Station#DOWN} to {@link Station#GOT_IP}
     * @param softAp  whether it can open access points
     */
    World(Settings settings, int baud, long seed, int station, boolean softAp) {
        this(settings, baud, seed, station, softAp, new RamFlash(0x6000), world -> world);
    }

    /** @param nvs the partition of that name, which may outlive this world */
    World(Settings settings, int baud, long seed, int station, Flash nvs) {
        this(settings, baud, seed, station, nvs, world -> world);
    }

    /** @param front makes what the firmware is given in place of this world */
    World(Settings settings, int baud, long seed, int station, Flash nvs, Function<World, Board> front) {
        this(settings, baud, seed, station, false, nvs, front);
    }

    private World(Settings settings, int baud, long seed, int station, boolean softAp, Flash nvs,
            Function<World, Board> front) {
        this.nvs = nvs;
        radio = new Radio(clock, station, softAp);
        this.settings = settings;
        Chance chance = seed == 0 ? Chance.NONE : Chance.of(seed);
        if (baud != 0) {
            settings.uart.baud = baud;
            settings.baudGiven = true;
        }
        line = new Line(clock, baud, chance);
        entropy = new Random(seed)::nextInt;
        network = new Network(settings.links, clock, chance, hosts.reach, log);
        sockets = new Sockets(settings.sockets, clock, chance, hosts, log);
        listening = new Listening(sockets, clock, hosts.reach, log);
        webSocketListening = new Listening(network, clock, hosts.reach, log);
        board = front.apply(this);
        coprocessor = new Coprocessor(board, settings);
    }

    @Override
    public Uart uart() {
        return line;
    }

    @Override
    public WebSocketPort webSockets() {
        return network;
    }

    @Override
    public Sockets sockets() {
        return sockets;
    }

    @Override
    public Listening socketListeners() {
        return listening;
    }

    @Override
    public Listening webSocketListeners() {
        return webSocketListening;
    }

    @Override
    public Station station() {
        return radio;
    }

    @Override
    public Resolver resolver() {
        return hosts;
    }

    @Override
    public Announcer announcer() {
        return announcing;
    }

    /** A room. */
    @Override
    public Thermometer thermometer() {
        return () -> 2134;
    }

    @Override
    public Clock clock() {
        return timeServers;
    }

    @Override
    public Flash mfgNvs() {
        return flash;
    }

    @Override
    public Flash nvs() {
        return nvs;
    }

    @Override
    public Entropy entropy() {
        return entropy;
    }

    @Override
    public Log log() {
        return log;
    }

    /** When something happens beside all that is here, in milliseconds; Long.MAX_VALUE: nothing. */
    long nextOther() {
        return Long.MAX_VALUE;
    }

    // --- time -------------------------------------------------------------------------------------

    /** Milliseconds since the world began. */
    public long now() {
        return clock.millis;
    }

    /** Lets time pass, and everything that it brings happen. */
    public void run(long millis) {
        long end = clock.millis + millis;
        while (step(end)) {
            // and the next
        }
    }

    /** Lets all happen that is due now; no time passes. */
    public void settle() {
        int turns = 0;
        int work;
        do {
            network.advance();
            sockets.advance();
            radio.advance();
            hosts.advance();
            announcing.advance();
            timeServers.advance();
            work = coprocessor.poll(clock.millis * 1000);
            polls++;
            if (coprocessor.restarting()) {
                restart();
                work++;
            }
            if (++turns > TURNS_MAX) {
                throw new IllegalStateException("the firmware does not come to rest");
            }
            work += woken ? 1 : 0;
            woken = false;
        } while (work != 0);
        line.hostHears(heard);
    }

    /**
     * Goes to the next moment in which something happens, or to {@code end}; stays where it is when the host
     * has heard something new already.
     *
     * @return false when that was the end
     */
    public boolean step(long end) {
        int before = heard.size();
        settle();
        if (heard.size() > before) {
            return true;
        }
        long dueMicros = coprocessor.nextDeadline(clock.millis * 1000);
        long due = dueMicros == Long.MAX_VALUE ? dueMicros : (dueMicros + 999) / 1000;
        if (due - clock.millis <= 0) {
            throw new IllegalStateException("the firmware has nothing to do, but asks to be polled "
                    + (clock.millis - due) + " ms ago");
        }
        long next = Math.min(Math.min(due, line.nextEvent()), Math.min(network.nextEvent(), timeServers.nextEvent()));
        next = Math.min(next, Math.min(listening.certified.nextEvent(), webSocketListening.certified.nextEvent()));
        next = Math.min(next, Math.min(sockets.nextEvent(), Math.min(radio.nextEvent(), hosts.nextEvent())));
        next = Math.min(next, Math.min(announcing.nextEvent(), nextOther()));
        if (next > end) {
            sleep(end);
            settle();
            return false;
        }
        sleep(next - 1); // what it does there it would not do in time on a board
        clock.millis++;
        settle();
        return clock.millis < end;
    }

    /** Time passes in which nothing happens; a board would not poll, and nothing may be missed by that. */
    private void sleep(long until) {
        if (until <= clock.millis) {
            return;
        }
        clock.millis = until;
        if (coprocessor.poll(clock.millis * 1000) != 0 && !woken) {
            throw new IllegalStateException("the firmware does something at " + clock.millis
                    + " ms, when nothing has arrived and for which it has not asked: a board would sleep");
        }
    }

    private void restart() {
        for (int i = 0; i < settings.links; i++) {
            if (network.state(i) != WebSocketPort.IDLE) {
                throw new IllegalStateException("link " + i + " outlives a restart");
            }
        }
        for (int i = 0; i < sockets.count(); i++) {
            if (sockets.state(i) != SocketPort.IDLE) {
                throw new IllegalStateException("socket " + i + " outlives a restart");
            }
        }
        if (!listening.silent() || !webSocketListening.silent()) {
            throw new IllegalStateException("a server outlives a restart");
        }
        if (!announcing.describe().equals("nothing")) {
            throw new IllegalStateException("an announcement outlives a restart");
        }
        coprocessor = new Coprocessor(board, settings, settings.bootMillis);
        restarts++;
    }

    /** The module is without power for a moment: what is in flash is left, and a moment later it starts. */
    void powerCycle() {
        for (int i = 0; i < settings.links; i++) {
            network.drop(i);
        }
        for (int i = 0; i < sockets.count(); i++) {
            sockets.close(i);
        }
        listening.powerOff();
        webSocketListening.powerOff();
        announcing.withdraw();
        line.powerOff();
        coprocessor = new Coprocessor(board, settings);
    }

    Line line() {
        return line;
    }

    /** Something has happened while the firmware was at work: it is polled once more, as a board's loop would. */
    void wake() {
        woken = true;
    }

    /** How often the firmware was polled: not more than there was to do. */
    public long polls() {
        return polls;
    }

    /** How often the module has started anew. */
    public int restarts() {
        return restarts;
    }

    // --- the host ---------------------------------------------------------------------------------

    /** The host sends bytes; they set out now. */
    public void hostSends(byte[] bytes, int offset, int length) {
        line.hostSends(bytes, offset, length);
    }

    /** Whether bytes of the host's are still on their way. */
    public boolean hostIsSending() {
        return line.hostIsSending();
    }

    /** What has come to the host and was not taken from here. */
    public ByteArrayOutputStream heard() {
        return heard;
    }

    // --- the servers ------------------------------------------------------------------------------

    Network network() {
        return network;
    }

    Radio radio() {
        return radio;
    }

    Hosts hosts() {
        return hosts;
    }

    Announcing announcing() {
        return announcing;
    }

    TimeServers timeServers() {
        return timeServers;
    }

    Journal journal() {
        return log;
    }
}

package wsat;

import wsat.at.Interpreter;
import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.at.Settings;
import wsat.at.socket.SocketLinks;
import wsat.at.station.Wifi;
import wsat.at.time.WallClock;
import wsat.at.websocket.WebSocketLinks;
import wsat.link.Link;
import wsat.link.OpeningDefaults;
import wsat.port.Announcer;
import wsat.port.Board;
import wsat.port.Uart;
import wsat.port.WebSocketPort;

/**
 * The whole module: command interpreter, links and the line to the host. All of it belongs to one thread,
 * and {@link #poll} never waits. Making one is a power-up; after {@code AT+RST} a board makes a new one, which boots.
 */
public final class Coprocessor {
    /** A restart waits this long for the line to take what was said. */
    private static final int RESTART_DRAIN_MICROS = 3_000_000;
    /** However long a frame is, the host is heard after this. */
    private static final int HEAR_MICROS = 10_000_000;

    /** {@link #phase}: nobody has polled yet. */
    private static final int MADE = 0;
    /** Deaf and dumb, until {@code ready} is said. */
    private static final int BOOTING = 1;
    private static final int UP = 2;
    /** A restart has been asked for, and the line has not taken all that was said before it. */
    private static final int ENDING = 3;
    /** ESP-AT, AT+GSLP. */
    private static final int ASLEEP = 4;
    private static final int OVER = 5;

    private final Uart uart;
    private final Output output;
    private final WallClock clock;
    private final News news;
    private final WebSocketLinks webSockets;
    private final Dialect dialect;
    private final Interpreter interpreter;
    private final Link[] links;
    private final SocketLinks sockets;
    private final Announcer announcer;

    private final int bootMicros;
    private int phase = MADE;
    /** When this phase ends by itself. */
    private long until;
    private long heardAt;
    private final byte[] unheard = new byte[256];

    /** Powers up: everything is as after a reset, and {@code ready} is said at the first poll. */
    public Coprocessor(Board board, Settings settings) {
        this(board, settings, 0);
    }

    /**
     * Starts anew. Hosts open their UART anew or empty it when they have seen the {@code OK} of {@code AT+RST}: what
     * is said to them meanwhile, they lose.
     *
     * @param bootMillis from the first poll to {@code ready}; what the host says meanwhile is lost
     */
    public Coprocessor(Board board, Settings settings, int bootMillis) {
        bootMicros = bootMillis * 1000;
        uart = board.uart();
        announcer = board.announcer();
        output = new Output(uart, outputMax(settings), settings.urcGuardMillis, settings.trace);
        links = new Link[settings.links];
        OpeningDefaults defaults = new OpeningDefaults(settings.headerMax);
        for (int i = 0; i < links.length; i++) {
            links[i] = new Link(i, board.webSockets(), board.entropy(), board.log(), defaults, settings.lineMax,
                    settings.headerMax, settings.bufferMax);
        }
        clock = new WallClock(board.clock());
        Wifi wifi = new Wifi(board.station());
        sockets = new SocketLinks(board.sockets(), board.socketListeners(), board.log(), settings.sockets,
                defaults);
        webSockets = new WebSocketLinks(links, board.webSockets(), board.webSocketListeners(), output);
        news = new News(webSockets, sockets, clock, wifi, output);
        dialect = new Dialect(board, webSockets, defaults, sockets, clock, wifi, output, settings);
        interpreter = new Interpreter(uart, dialect.chapters, dialect.modes, output, board.log(), settings,
                Dialect.payloadMax(settings));
    }

    /** The longest message without its payload: all URIs, all headers or all commands, behind an echo. */
    private static int outputMax(Settings settings) {
        return 2048 + Math.max(settings.links * (settings.lineMax + 32),
                Math.max((settings.links + 1) * (settings.headerMax + 1024), 8192));
    }

    /**
     * Does a bounded amount of what there is to do: goes on with what is being said; then, while nothing
     * is being said, hears the host, looks after the links and tells one piece of news.
     *
     * @param now microseconds of a clock that never goes back; any origin
     * @return how much was done; 0: nothing until something arrives or {@link #nextDeadline} comes
     */
    public int poll(long now) {
        switch (phase) {
            case MADE:
                phase = BOOTING;
                until = now + bootMicros;
                return boot(now);
            case BOOTING:
                return boot(now);
            case ASLEEP:
                return sleep(now);
            case OVER:
                return 0;
            default:
                return run(now);
        }
    }

    private int boot(long now) {
        int work = bootMicros > 0 ? drop() : 0;
        if (now - until < 0) {
            return work;
        }
        phase = UP;
        if (dialect.atPowerUp != null) {
            interpreter.passThrough(dialect.atPowerUp, now);
        }
        output.say("\r\nready\r\n");
        dialect.powerUp(now);
        return 1 + run(now);
    }

    /** Loses a gulp of what the host says. */
    private int drop() {
        return uart.read(unheard, 0, unheard.length) == 0 ? 0 : 1;
    }

    private int run(long now) {
        webSockets.saying(now);
        int work = output.pump(now);
        Passthrough passthrough = interpreter.passthrough();
        if (passthrough != null) {
            work += interpreter.turn(now); // both ways at once
        }
        if (interpreter.restartAsked()) {
            return work + restart(now);
        }
        if (!output.idle() || interpreter.waitsForLine() && !uart.drained()) {
            return work;
        }
        if (interpreter.waitsForLine()) {
            interpreter.okHasLeft();
            work++;
        }
        boolean rest = webSockets.inRest(now);
        if (passthrough == null && (!rest || now - heardAt >= HEAR_MICROS)) {
            int heard = interpreter.turn(now);
            work += heard;
            if (!rest || heard == 0) {
                heardAt = now;
            } else {
                return work + output.pump(now); // to its end, before more of the frame
            }
        }
        for (int i = 0; i < links.length && output.idle(); i++) {
            work += links[i].poll(now);
        }
        work += clock.poll(now);
        work += interpreter.passthrough() == null
                ? news.turn(interpreter.running() || interpreter.midLine(now), now)
                : news.passThrough(interpreter.passthrough(), now);
        work += sockets.poll(now) + webSockets.servers.poll(now); // who has just been told of a link that is free
        return work + output.pump(now);
    }

    private int restart(long now) {
        if (phase == UP) {
            phase = ENDING;
            until = now + RESTART_DRAIN_MICROS;
        }
        boolean said = output.idle() && uart.drained();
        if (!said && now - until < 0) {
            return 0;
        }
        for (int i = 0; i < links.length; i++) {
            links[i].close(WebSocketPort.GOING_AWAY);
        }
        webSockets.servers.closeAll();
        sockets.closeAll();
        announcer.withdraw();
        phase = ASLEEP;
        until = now + interpreter.sleepMillis() * 1000L;
        return 1 + sleep(now);
    }

    private int sleep(long now) {
        int work = interpreter.sleepMillis() > 0 ? drop() : 0;
        if (now - until < 0) {
            return work;
        }
        phase = OVER;
        return 1;
    }

    /**
     * When {@link #poll} is due even if nothing arrives and the line takes nothing.
     *
     * @return microseconds of the clock given to poll, Long.MAX_VALUE: never
     */
    public long nextDeadline(long now) {
        if (phase != UP) {
            return phase == MADE ? now : phase == OVER ? Long.MAX_VALUE : until;
        }
        boolean passes = interpreter.passthrough() != null;
        long next = passes ? interpreter.deadline(now) : Long.MAX_VALUE;
        if (!output.idle() || interpreter.waitsForLine()) {
            return next;
        }
        next = Math.min(next, passes ? Long.MAX_VALUE : news.deadline(now));
        if (!webSockets.inRest(now)) {
            next = Math.min(next, interpreter.deadline(now));
        }
        next = Math.min(next, Math.min(clock.deadline(), sockets.deadline()));
        for (int i = 0; i < links.length; i++) {
            next = Math.min(next, links[i].deadline());
        }
        return next;
    }

    /** Whether something is under way that a board should wait for before it ends, more than the host's words. */
    public boolean busy() {
        return phase != UP || interpreter.passing() || interpreter.running() && !interpreter.takesPayload()
                || interpreter.restartAsked() || interpreter.waitsForLine() || !output.idle();
    }

    /** Whether {@code ready} has not been said yet. */
    public boolean booting() {
        return phase == MADE || phase == BOOTING;
    }

    /** Whether it sleeps, and hears nobody (ESP-AT, AT+GSLP). */
    public boolean asleep() {
        return phase == ASLEEP && interpreter.sleepMillis() > 0;
    }

    /** Whether a restart has been asked for and everything is said: a board then makes a new one, that boots. */
    public boolean restarting() {
        return phase == OVER;
    }
}

package wsat;

import wsat.at.Interpreter;
import wsat.at.Output;
import wsat.at.Settings;
import wsat.at.socket.SocketLinks;
import wsat.at.station.Wifi;
import wsat.at.time.WallClock;
import wsat.at.websocket.WebSocketLinks;
import wsat.link.Link;
import wsat.link.RequestHeaders;
import wsat.port.Board;
import wsat.port.Uart;
import wsat.port.WebSocketPort;

/**
 * The whole module: command interpreter, links and the line to the host. All of it belongs to one thread,
 * and {@link #poll} never waits. Making one is a power-up; after {@code AT+RST} a board makes a new one.
 */
public final class Coprocessor {
    /** WebSocket links of ESP-AT: 0, 1 and 2. */
    public static final int LINKS = 3;

    /** A restart waits this long for the line to take what was said. */
    private static final int RESTART_DRAIN_MICROS = 3_000_000;
    /** However long a frame is, the host is heard after this. */
    private static final int HEAR_MICROS = 10_000_000;
    /** A host that finds other settings after a restart has this long to follow: an ESP32 boots longer. */
    private static final int LINE_CHANGE_MICROS = 50_000;

    private final Uart uart;
    private final Output output;
    private final WallClock clock;
    private final News news;
    private final WebSocketLinks webSockets;
    private final Dialect dialect;
    private final Interpreter interpreter;
    private final Link[] links = new Link[LINKS];
    private final SocketLinks sockets;

    private boolean restartBegun;
    private long restartBy;
    private boolean asleep;
    private long asleepUntil;
    private boolean restarting;
    private long heardAt;
    private final byte[] unheard = new byte[256];

    /** Powers up: everything is as after a reset, and {@code ready} is said at the first poll. */
    public Coprocessor(Board board, Settings settings) {
        uart = board.uart();
        output = new Output(uart, outputMax(settings), settings.urcGuardMillis);
        RequestHeaders headers = new RequestHeaders(settings.headerMax);
        for (int i = 0; i < LINKS; i++) {
            links[i] = new Link(i, board.webSockets(), board.log(), headers, settings.lineMax, settings.headerMax,
                    settings.bufferMax);
        }
        clock = new WallClock(board.clock());
        Wifi wifi = new Wifi(board.station());
        sockets = new SocketLinks(board.sockets(), board.log(), settings.sockets);
        webSockets = new WebSocketLinks(links, board.webSockets(), output);
        news = new News(webSockets, sockets, clock, wifi, output);
        dialect = new Dialect(board, webSockets, headers, sockets, clock, wifi, output, settings);
        interpreter = new Interpreter(uart, dialect.chapters, dialect.modes, output, board.log(), settings,
                Dialect.payloadMax(settings));
        output.say("\r\nready\r\n");
    }

    /** The longest message without its payload: all URIs, all headers or all commands, behind an echo. */
    private static int outputMax(Settings settings) {
        return 2048 + Math.max(LINKS * (settings.lineMax + 32), Math.max(settings.headerMax + 1024, 8192));
    }

    /**
     * Does a bounded amount of what there is to do: goes on with what is being said; then, while nothing
     * is being said, hears the host, looks after the links and tells one piece of news.
     *
     * @param now microseconds of a clock that never goes back; any origin
     * @return how much was done; 0: nothing until something arrives or {@link #nextDeadline} comes
     */
    public int poll(long now) {
        if (restarting) {
            return 0;
        }
        if (asleep) {
            return sleep(now);
        }
        int work = output.pump(now);
        if (interpreter.restartAsked()) {
            return work + restart(now);
        }
        if (!output.idle() || interpreter.waitsForLine() && !uart.drained()) {
            webSockets.saying(now);
            return work;
        }
        if (interpreter.waitsForLine()) {
            interpreter.okHasLeft();
            work++;
        }
        boolean rest = webSockets.inRest(now);
        if (!rest || now - heardAt >= HEAR_MICROS) {
            int heard = interpreter.turn(now);
            work += heard;
            if (!rest || heard == 0) {
                heardAt = now;
            } else {
                return work + output.pump(now); // to its end, before more of the frame
            }
        }
        for (int i = 0; i < LINKS && output.idle(); i++) {
            work += links[i].poll(now);
        }
        work += clock.poll(now);
        work += news.turn(interpreter.running() || interpreter.midLine(now), now);
        return work + output.pump(now);
    }

    private int restart(long now) {
        if (!restartBegun) {
            restartBegun = true;
            restartBy = now + RESTART_DRAIN_MICROS;
        }
        boolean said = output.idle() && uart.drained();
        if (!said && now - restartBy < 0) {
            return 0;
        }
        for (int i = 0; i < LINKS; i++) {
            links[i].close(WebSocketPort.GOING_AWAY);
        }
        sockets.closeAll();
        asleep = true;
        asleepUntil = now + Math.max(interpreter.sleepMillis() * 1000L,
                dialect.lineChangesAtPowerUp() ? LINE_CHANGE_MICROS : 0);
        return 1 + sleep(now);
    }

    /** ESP-AT, AT+GSLP: what a host says meanwhile is lost. */
    private int sleep(long now) {
        int work = 0;
        while (interpreter.sleepMillis() > 0 && uart.read(unheard, 0, unheard.length) > 0) {
            work = 1;
        }
        if (now - asleepUntil < 0) {
            return work;
        }
        restarting = true;
        return 1;
    }

    /**
     * When {@link #poll} is due even if nothing arrives and the line takes nothing.
     *
     * @return microseconds of the clock given to poll, Long.MAX_VALUE: never
     */
    public long nextDeadline(long now) {
        if (asleep) {
            return asleepUntil;
        }
        if (interpreter.restartAsked()) {
            return restartBy;
        }
        if (!output.idle() || interpreter.waitsForLine()) {
            return Long.MAX_VALUE;
        }
        long next = news.deadline(now);
        if (!webSockets.inRest(now)) {
            next = Math.min(next, interpreter.deadline(now));
        }
        next = Math.min(next, clock.deadline());
        for (int i = 0; i < LINKS; i++) {
            next = Math.min(next, links[i].deadline());
        }
        return next;
    }

    /** Whether something is under way that a board should wait for before it ends, more than the host's words. */
    public boolean busy() {
        return interpreter.running() && !interpreter.takesPayload() || interpreter.restartAsked()
                || interpreter.waitsForLine() || !output.idle();
    }

    /** Whether a restart has been asked for and everything is said: a board then makes a new one. */
    public boolean restarting() {
        return restarting;
    }
}

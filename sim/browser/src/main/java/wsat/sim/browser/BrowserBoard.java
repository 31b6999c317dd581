package wsat.sim.browser;

import java.util.Random;
import wsat.at.Settings;
import wsat.at.Version;
import wsat.board.fault.Faults;
import wsat.board.fault.FaultyClock;
import wsat.board.fault.FaultyLinks;
import wsat.board.fault.FaultyResolver;
import wsat.board.fault.FaultySockets;
import wsat.board.fault.FaultyStation;
import wsat.board.fault.FaultyUart;
import wsat.board.flash.FileFlash;
import wsat.board.line.Doorbell;
import wsat.board.os.Ticks;
import wsat.board.text.Printable;
import wsat.board.web.Event;
import wsat.board.web.Watching;
import wsat.port.Announcer;
import wsat.port.Board;
import wsat.port.Clock;
import wsat.port.Entropy;
import wsat.port.Flash;
import wsat.port.ListenPort;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.SocketPort;
import wsat.port.Station;
import wsat.port.Thermometer;
import wsat.port.Uart;
import wsat.port.WebSocketPort;
import wsat.sim.world.Surroundings;

/** A page as a board. */
final class BrowserBoard implements Board {
    /** As ESP-AT has them. */
    static final int MFG_NVS_SIZE = FileFlash.DEFAULT_SIZE;
    private static final int NVS_SIZE = 0x6000;

    final PageLine line;
    final KeptFlash mfgNvs;
    final KeptFlash nvs;
    final Surroundings surroundings;
    final BrowserLinks links;
    final Faults faults;
    final Ticks ticks = new Ticks();
    private final Uart watchedLine;
    private final WebSocketPort watchedLinks;
    private final SocketPort watchedSockets;
    private final Station station;
    private final Resolver resolver;
    private final Clock clock;
    private final Page page;
    private final Entropy entropy = new Random()::nextInt;

    /**
     * @param mfgBytes what was kept of the partition {@code mfg_nvs}; empty: nothing
     * @param nvsBytes the same of {@code nvs}
     * @param reset    has the module lose its power for a moment
     */
    BrowserBoard(Settings settings, Page page, byte[] mfgBytes, byte[] nvsBytes, Runnable reset) {
        this.page = page;
        line = new PageLine(page,
                count -> log(Log.WARN, "line", "bytes of the host's lost, not heard in time:", count));
        mfgNvs = new KeptFlash("mfg_nvs", MFG_NVS_SIZE, mfgBytes);
        nvs = new KeptFlash("nvs", NVS_SIZE, nvsBytes);
        surroundings = new Surroundings(settings, System.currentTimeMillis(),
                words -> page.log(Log.INFO, Printable.of(words)));
        links = new BrowserLinks(settings.links, surroundings.webSockets(), page, log());
        faults = new Faults(settings.links, settings.sockets, new Doorbell(page::wake), ticks, log(),
                surroundings.clock(), new PageMachinery(reset), true,
                fault -> page.event(new Event("fault", ticks.micros()).put("x", fault.words()).json()));
        Watching watching = new Watching(settings, "browser", Version.WSAT, true, page::event, ticks);
        page.event(new Event("server", ticks.micros()).put("x", "wss://echo" + Surroundings.WITHIN + "/").json());
        settings.trace = watching.trace();
        watchedLine = watching.uart(new FaultyUart(line, faults), () -> -1);
        watchedLinks = watching.links(new FaultyLinks(links, settings.links, faults), true);
        watchedSockets = watching.sockets(
                new FaultySockets(surroundings.sockets(), settings.sockets, faults));
        station = new FaultyStation(surroundings.station(), faults);
        clock = new FaultyClock(surroundings.clock(), faults);
        resolver = new FaultyResolver(surroundings.resolver(), faults);
    }

    /** What faults reach of a page: the module, and no certificates. */
    private record PageMachinery(Runnable restart) implements Faults.Machinery {
        @Override
        public void reset() {
            restart.run();
        }

        @Override
        public void certificatesExpire(boolean expire) {
            // the words are refused before
        }
    }

    @Override
    public Uart uart() {
        return watchedLine;
    }

    @Override
    public WebSocketPort webSockets() {
        return watchedLinks;
    }

    @Override
    public SocketPort sockets() {
        return watchedSockets;
    }

    @Override
    public ListenPort socketListeners() {
        return surroundings.socketListeners();
    }

    @Override
    public ListenPort webSocketListeners() {
        return surroundings.webSocketListeners();
    }

    @Override
    public Station station() {
        return station;
    }

    @Override
    public Resolver resolver() {
        return resolver;
    }

    @Override
    public Announcer announcer() {
        return surroundings.announcer();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Flash mfgNvs() {
        return mfgNvs;
    }

    @Override
    public Flash nvs() {
        return nvs;
    }

    /** A room. */
    @Override
    public Thermometer thermometer() {
        return () -> 2134;
    }

    @Override
    public Entropy entropy() {
        return entropy;
    }

    @Override
    public Log log() {
        return this::log;
    }

    private void log(int level, CharSequence where, String what, long value) {
        page.log(level, Printable.of(new StringBuilder().append(where).append(": ").append(what)
                .append(value == Log.NO_VALUE ? "" : " " + value).toString()));
    }
}

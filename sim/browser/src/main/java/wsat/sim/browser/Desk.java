package wsat.sim.browser;

import wsat.Coprocessor;
import wsat.at.Settings;

/** The loop of a module in a page: a turn is done when something has happened or time has come, and never waits. */
final class Desk {
    /** So much is done before others have their turn. */
    private static final int POLLS_MAX = 500;
    /** How soon it is looked whether the browser has sent what it was given. */
    private static final int SENDING_MILLIS = 4;

    private final Settings settings = new Settings();
    private final Page page;
    final BrowserBoard board;
    private Coprocessor coprocessor;

    Desk(Page page, byte[] mfgNvs, byte[] nvs) {
        this.page = page;
        board = new BrowserBoard(settings, page, mfgNvs, nvs, this::reset);
        coprocessor = new Coprocessor(board, settings);
    }

    /** The partition {@code mfg_nvs} becomes this, and the module starts anew. */
    void load(byte[] image) {
        board.mfgNvs.become(image);
        reset();
    }

    /** The module loses its power for a moment: what is in flash is left. */
    void reset() {
        for (int i = 0; i < settings.links; i++) {
            board.webSockets().drop(i);
        }
        for (int i = 0; i < settings.sockets; i++) {
            board.sockets().close(i);
        }
        coprocessor = new Coprocessor(board, settings, settings.bootMillis);
        page.wake();
    }

    /**
     * Does what there is to do.
     *
     * @param now microseconds since the beginning, which never go back
     * @return when the next turn is due at the latest, Long.MAX_VALUE: when something happens
     */
    long turn(long now) {
        int polls = 0;
        int work;
        do {
            board.surroundings.advance(now / 1000);
            work = coprocessor.poll(now);
            if (coprocessor.restarting()) {
                coprocessor = new Coprocessor(board, settings, settings.bootMillis);
                work++;
            }
        } while (work > 0 && ++polls < POLLS_MAX);
        board.mfgNvs.store(page);
        board.nvs.store(page);
        return work > 0 ? now : next(now);
    }

    private long next(long now) {
        long others = micros(board.surroundings.nextEvent());
        long faults = board.faults.nextDeadline();
        long left = faults == Long.MAX_VALUE ? faults : now + Math.max(0, faults - board.ticks.millis()) * 1000;
        long next = Math.min(coprocessor.nextDeadline(now), Math.min(others, left));
        return board.links.sends() ? Math.min(next, now + SENDING_MILLIS * 1000) : next;
    }

    private static long micros(long millis) {
        return millis == Long.MAX_VALUE ? millis : millis * 1000;
    }
}

package wsat.nvs;

import wsat.port.Flash;

/**
 * All pages of a partition: those in use by sequence number, the free ones, and how a full partition gets
 * its next page while one free page is always kept (ESP-IDF, Non-Volatile Storage, Pages and Entries).
 */
final class Pages {
    private final Medium medium;
    private final Page[] all;
    private final Page[] inUse;
    private final Page[] free;
    private final Entry scratch = new Entry();
    private int inUseCount;
    private int freeCount;
    private int nextSequence;
    private int damaged;

    Pages(Flash flash) {
        int count = flash.size() / Flash.SECTOR;
        medium = new Medium(flash);
        byte[] block = new byte[Flash.SECTOR];
        Entry probe = new Entry();
        all = new Page[count];
        inUse = new Page[count];
        free = new Page[count];
        for (int i = 0; i < count; i++) {
            all[i] = new Page(medium, i * Flash.SECTOR, block, probe);
        }
    }

    /**
     * Reads all pages; finishes what a power cut interrupted. After {@link Nvs#MEDIUM} what can be read is known.
     */
    int load() {
        medium.retry();
        inUseCount = 0;
        freeCount = 0;
        nextSequence = 0;
        damaged = 0;
        for (int i = 0; i < all.length; i++) {
            int status = all[i].load();
            if (status != Nvs.OK) {
                return status;
            }
            int state = all[i].state();
            if (state == PageHeader.EMPTY || state == PageHeader.CORRUPT) {
                free[freeCount++] = all[i];
                damaged += state == PageHeader.CORRUPT ? 1 : 0;
            } else {
                insert(all[i]);
            }
        }
        if (inUseCount == 0) {
            return activate();
        }
        nextSequence = current().sequence() + 1;
        return finishFreeing();
    }

    /** Whether the medium has failed since the last {@link #load}. What is known of the pages may then be wrong. */
    boolean failed() {
        return medium.failed();
    }

    /** Pages that the last {@link #load} could not read. */
    int damaged() {
        return damaged;
    }

    /** Pages in use, the oldest first. */
    int count() {
        return inUseCount;
    }

    Page get(int position) {
        return inUse[position];
    }

    /** The page that is written. */
    Page current() {
        return inUse[inUseCount - 1];
    }

    int total() {
        return all.length;
    }

    /** Without a free page nothing can be written: it could not be reclaimed safely. */
    boolean isWritable() {
        return freeCount > 0;
    }

    /** The most entries in a row that can be had. */
    int roomAtBest() {
        if (freeCount == 0) {
            return 0;
        }
        if (freeCount >= 2) {
            return Page.ENTRIES;
        }
        int best = current().room();
        for (int i = 0; i < inUseCount; i++) {
            best = Math.max(best, Page.ENTRIES - inUse[i].used());
        }
        return best;
    }

    /** All entries that can be had, the free page that must stay left out. */
    int roomInAll() {
        int room = (freeCount - 1) * Page.ENTRIES;
        for (int i = 0; i < inUseCount; i++) {
            room += Page.ENTRIES - inUse[i].used();
        }
        return room;
    }

    /** Makes the current page one that has room for so many entries. */
    int makeRoom(int entries) {
        if (freeCount == 0) {
            return Nvs.NO_SPACE;
        }
        if (current().room() >= entries) {
            return Nvs.OK;
        }
        if (roomAtBest() < entries) {
            return Nvs.NO_SPACE;
        }
        int status = requestNewPage();
        return status == Nvs.OK && current().room() < entries ? Nvs.NO_SPACE : status;
    }

    /**
     * Ends the current page and begins another. When only one page is free, that with the fewest live
     * entries moves there and becomes the free one.
     */
    int requestNewPage() {
        if (!current().markFull()) {
            return Nvs.MEDIUM;
        }
        if (freeCount != 1) {
            return activate();
        }
        Page victim = inUse[0];
        for (int i = 1; i < inUseCount; i++) {
            if (inUse[i].used() < victim.used()) {
                victim = inUse[i];
            }
        }
        if (victim.used() == Page.ENTRIES) {
            return Nvs.NO_SPACE;
        }
        return victim.markFreeing() ? move(victim) : Nvs.MEDIUM;
    }

    private int move(Page victim) {
        int status = activate();
        if (status != Nvs.OK) {
            return status;
        }
        return victim.copyTo(current()) && release(victim) ? Nvs.OK : Nvs.MEDIUM;
    }

    private int activate() {
        if (freeCount == 0) {
            return Nvs.NO_SPACE;
        }
        Page page = free[0];
        boolean erased = page.state() != PageHeader.CORRUPT || page.erasePage();
        freeCount--;
        System.arraycopy(free, 1, free, 0, freeCount);
        page.activate(nextSequence++);
        inUse[inUseCount++] = page;
        return erased ? Nvs.OK : Nvs.MEDIUM;
    }

    private boolean release(Page page) {
        boolean erased = page.erasePage();
        int at = 0;
        while (inUse[at] != page) {
            at++;
        }
        inUseCount--;
        System.arraycopy(inUse, at + 1, inUse, at, inUseCount - at);
        free[freeCount++] = page;
        return erased;
    }

    /**
     * A page that was being moved is moved again: its copy, if there is one, is the current page and holds
     * nothing else; its state may be any, if its erasing was cut. A current page that holds more is none and is kept.
     */
    private int finishFreeing() {
        for (int i = 0; i < inUseCount; i++) {
            Page victim = inUse[i];
            if (victim.state() != PageHeader.FREEING) {
                continue;
            }
            Page copy = current();
            if (copy != victim && copy.holdsOnlyCopiesOf(victim, scratch) && !release(copy)) {
                return Nvs.MEDIUM;
            }
            if (freeCount == 0) {
                return Nvs.OK;
            }
            int status = current().markFull() ? move(victim) : Nvs.MEDIUM;
            if (status != Nvs.OK) {
                return status;
            }
            i = -1;
        }
        return Nvs.OK;
    }

    /** Behind all pages whose sequence number is not greater. */
    private void insert(Page page) {
        int at = inUseCount;
        while (at > 0 && isLess(page.sequence(), inUse[at - 1].sequence())) {
            inUse[at] = inUse[at - 1];
            at--;
        }
        inUse[at] = page;
        inUseCount++;
    }

    private static boolean isLess(int a, int b) {
        return a + Integer.MIN_VALUE < b + Integer.MIN_VALUE;
    }
}

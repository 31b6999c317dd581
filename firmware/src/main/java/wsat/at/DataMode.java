package wsat.at;

import wsat.port.Log;

/**
 * The data mode of passthrough: all that the host says goes to a link, in pieces, until it says {@code +++} by itself
 * (ESP-AT, TCP-IP AT Commands, {@code +++}). What the link does not take is kept; when no more can be kept, the line is
 * not read, and its flow control stops the host.
 */
final class DataMode {
    /** As long is the silence before and behind {@code +++}, and shorter every pause within. */
    private static final int SILENCE_MICROS = 20_000;
    private static final int ESCAPE_LENGTH = 3;
    /** A host that has ended it waits so long for the link to take the last bytes. */
    private static final int LAST_MICROS = 10_000_000;

    private final Output output;
    private final Log log;
    private final byte[] bytes;
    /** Null: not in it. */
    private Passthrough link;
    /** What waits: {@code bytes[from, to)}. */
    private int from;
    private int to;
    private long firstAt;
    private long lastAt;
    /** Whether all that came since the last silence, {@link #run} bytes, may be {@code +++}. */
    private boolean escaping;
    private int run;
    private boolean full;
    /** Whether the link has not taken what it was offered last. */
    private boolean refused;
    private boolean leaving;
    /** How many bytes are still to come. */
    private long left;

    /** @param bytes room for what waits, in which nobody else keeps anything meanwhile */
    DataMode(byte[] bytes, Output output, Log log) {
        this.bytes = bytes;
        this.output = output;
        this.log = log;
    }

    /** Begins it. @param silent whether the host has said nothing before */
    void begin(Passthrough to, boolean silent, long now) {
        link = to;
        from = 0;
        this.to = 0;
        run = 0;
        escaping = silent;
        full = false;
        refused = false;
        leaving = false;
        left = to.length();
        lastAt = now;
    }

    /** The link whose data mode it is; null: none. */
    Passthrough link() {
        return link;
    }

    /** How many bytes the host is waited for; 0: as many as it likes, or others wait for the link before them. */
    long missing() {
        return link == null || link.length() == Passthrough.WITHOUT_END || from < to ? 0 : left;
    }

    /** Ends it without a result of the link's. */
    void abandon() {
        link = null;
    }

    /** Whether bytes wait that the link will take. */
    boolean busy() {
        return link != null && from < to && link.isOpen();
    }

    /** Takes what the host says and hands on what is due. @return work done */
    int turn(Input input, long now) {
        int work = link.poll(now);
        if (left == 0) {
            return work + complete(now);
        }
        if (leaving) {
            return work + leave(now);
        }
        if (escapeDue(now)) {
            return work + (output.idle() ? beginLeaving(now) : 0);
        }
        work += take(input, now);
        if (link == null) {
            return work + 1;
        }
        if (escaping && run > 0 && run < ESCAPE_LENGTH && now - lastAt >= SILENCE_MICROS) {
            escaping = false; // bytes like others
            work++;
        }
        return work + handOn(now);
    }

    private boolean escapeDue(long now) {
        return escaping && run == ESCAPE_LENGTH && now - lastAt >= SILENCE_MICROS;
    }

    private int take(Input input, long now) {
        if (from == to) {
            from = 0;
            to = 0;
        } else if (to == bytes.length && from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == bytes.length) {
            full = true; // whatever pauses there are now, nobody hears them
            return 0;
        }
        long before = input.heardAt();
        int got = input.takePayload(bytes, to, (int) Math.min(bytes.length - to, left), now);
        if (got > 0) {
            left -= got;
            link.heard(got);
            look(got, input.heardAt() - before >= SILENCE_MICROS && !full);
            full = false;
            lastAt = input.heardAt();
            firstAt = from == to ? lastAt : firstAt;
            to += got;
        }
        boolean cut = input.takeCut();
        if (cut && link.length() != Passthrough.WITHOUT_END) { // else who is plugged in next goes on with the link
            log.log(Log.WARN, "payload", "the line was cut in the middle of it, bytes missing:", left);
            link = null;
        }
        return got;
    }

    /** Looks for {@code +++} in what has come. @param silent whether the host had paused before it */
    private void look(int count, boolean silent) {
        if (silent) {
            escaping = true;
            run = 0;
        }
        for (int i = 0; escaping && i < count; i++) {
            escaping = run++ < ESCAPE_LENGTH && bytes[to + i] == '+';
        }
    }

    /** How many bytes may leave: all but those that may be {@code +++}. */
    private int ready() {
        return to - from - (escaping ? run : 0);
    }

    private int handOn(long now) {
        int pieceMax = link.pieceMax();
        int work = 0;
        while (ready() >= pieceMax && send(pieceMax, now)) {
            work++;
        }
        if (ready() > 0 && ready() < pieceMax && now - waitUntil() >= 0 && send(ready(), now)) {
            work++;
        }
        return work;
    }

    private long waitUntil() {
        return (link.isMessages() ? lastAt : firstAt) + link.intervalMicros();
    }

    private boolean send(int length, long now) {
        int taken = link.isOpen() ? link.send(bytes, from, length, now) : 0;
        if (taken > 0) {
            from += taken;
            firstAt = lastAt;
        }
        refused = taken == 0;
        return !refused;
    }

    // --- the end ----------------------------------------------------------------------------------

    /** All bytes have come, and {@code +++} among them means nothing. */
    private int complete(long now) {
        int work = sendAll(now);
        if (from < to || !link.isDone() || !output.idle()) {
            return work;
        }
        return work + over();
    }

    private int over() {
        Passthrough ended = link;
        link = null;
        ended.ended();
        return 1;
    }

    /** As far as the link takes it. @return work done */
    private int sendAll(long now) {
        int work = 0;
        while (from < to && send(Math.min(to - from, link.pieceMax()), now)) {
            work++;
        }
        return work;
    }

    private int beginLeaving(long now) {
        to -= run;
        link.heard(-run);
        leaving = true;
        return 1 + leave(now);
    }

    private int leave(long now) {
        int work = sendAll(now);
        if (from < to && link.isOpen() && now - lastAt < LAST_MICROS || !output.idle()) {
            return work;
        }
        if (from < to) {
            log.log(Log.WARN, "passthrough", "ended by +++ while the link did not take what the host had sent;"
                    + " bytes lost:", to - from);
        }
        return work + over();
    }

    /** When {@link #turn} is due by time alone. @return microseconds, Long.MAX_VALUE: never */
    long deadline() {
        long next = link.deadline();
        if (left == 0) {
            return next;
        }
        if (leaving) {
            return from < to && output.idle() ? Math.min(next, lastAt + LAST_MICROS) : next;
        }
        if (escaping && run == ESCAPE_LENGTH) {
            return output.idle() ? Math.min(next, lastAt + SILENCE_MICROS) : next;
        }
        if (escaping && run > 0) {
            next = Math.min(next, lastAt + SILENCE_MICROS);
        }
        int ready = ready();
        boolean waits = ready > 0 && ready < link.pieceMax() && link.isOpen() && !refused;
        return waits ? Math.min(next, waitUntil()) : next;
    }
}

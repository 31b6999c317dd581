package wsat.sim.world;

import java.nio.charset.StandardCharsets;
import wsat.at.Settings;

/** The host's end of a line to a module, with a {@link Mutation} on it. Time is the module's world's. */
final class HostLine {
    private static final String READY = "\r\nready\r\n";
    private static final long LATE_MILLIS = 300;

    private final World world = new World(new Settings(), 0, 0);
    private final Mutation mutation;
    private final StringBuilder arrived = new StringBuilder();
    private String late = "";
    private long lateAt;
    private boolean changed;

    /** A module that has been up for a while, and whose servers send everything back. */
    HostLine(Mutation mutation) {
        this.mutation = mutation;
        world.network().server.echo = true;
        world.run(200);
        powerUp();
    }

    private void powerUp() {
        world.heard().reset();
        if (mutation == Mutation.ECHO_OFF) {
            changed = true;
            send("ATE0\r\n");
            world.run(50);
            world.heard().reset();
        }
    }

    /** Whether the host has heard anything else than the module has said. */
    boolean changed() {
        return changed;
    }

    /** Milliseconds. */
    long now() {
        return world.now();
    }

    void send(String text) {
        byte[] bytes = Bytes.of(text);
        world.hostSends(bytes, 0, bytes.length);
    }

    /** Drops what has come and was not read. */
    void flush() {
        world.settle();
        take();
        arrived.setLength(0);
    }

    /** The next byte that comes before {@code end}, or -1. @param end of {@link #now} */
    int read(long end) {
        while (arrived.length() == 0 && world.now() < end) {
            world.step(late.isEmpty() ? end : Math.min(end, lateAt));
            take();
        }
        if (arrived.length() == 0) {
            return -1;
        }
        char first = arrived.charAt(0);
        arrived.deleteCharAt(0);
        return first;
    }

    private void take() {
        if (!late.isEmpty() && world.now() >= lateAt) {
            arrived.append(late);
            late = "";
        }
        String said = world.heard().toString(StandardCharsets.ISO_8859_1);
        world.heard().reset();
        String heard = mutation.on(said);
        changed |= !heard.equals(said);
        int cut = heard.indexOf(Mutation.LATER);
        if (cut >= 0) {
            late = heard.substring(cut + 1);
            lateAt = world.now() + LATE_MILLIS;
            heard = heard.substring(0, cut);
        }
        arrived.append(heard);
        if (said.endsWith(READY)) {
            powerUp();
        }
    }
}

package wsat.sim.world;

/** Virtual time: it moves only when the {@link World} moves it. */
final class VirtualTime {
    /** Milliseconds since the world began. */
    long millis;
}

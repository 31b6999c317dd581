package wsat.sim.world;

import java.util.Random;

/** What is left to chance on a line and in a network: nothing at all, or as a seed has it. */
final class Chance {
    /** Nothing is left to chance: everything goes at once and whole. */
    static final Chance NONE = new Chance(null);

    private final Random random;

    private Chance(Random random) {
        this.random = random;
    }

    static Chance of(long seed) {
        return new Chance(new Random(seed));
    }

    /** From 0 to {@code most}; 0 where nothing is left to chance. */
    int upTo(int most) {
        return random == null ? 0 : random.nextInt(most + 1);
    }

    /** True in one of {@code n} cases; never where nothing is left to chance. */
    boolean oneIn(int n) {
        return random != null && random.nextInt(n) == 0;
    }

    /** How much of {@code whole} goes at once: at least 1 byte, mostly few, now and then all. */
    int gulp(int whole) {
        if (random == null || whole < 2 || random.nextInt(4) == 0) {
            return whole;
        }
        return 1 + random.nextInt(Math.min(whole, random.nextBoolean() ? 4 : 100));
    }
}

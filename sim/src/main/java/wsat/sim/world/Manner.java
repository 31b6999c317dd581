package wsat.sim.world;

import wsat.at.Settings;

/**
 * How a transcript is played.
 *
 * @param echo whether echo stays on; else {@code ATE0} is sent at the beginning and after each restart
 * @param cuts how the host's bytes are cut
 * @param seed of what is left to chance, for {@link Cuts#RANDOM}
 */
public record Manner(boolean echo, Cuts cuts, long seed) {

    /** How the host's bytes are cut on their way to the module. */
    public enum Cuts {
        /** What is sent at once arrives at once. */
        WHOLE,
        /** Each byte arrives alone. */
        BYTES,
        /** Any pieces at any pace, and a line that takes and gives in small gulps. */
        RANDOM
    }

    /** As a person would play it. */
    public static final Manner PLAIN = new Manner(true, Cuts.WHOLE, 0);

    World world(Settings settings, int baud, int station, boolean softAp) {
        return new World(settings, baud, cuts == Cuts.RANDOM ? seed : 0, station, softAp);
    }

    @Override
    public String toString() {
        return (echo ? "echo on, " : "echo off, ")
                + (cuts == Cuts.RANDOM ? "seed " + seed : cuts == Cuts.BYTES ? "byte by byte" : "whole");
    }
}

package wsat.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import wsat.port.Entropy;

/** The pauses between attempts, as numbers. */
class ReconnectPolicyTest {
    private static final Entropy NONE = () -> {
        throw new AssertionError("nothing is left to chance here");
    };

    private final ReconnectPolicy policy = new ReconnectPolicy();

    private List<Integer> pauses(Entropy entropy, int count) {
        List<Integer> pauses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pauses.add(policy.pause(entropy, 0));
        }
        return pauses;
    }

    @Test
    void asOnEspAtBeforeTheHostSaysOtherwise() {
        assertEquals(List.of(10_000, 10_000, 10_000, 10_000), pauses(NONE, 4));
        assertTrue(policy.again());
        assertEquals(10_000, policy.pause(NONE, 3600), "Retry-After is for hosts that know of it");
        assertFalse(policy.afterClose());
    }

    @Test
    void pausesGrowUpToTheLongest() {
        policy.set(1000, 20_000, 20, 0, 0, false);
        assertEquals(List.of(1000, 2000, 4000, 8000, 16_000, 20_000, 20_000), pauses(NONE, 7));
        policy.connected();
        assertEquals(List.of(1000, 2000), pauses(NONE, 2));
    }

    @Test
    void theLongestPausesDoNotOverflow() {
        policy.set(ReconnectPolicy.MILLIS_MAX, ReconnectPolicy.MILLIS_MAX, ReconnectPolicy.FACTOR_MAX, 100, 0, false);
        for (int random : new int[] {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            int pause = policy.pause(() -> random, Integer.MAX_VALUE);
            assertTrue(pause >= ReconnectPolicy.MILLIS_MAX && pause <= 2 * ReconnectPolicy.MILLIS_MAX,
                    pause + " of " + random);
        }
    }

    @Test
    void chanceTakesOfThePauseAndNeverOfTheNextOne() {
        policy.set(1000, 64_000, 20, 50, 0, false);
        Random random = new Random(1);
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < 1000; i++) {
            policy.connected();
            int first = policy.pause(random::nextInt, 0);
            least = Math.min(least, first);
            most = Math.max(most, first);
            int second = policy.pause(random::nextInt, 0);
            assertTrue(second >= 1000 && second <= 2000, "second " + second);
        }
        assertTrue(least >= 500 && least < 510 && most <= 1000 && most > 990, least + " to " + most);
    }

    @Test
    void allOfAPauseMayBeLeftToChance() {
        policy.set(1, 1, 10, 100, 0, false);
        assertEquals(1, policy.pause(() -> -1, 0), "a pause of nothing is none");
    }

    @Test
    void attemptsAreCountedFromTheConnectionOn() {
        policy.set(1000, 1000, 10, 0, 2, false);
        assertTrue(policy.again());
        policy.pause(NONE, 0);
        assertTrue(policy.again());
        policy.pause(NONE, 0);
        assertFalse(policy.again());
        assertEquals(2, policy.attempt());
        policy.connected();
        assertTrue(policy.again());
    }

    @Test
    void whatWasSetCanBeAskedFor() {
        policy.set(1000, 20_000, 15, 25, 7, true);
        assertEquals(List.of(1000, 20_000, 15, 25, 7), List.of(policy.firstMillis(), policy.maxMillis(),
                policy.factorTenths(), policy.jitterPercent(), policy.attempts()));
        assertTrue(policy.afterClose());
    }

    @Test
    void noFirstPauseMeansNoAttempt() {
        policy.set(0, 0, 10, 0, 0, false);
        assertFalse(policy.again());
    }

    @Test
    void retryAfterIsWaitedForAndNotByAllInOneMoment() {
        policy.set(1000, 10_000, 20, 50, 0, false);
        assertEquals(30_000, policy.pause(() -> 0, 30));
        int pause = policy.pause(() -> 2 * 700, 30);
        assertEquals(30_700, pause, "what chance would have taken of the pause comes on top");
        assertEquals(4000, policy.pause(() -> 0, 1), "the longer of the two");
    }
}

package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;

/**
 * A host that says anything, on a network that does anything, for many virtual hours: nothing is thrown, nothing
 * hangs, nothing is said but whole messages, and the host gets every byte that the module took from the network
 * for it. {@code -Dwsat.seed=N} runs that seed alone, {@code -Dwsat.seeds=N} so many.
 */
class FuzzTest {
    private static final int SEEDS = Integer.getInteger("wsat.seeds", 30);
    private static final int STEPS = 600;
    private static final int HOUR = 3_600_000;
    private static final int[] BAUDS = {0, 0, 9600, 115200, 921600};

    private interface Run {
        void of(long seed);
    }

    private static void eachSeed(Run run) {
        Long only = Long.getLong("wsat.seed");
        for (long seed = only == null ? 1 : only; seed <= (only == null ? SEEDS : only); seed++) {
            try {
                run.of(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + " (again: -Dtest=FuzzTest -Dwsat.seed=" + seed + "): " + e,
                        e);
            }
        }
    }

    @Test
    void nothingBreaksOrHangs() {
        eachSeed(seed -> {
            Random random = new Random(seed);
            World world = new World(settings(random), BAUDS[random.nextInt(BAUDS.length)], seed);
            RandomHost host = new RandomHost(random);
            RandomServers servers = new RandomServers(random, world);
            for (int i = 0; i < STEPS; i++) {
                int what = random.nextInt(8);
                if (what == 0) {
                    say(world, Bytes.of((random.nextBoolean() ? host.format() : host.own()) + "\r\n"));
                } else if (what < 3) {
                    say(world, random.nextInt(3) == 0 ? host.payload() : host.says());
                } else if (what < 6) {
                    servers.act();
                } else {
                    pass(world, random);
                }
                world.heard().reset();
            }
            bringToRest(world, servers);
        });
    }

    @Test
    void onlyWholeMessagesAreSaidAndEveryByteIsDelivered() {
        eachSeed(seed -> {
            Random random = new Random(seed);
            World world = new World(new Settings(), BAUDS[random.nextInt(BAUDS.length)], seed);
            world.run(100);
            world.heard().reset();
            echoOff(world);
            say(world, Bytes.of("AT+CIPMUX=1\r\nAT+CIPRECVTYPE=" + Messages.PASSIVE + ",1\r\n"));
            RandomHost host = new RandomHost(random);
            RandomServers servers = new RandomServers(random, world);
            Messages messages = new Messages();
            for (int i = 0; i < STEPS; i++) {
                int what = random.nextInt(8);
                if (what < 3) {
                    say(world, messages.prompted() ? host.payload() : host.says());
                } else if (what < 6) {
                    servers.act();
                } else {
                    pass(world, random);
                }
                messages.hear(world.heard());
            }
            servers.calmDown();
            world.run(HOUR);
            messages.hear(world.heard());
            assertEquals("", messages.left());
            assertTrue(messages.count() > STEPS / 10, messages.count() + " messages");
            for (int link = 0; link < Settings.LINKS; link++) {
                assertArrayEquals(world.network().told(link).toByteArray(), messages.payload(link));
            }
            for (int link = 0; link < world.sockets().count(); link++) {
                assertArrayEquals(world.sockets().told(link).toByteArray(), messages.socketBytes(link));
            }
            bringToRest(world, servers);
        });
    }

    private static Settings settings(Random random) {
        Settings settings = new Settings();
        settings.urcGuardMillis = random.nextInt(5);
        settings.bootMillis = random.nextInt(200);
        settings.bufferMax = random.nextBoolean() ? 8192 : 65536;
        settings.lineMax = random.nextBoolean() ? 4096 : 256;
        settings.sockets = 5 + random.nextInt(6);
        settings.payloadIdleMillis = random.nextBoolean() ? 0 : 60_000;
        return settings;
    }

    private static void say(World world, byte[] bytes) {
        world.hostSends(bytes, 0, bytes.length);
        world.settle();
    }

    /** Time passes; as long as nothing is said, the firmware sleeps. */
    private static void pass(World world, Random random) {
        long millis = random.nextInt(4) == 0 ? random.nextInt(60_000) : random.nextInt(300);
        int heard = world.heard().size();
        long polls = world.polls();
        boolean sending = world.hostIsSending();
        world.run(millis);
        if (world.heard().size() == heard && !sending) {
            long most = 200 + 60 * (millis / 1000);
            assertTrue(world.polls() - polls <= most, world.polls() - polls + " polls in " + millis + " ms of silence");
        }
    }

    private static void echoOff(World world) {
        say(world, Bytes.of("ATE0\r\n"));
        world.run(1000);
        assertEquals("ATE0\r\n\r\nOK\r\n", world.heard().toString(StandardCharsets.ISO_8859_1));
        world.heard().reset();
    }

    /** Ends what is half done, closes what is open, and asks whether anybody is there. */
    private static void bringToRest(World world, RandomServers servers) {
        servers.calmDown();
        byte[] filler = new byte[66_000];
        java.util.Arrays.fill(filler, (byte) 'x');
        say(world, filler);
        say(world, Bytes.of("\r\n"));
        world.run(HOUR);
        for (int link = 0; link < Settings.LINKS; link++) {
            say(world, Bytes.of("AT+WSCLOSE=" + link + "\r\n"));
            world.run(10_000);
        }
        say(world, Bytes.of("AT+CIPCLOSE\r\n"));
        world.run(10_000);
        say(world, Bytes.of("AT+CIPCLOSE=" + world.sockets().count() + "\r\n"));
        world.run(10_000);
        say(world, Bytes.of("ATE0\r\n"));
        world.run(10_000);
        for (String query : new String[] {"AT+WSOPEN?\r\n", "AT+CIPSTATE?\r\n"}) {
            world.heard().reset();
            say(world, Bytes.of(query));
            world.run(10_000);
            assertEquals("\r\nOK\r\n", world.heard().toString(StandardCharsets.ISO_8859_1));
        }
        long polls = world.polls();
        world.run(HOUR);
        assertTrue(world.polls() - polls < 10, world.polls() - polls + " polls in an idle hour");
    }
}

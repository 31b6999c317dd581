package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;

/** What only a clock can see: pauses, paces, and sleep. */
class WorldTest {
    private static final int HOUR = 3_600_000;

    private static World world(int baud, long seed) {
        World world = new World(new Settings(), baud, seed);
        world.run(200);
        assertEquals("\r\nready\r\n", heard(world));
        return world;
    }

    private static String heard(World world) {
        String text = world.heard().toString(StandardCharsets.ISO_8859_1);
        world.heard().reset();
        return text;
    }

    private static void say(World world, String text) {
        byte[] bytes = Bytes.of(text);
        world.hostSends(bytes, 0, bytes.length);
    }

    private static void open(World world, int link) {
        say(world, "AT+WSOPEN=" + link + ",\"ws://h\"\r\n");
        world.run(1000);
        assertTrue(heard(world).endsWith("+WS_CONNECTED:" + link + "\r\n\r\nOK\r\n"));
    }

    /** When the host has heard so many bytes. */
    private static long when(World world, int count) {
        long end = world.now() + HOUR;
        while (world.heard().size() < count && world.now() < end) {
            world.step(end);
        }
        return world.now();
    }

    @Test
    void theLineIsQuietForThreeMillisecondsAfterAResult() {
        for (int baud : new int[] {0, 9600, 115200, 921600}) {
            for (long seed = 0; seed < 50; seed++) {
                World world = world(baud, seed);
                world.network().server.echo = true;
                open(world, 0);
                say(world, "AT+WSSEND=0,4\r\ntest");
                String result = "AT+WSSEND=0,4\r\n\r\nOK\r\n\r\n>\r\nSEND OK\r\n";
                long resultAt = when(world, result.length());
                long newsAt = when(world, result.length() + 1);
                assertTrue(newsAt - resultAt >= 3, newsAt - resultAt + " ms at " + baud + " baud, seed " + seed);
                assertTrue(newsAt - resultAt < 20, newsAt - resultAt + " ms at " + baud + " baud, seed " + seed);
                world.run(100);
                assertEquals(result + "+WS_DATA:0,4,test\r\n", heard(world));
            }
        }
    }

    @Test
    void aMessageLeavesInOneBurst() {
        for (int baud : new int[] {9600, 43000, 115200}) {
            World world = world(baud, 0);
            open(world, 0);
            world.network().connection(0).say(2, true, new byte[1000]);
            int length = "+WS_DATA:0,1000,".length() + 1000 + 2;
            long first = when(world, 1);
            long last = when(world, length);
            long needed = (length - 1) * 10_000L / baud;
            assertTrue(last - first <= needed + 2, last - first + " ms for " + needed + " at " + baud + " baud");
        }
    }

    @Test
    void aSlowLineLeavesTheRestInTheNetwork() {
        World world = world(9600, 0);
        open(world, 0);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            String text = String.format("%04d", i).repeat(250);
            world.network().connection(0).say(1, true, Bytes.of(text));
            expected.append("+WS_DATA:0,1000,").append(text).append("\r\n");
        }
        world.run(10_000);
        assertTrue(world.network().connection(0).unread() > 85, "still to come");
        world.run(200_000);
        assertEquals(expected.toString(), heard(world));
    }

    @Test
    void threeQuietLinksLetItSleep() {
        World world = world(0, 0);
        for (int link = 0; link < 3; link++) {
            open(world, link);
        }
        long polls = world.polls();
        world.run(HOUR);
        // A ping every ten seconds on each link: sent, gone, answered.
        assertTrue(world.polls() - polls < 3 * 360 * 8, world.polls() - polls + " polls");
    }

    @Test
    void itSleepsWhileItWaitsForAPayload() {
        World world = world(0, 0);
        say(world, "AT+WSHEAD=10\r\n");
        world.run(1000);
        long polls = world.polls();
        world.run(HOUR);
        assertTrue(world.polls() - polls < 10, world.polls() - polls + " polls");
    }

    @Test
    void theSameSeedIsTheSameWorld() {
        String[] runs = new String[2];
        for (int i = 0; i < runs.length; i++) {
            World world = world(9600, 7);
            world.network().server.echo = true;
            say(world, "AT+GMR\r\nAT+WSOPEN=0,\"ws://h\"\r\n");
            world.run(1000);
            say(world, "AT+WSSEND=0,4\r\ntest");
            world.run(1000);
            runs[i] = heard(world) + world.now() + " " + world.polls();
        }
        assertEquals(runs[0], runs[1]);
    }
}

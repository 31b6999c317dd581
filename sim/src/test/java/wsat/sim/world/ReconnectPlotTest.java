package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import wsat.at.Settings;

/**
 * A thousand modules whose server restarts, in one moment: in which second they try to come back, with and without
 * jitter. {@code doc/reconnect.svg} shows it.
 */
class ReconnectPlotTest {
    private static final String REWRITE = "mvn -q -pl sim -am test -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest=ReconnectPlotTest -Dwsat.document=write";
    private static final Path PLOT = Path.of("..", "doc", "reconnect.svg");
    private static final int MODULES = 1000;
    /** How long the server is away: who tries sooner is refused. */
    private static final int AWAY_SECONDS = 20;
    private static final int SECONDS = 64;

    private static final String ESP_AT = "AT+WSRECONN=0,10000,10000,10";
    private static final String DOUBLING = "AT+WSRECONN=0,1000,60000,20";
    private static final String HALF = "AT+WSRECONN=0,1000,60000,20,50";
    private static final String FULL = "AT+WSRECONN=0,1000,60000,20,100";

    /** Attempts of all modules in each second since they lost their server. */
    private static int[] attempts(String policy) {
        int[] attempts = new int[SECONDS];
        for (int seed = 1; seed <= MODULES; seed++) {
            World world = new World(settings(), 0, seed);
            world.run(10);
            says(world, policy);
            says(world, "AT+WSOPEN=0,\"ws://h\"");
            List<Opening> openings = world.network().openings(0);
            assertEquals(1, openings.size());
            world.network().server.answer = Server.REFUSE;
            world.network().connection(0).cut();
            int before = 1;
            for (int second = 0; second < SECONDS; second++) {
                if (second == AWAY_SECONDS) {
                    world.network().server.answer = Server.ACCEPT;
                }
                world.run(1000);
                attempts[second] += openings.size() - before;
                before = openings.size();
            }
        }
        return attempts;
    }

    private static Settings settings() {
        Settings settings = new Settings();
        settings.lineMax = 256;
        settings.headerMax = 256;
        settings.bufferMax = 1024;
        return settings;
    }

    private static void says(World world, String line) {
        byte[] bytes = Bytes.of(line + "\r\n");
        world.hostSends(bytes, 0, bytes.length);
        world.run(200);
        assertTrue(world.heard().toString(StandardCharsets.ISO_8859_1).endsWith("OK\r\n"), line);
        world.heard().reset();
    }

    private static int most(int[] attempts) {
        return Arrays.stream(attempts).max().getAsInt();
    }

    /** The most in one second once the server is back: what it has to bear. */
    private static int mostOnReturn(int[] attempts) {
        return most(Arrays.copyOfRange(attempts, AWAY_SECONDS, SECONDS));
    }

    @Test
    void jitterSpreadsTheAttemptsOfAThousandModules() throws IOException {
        List<int[]> all = new ArrayList<>();
        String[] policies = {ESP_AT, DOUBLING, HALF, FULL};
        for (String policy : policies) {
            int[] attempts = attempts(policy);
            all.add(attempts);
        }
        // Without it all of them come in the same second; with it the server that is back sees a few of them at a time.
        assertEquals(MODULES, mostOnReturn(all.get(0)));
        assertEquals(MODULES, mostOnReturn(all.get(1)));
        assertTrue(mostOnReturn(all.get(2)) < MODULES / 5, "half: " + mostOnReturn(all.get(2)));
        assertTrue(mostOnReturn(all.get(3)) < MODULES / 10, "full: " + mostOnReturn(all.get(3)));
        for (int i = 0; i < policies.length; i++) {
            System.out.println("attempts " + policies[i] + ": most in one second of the server's return "
                    + mostOnReturn(all.get(i)) + ", of all " + Arrays.stream(all.get(i)).sum());
        }
        String plot = plot(policies, all);
        if (!Files.exists(PLOT) || !Files.readString(PLOT).equals(plot)) {
            if (!"write".equals(System.getProperty("wsat.document"))) {
                fail(PLOT + " is not what the world shows. Draw it anew with:\n" + REWRITE);
            }
            Files.writeString(PLOT, plot);
        }
    }

    // --- the drawing ------------------------------------------------------------------------------

    private static final int WIDTH = 960;
    private static final int LEFT = 70;
    private static final int STEP = 13;
    private static final int PANEL = 160;
    private static final int TALL = 90;
    /** In one second some try more than once. */
    private static final int ATTEMPTS_MAX = 1300;

    private static String plot(String[] policies, List<int[]> all) {
        int height = policies.length * PANEL + 60;
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + ' '
                + height + "\" width=\"" + WIDTH + "\" height=\"" + height
                + "\" font-family=\"DejaVu Sans, Verdana, sans-serif\" font-size=\"13\" fill=\"#1a1a1a\">\n"
                + "<title>Attempts of a thousand modules to come back, in each second</title>\n"
                + "<rect x=\"1\" y=\"1\" width=\"" + (WIDTH - 2) + "\" height=\"" + (height - 2)
                + "\" rx=\"12\" fill=\"#fbfbf8\" stroke=\"#8a8a8a\" stroke-width=\"2\"/>\n");
        for (int i = 0; i < policies.length; i++) {
            panel(svg, policies[i], all.get(i), 20 + i * PANEL);
        }
        text(svg, LEFT, height - 16, "seconds since the server went away; in the shaded ones it refuses. Bars: attempts"
                + " of 1000 modules in that second.");
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, String policy, int[] attempts, int top) {
        int ground = top + 30 + TALL;
        text(svg, LEFT, top + 16, policy + ": at most " + mostOnReturn(attempts) + " in a second once it is back");
        box(svg, LEFT, top + 30, AWAY_SECONDS * STEP, TALL, "#eeeae0");
        for (int second = 0; second < SECONDS; second++) {
            double tall = (double) TALL * attempts[second] / ATTEMPTS_MAX;
            if (attempts[second] > 0) {
                box(svg, LEFT + second * STEP + 1, ground - tall, STEP - 2, tall,
                        second < AWAY_SECONDS ? "#9a8f78" : "#2e7d32");
            }
            if (second % 10 == 0) {
                text(svg, LEFT + second * STEP, ground + 16, Integer.toString(second));
            }
        }
        text(svg, 24, ground - TALL * MODULES / ATTEMPTS_MAX + 4, Integer.toString(MODULES));
        box(svg, LEFT, ground, SECONDS * STEP, 1, "#6a6a6a");
    }

    private static void text(StringBuilder svg, int x, int y, String words) {
        svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\">").append(words).append("</text>\n");
    }

    private static void box(StringBuilder svg, int x, double y, int width, double height, String colour) {
        svg.append(String.format(Locale.ROOT, "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" fill=\"%s\"/>\n",
                x, y, width, height, colour));
    }
}

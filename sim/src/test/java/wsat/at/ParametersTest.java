package wsat.at;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import wsat.sim.world.World;

/**
 * Every form, count and range of {@code parameters.txt}, which is typed from ESP-AT's pages, through the wire: each
 * number is tried one below its range, at both ends and one above, each form with too few parameters, the fewest, all
 * and one too many. Where wsat answers something else, the table says why, and no reason outlives its difference.
 */
class ParametersTest {
    private static final long LONGEST_MILLIS = 30_000;
    private static final Pattern CODE = Pattern.compile("ERR CODE:0x01([0-9a-f]{2})([0-9a-f]{4})\r\n\r\nERROR\r\n");
    private static final Pattern LISTED = Pattern.compile("\\+CMD:\\d+,\"([^\"]+)\",([01]),([01]),([01]),([01])");

    private static final String TAKEN = "taken";
    /** The sub-codes of AT+SYSLOG. */
    private static final String WRONG_TYPE = "05";
    private static final String WRONG_COUNT = "06";
    private static final String OUT_OF_RANGE = "07";
    private static final String UNKNOWN = "09";
    private static final String FAILED = "0a";
    private static final String WRONG_FORM = "0c";

    private final List<ParameterRow> rows = rows();

    @Test
    void everyCountAndRangeOfThePagesHolds() {
        List<String> wrong = new ArrayList<>();
        for (ParameterRow row : rows) {
            if (row.later || row.pending && is(answer(row, row.line(row.fewest())), UNKNOWN)) {
                continue;
            }
            Map<String, String> found = row.absent ? tryAbsent(row) : tryAll(row);
            found.forEach((trial, what) -> {
                if (!row.differs.containsKey(trial)) {
                    wrong.add(row.text + "\n    " + trial + ": " + what);
                }
            });
            row.differs.forEach((trial, reason) -> {
                if (!found.containsKey(trial)) {
                    wrong.add(row.text + "\n    " + trial + " does not differ any more: " + reason);
                }
            });
        }
        assertTrue(wrong.isEmpty(), "\n" + String.join("\n", wrong));
    }

    /** And no command has a form that the table has not. */
    @Test
    void everyFormOfEveryCommandIsInTheTable() {
        Set<String> missing = new TreeSet<>();
        Matcher listed = LISTED.matcher(hear(new World(new Settings(), 0, 0), "AT+CMD?"));
        int count = 0;
        for (; listed.find(); count++) {
            String[] ends = {"=?", "?", "=", ""};
            for (int i = 0; i < ends.length; i++) {
                String form = listed.group(1) + ends[i];
                boolean ours = listed.group(2 + i).equals("1");
                boolean known = rows.stream().anyMatch(row -> row.form.equals(form) && !row.absent);
                if (ours != known && !(known && isPending(form))) {
                    missing.add(form + (ours ? " has no row in parameters.txt"
                            : " has a row, and AT+CMD? does not list it"));
                }
            }
        }
        assertEquals(Set.of(), missing);
        assertTrue(count > 80, count + " commands");
    }

    private boolean isPending(String form) {
        return rows.stream().anyMatch(row -> row.form.equals(form) && (row.pending || row.later));
    }

    // --- the trials -------------------------------------------------------------------------------

    private static Map<String, String> tryAbsent(ParameterRow row) {
        Map<String, String> found = new LinkedHashMap<>();
        String answer = answer(row, row.line(row.parameters.size()));
        if (!is(answer, UNKNOWN) && !is(answer, WRONG_FORM)) {
            found.put("absent", row.form + " is there: " + answer);
        }
        return found;
    }

    /** @return what is not as the row has it, by trial */
    private Map<String, String> tryAll(ParameterRow row) {
        Map<String, String> found = new LinkedHashMap<>();
        int fewest = row.fewest();
        int most = row.parameters.size();
        taken(row, "fewest", row.line(Math.max(fewest, Math.min(1, most))), found);
        taken(row, "most", row.line(most), found);
        if (row.isLast() && most > 0) {
            if (fewest > 1) {
                refused(row, "few", row.line(fewest - 1), found, WRONG_COUNT, WRONG_TYPE);
            }
            if (rows.stream().noneMatch(other -> other != row && goesOnFrom(other, row))) {
                refused(row, "many", row.line(most) + ",1", found, WRONG_COUNT);
            }
        }
        for (int i = 0; i < most; i++) {
            tryRanges(row, i, found);
        }
        return found;
    }

    /** Whether another row of the form begins as this one does, and goes on. */
    private static boolean goesOnFrom(ParameterRow other, ParameterRow row) {
        return other.form.equals(row.form) && other.before.equals(row.before)
                && other.line(row.parameters.size()).equals(row.line(row.parameters.size()))
                && other.parameters.size() > row.parameters.size();
    }

    private void tryRanges(ParameterRow row, int index, Map<String, String> found) {
        ParameterRow.Parameter p = row.parameters.get(index);
        String outside = OUT_OF_RANGE + String.format("%04x", index);
        for (int i = 0; i < p.ranges.size(); i++) {
            Long[] range = p.ranges.get(i);
            String where = p.name + (i == 0 ? "" : String.valueOf(i + 1));
            taken(row, where + ".least", row.line(index, range[0].toString(), false), found);
            if (row.isLast()) {
                refused(row, where + ".least-1", row.line(index, String.valueOf(range[0] - 1), false), found, outside);
            }
            if (range[1] == null) {
                continue;
            }
            taken(row, where + ".most", row.line(index, range[1].toString(), false), found);
            if (row.isLast()) {
                refused(row, where + ".most+1", row.line(index, String.valueOf(range[1] + 1), false), found, outside);
            }
        }
        if (p.otherwise != null) {
            sameAs(row, index, p, found);
        }
    }

    /** What is left out is what the page says: the command's own query tells the same. */
    private void sameAs(ParameterRow row, int index, ParameterRow.Parameter p, Map<String, String> found) {
        String query = row.command() + "?";
        if (rows.stream().noneMatch(other -> other.form.equals(query) && !other.absent)) {
            return;
        }
        String leftOut = told(row, row.line(index, "", true), query);
        String given = told(row, row.line(index, p.otherwise, true), query);
        if (!leftOut.equals(given)) {
            found.put(p.name + ".default", "left out it is told as " + leftOut + ", not as " + given);
        }
    }

    private static String told(ParameterRow row, String line, String query) {
        World world = world(row);
        hear(world, line);
        return hear(world, query);
    }

    private static void taken(ParameterRow row, String trial, String line, Map<String, String> found) {
        String answer = answer(row, line);
        if (!answer.equals(TAKEN) && !(row.refused && is(answer, FAILED))) {
            found.put(trial, line + " is refused: " + answer);
        }
    }

    private static void refused(ParameterRow row, String trial, String line, Map<String, String> found,
            String... codes) {
        String answer = answer(row, line);
        for (String code : codes) {
            if (is(answer, code)) {
                return;
            }
        }
        found.put(trial, line + " is " + answer + ", not refused with " + String.join(" or ", codes));
    }

    private static boolean is(String answer, String code) {
        return answer.startsWith(code);
    }

    // --- the wire ---------------------------------------------------------------------------------

    private static World world(ParameterRow row) {
        World world = new World(new Settings(), 0, 0);
        hear(world, "AT+SYSLOG=1");
        for (String text : row.before) {
            send(world, text);
            world.run(1000);
        }
        world.heard().reset();
        return world;
    }

    /** @return {@link #TAKEN}, or the sub-code and its extension */
    private static String answer(ParameterRow row, String line) {
        String heard = hear(world(row), line);
        Matcher code = CODE.matcher(heard);
        if (code.find()) {
            return code.group(1) + code.group(2);
        }
        return ended(heard) ? TAKEN : "without an end: " + heard;
    }

    /** What comes up to the final result or the prompt. */
    private static String hear(World world, String line) {
        world.run(100);
        world.heard().reset();
        send(world, line + "\r\n");
        long end = world.now() + LONGEST_MILLIS;
        String heard;
        do {
            world.step(end);
            heard = world.heard().toString(StandardCharsets.ISO_8859_1);
        } while (!ended(heard) && world.now() < end);
        return heard.substring(Math.min(heard.length(), line.length() + 2));
    }

    private static boolean ended(String heard) {
        return heard.contains("OK\r\n") || heard.contains("\r\nERROR\r\n") || heard.endsWith(">");
    }

    private static void send(World world, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        world.hostSends(bytes, 0, bytes.length);
    }

    // --- the table --------------------------------------------------------------------------------

    private static List<ParameterRow> rows() {
        List<ParameterRow> rows = new ArrayList<>();
        try (InputStream in = ParametersTest.class.getResourceAsStream("parameters.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("==")) {
                    rows.add(new ParameterRow(line));
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return rows;
    }
}

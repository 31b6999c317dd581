package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Public host drivers depend on single bytes of what a module says. {@code mutations.txt} says which driver
 * breaks on which change; each cell is run, so what a driver needs cannot be changed unseen, and the models
 * of the drivers cannot grow blind.
 */
class MutationGuardTest {
    private static final boolean SOCKETS = has("AT+CIPSTART");

    private static final long AFTERWARDS_MILLIS = 50;

    private static final Map<String, Supplier<Host>> HOSTS = new LinkedHashMap<>();

    static {
        HOSTS.put("lwesp", LwespHost::new);
        HOSTS.put("wifiespat", WifiEspAtHost::new);
        HOSTS.put("circuitpython", CircuitPythonHost::new);
        HOSTS.put("em", EmHost::new);
        HOSTS.put("tinygsm", TinyGsmHost::new);
        HOSTS.put("ocpp", OcppHost::new);
        HOSTS.put("aitalk", AiTalkHost::new);
        HOSTS.put("strict", StrictHost::new);
    }

    @TestFactory
    Stream<DynamicTest> everyDriverBreaksWhereTheTableSays() {
        List<DynamicTest> cells = new ArrayList<>();
        table().forEach((change, row) -> row.forEach((host, expected) -> cells.add(DynamicTest.dynamicTest(
                change + " " + host, () -> check(mutation(change), host, expected)))));
        return cells.stream();
    }

    @Test
    void theTableHasEveryChangeAndEveryDriver() {
        assertEquals(Stream.of(Mutation.values()).map(Mutation::title).collect(Collectors.toList()),
                new ArrayList<>(table().keySet()));
        table().forEach((change, row) -> assertEquals(HOSTS.keySet(), row.keySet(), change));
    }

    /** What none of them breaks on would be changed unseen. */
    @Test
    void everyChangeBreaksSomebody() {
        table().forEach(
                (change, row) -> assertEquals(change.equals("none") ? "-" : "fails", row.get("strict"), change));
    }

    private static void check(Mutation mutation, String name, String expected) {
        assumeTrue(SOCKETS || !mutation.isAboutSockets(), "there are no sockets yet");
        Host host = HOSTS.get(name).get();
        host.line = new HostLine(mutation);
        String why = "";
        try {
            host.run();
            host.pause(AFTERWARDS_MILLIS); // the echo of what it has sent
            if (SOCKETS) {
                host.useSocket();
            }
        } catch (Host.Stuck e) {
            why = e.getMessage();
        }
        String found = !why.isEmpty() ? "fails" : host.line.changed() ? "ok" : "-";
        assertEquals(expected, found, name + " with " + mutation.title() + " " + why);
    }

    private static Mutation mutation(String title) {
        return Stream.of(Mutation.values()).filter(m -> m.title().equals(title)).findAny().orElseThrow(
                () -> new AssertionError("no such change: " + title));
    }

    private static boolean has(String command) {
        HostLine line = new HostLine(Mutation.NONE);
        line.send("AT+CMD?\r\n");
        StringBuilder all = new StringBuilder();
        int b = line.read(line.now() + 1000);
        while (b >= 0) {
            all.append((char) b);
            b = line.read(line.now() + 50);
        }
        return all.indexOf("\"" + command + "\"") >= 0;
    }

    /** Change to driver to cell, in the order of the file. */
    private static Map<String, Map<String, String>> table() {
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        String[] hosts = null;
        for (String line : resource().split("\n")) {
            String[] words = line.trim().split(" +");
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (hosts == null) {
                hosts = words;
                continue;
            }
            Map<String, String> row = new LinkedHashMap<>();
            assertEquals(hosts.length, words.length, line);
            for (int i = 1; i < words.length; i++) {
                row.put(hosts[i], words[i]);
            }
            assertEquals(null, table.put(words[0], row), words[0] + " is there twice");
        }
        return table;
    }

    private static String resource() {
        try (InputStream in = MutationGuardTest.class.getResourceAsStream("mutations.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package wsat.board.nm;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.types.UInt32;
import wsat.port.Log;

/** A bus of the test's own, and a NetworkManager on it: python-dbusmock with {@code src/test/python/radio.py}. */
final class MockNetwork {
    static final String DEVICE = "/org/freedesktop/NetworkManager/Devices/wlan0";
    static final int PSK = 0x100;
    private static final String MOCK = "org.freedesktop.DBus.Mock";
    private static final String PYTHON = "/usr/bin/python3";
    private static final String WITHOUT = "skipped: NetworkManager's D-Bus (apt install python3-dbusmock dbus)";
    private static final boolean HAS_MOCK = hasMock();
    private static final long PATIENCE_MILLIS = 60_000;

    final String address;
    private final Path folder;
    private Process daemon;
    private Process manager;
    private Bus bus;

    MockNetwork() throws Exception {
        assumeTrue(HAS_MOCK, WITHOUT);
        folder = Files.createTempDirectory("wsat-nm");
        address = "unix:path=" + folder.resolve("bus");
        try {
            startBus();
            startManager("{}");
        } catch (Exception | AssertionError e) {
            close(); // nobody else will
            throw e;
        }
    }

    private static boolean hasMock() {
        try {
            if (new File("/usr/bin/dbus-daemon").canExecute() && new File(PYTHON).canExecute()
                    && new ProcessBuilder(PYTHON, "-c", "import dbusmock").redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0) {
                return true;
            }
        } catch (IOException | InterruptedException e) {
            // then there is none
        }
        System.out.println(WITHOUT);
        return false;
    }

    void startBus() throws Exception {
        Files.deleteIfExists(folder.resolve("bus"));
        daemon = start("dbus-daemon", "--session", "--nofork", "--nopidfile", "--address=" + address);
        until("the bus", this::listens);
    }

    /** The socket's file is there a moment before somebody listens. */
    private boolean listens() {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("bus")))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** @param parameters JSON for the template */
    void startManager(String parameters) throws Exception {
        manager = start(PYTHON, "-m", "dbusmock", "--system", "--template",
                Path.of("src/test/python/radio.py").toAbsolutePath().toString(), "--parameters", parameters);
        bus = Bus.open(address, () -> { });
        until("NetworkManager", () -> {
            try {
                bus.properties(Radio.MANAGER, Bus.NETWORK_MANAGER);
                return true;
            } catch (Refusal e) {
                return false;
            }
        });
    }

    void stopManager() throws Exception {
        stop(manager);
    }

    void stopBus() throws Exception {
        stop(manager);
        stop(daemon);
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", address);
        return builder.start();
    }

    private static void stop(Process process) throws InterruptedException {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void until(String what, Condition condition) throws Exception {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.holds()) {
            if (System.nanoTime() - limit > 0) {
                fail("waited in vain for " + what);
            }
            Thread.sleep(10);
        }
    }

    /** Has the mock do something; its methods are in radio.py and in python-dbusmock's template. */
    Object mock(String method, String signature, Object... arguments) {
        try {
            return bus.call(Radio.MANAGER, MOCK, method, signature, arguments);
        } catch (Refusal e) {
            throw new IllegalStateException(method + ": " + e.getMessage());
        }
    }

    /** An access point on channel 6 with WPA2, or an open one. */
    String accessPoint(String name, String ssid, String bssid, int strength, boolean open) {
        return (String) mock("AddAccessPoint", "ssssuuuyu", DEVICE, name, ssid, bssid, new UInt32(2), new UInt32(2437),
                new UInt32(54000), (byte) strength, new UInt32(open ? 0 : PSK));
    }

    /** NetworkManager has refused something; nobody else is waited for. */
    void untilRefused() throws Exception {
        until("a refusal", () -> mock("Refused", null).equals(1));
    }

    void outcome(String outcome) {
        mock("Outcome", "s", outcome);
    }

    /** The radio changes its state by itself. */
    void step(int state, int reason) {
        mock("Step", "uu", new UInt32(state), new UInt32(reason));
    }

    Object property(String path, String interfaceName, String name) {
        try {
            return bus.properties(path, interfaceName).get(name).getValue();
        } catch (Refusal e) {
            throw new IllegalStateException(name + ": " + e.getMessage());
        }
    }

    /** Each profile: how often it was written, and what is on the disk. */
    List<String> kept() {
        return Bus.list(mock("Kept", null)).stream().map(Object::toString).toList();
    }

    /** What the profiles say now, on the disk or not. */
    String said() {
        return mock("Said", null).toString();
    }

    void close() throws Exception {
        if (bus != null) {
            bus.close();
        }
        stopBus();
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    // --- who is at the access point ---------------------------------------------------------------

    /** The file system that the list of stations sees. */
    Path root() {
        return folder.resolve("root");
    }

    /** A list of stations that reads this mock's files, with an iw that says what {@link #associated} has said. */
    StationList stationList(Log log) throws IOException {
        Path iw = folder.resolve("iw");
        Files.createDirectories(root().resolve("proc/net"));
        Files.createDirectories(root().resolve("var/lib/NetworkManager"));
        associated();
        Files.writeString(iw, "#!/bin/sh\n[ \"$4\" = dump ] && exec cat " + root() + "/$2\nexit 1\n");
        Files.setPosixFilePermissions(iw, PosixFilePermissions.fromString("rwx------"));
        return new StationList(root(), iw.toString(), log);
    }

    /** The kernel knows these stations from now on. */
    void associated(String... macs) throws IOException {
        StringBuilder dump = new StringBuilder();
        for (String mac : macs) {
            dump.append("Station ").append(mac).append(" (on wlan0)\n\tinactive time:\t12 ms\n");
        }
        Files.writeString(root().resolve("wlan0"), dump);
    }

    /** @param lines of dnsmasq's file */
    void leases(String lines) throws IOException {
        Files.writeString(root().resolve("var/lib/NetworkManager/dnsmasq-wlan0.leases"), lines);
    }

    /** @param lines of the kernel's table */
    void neighbours(String lines) throws IOException {
        Files.writeString(root().resolve("proc/net/arp"), lines);
    }
}

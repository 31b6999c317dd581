package wsat.board.nm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import wsat.board.tls.Pki;
import wsat.port.EnterpriseRequest;

/** The setting 802-1x as the real NetworkManager and wpa_supplicant take it, against hostapd, over a cable. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class SupplicantTest {
    private static final String WITHOUT = "skipped: NetworkManager with 802.1X over a cable wants root, "
            + "network-manager, wpasupplicant, hostapd, iproute2 and util-linux";
    private static final String SETTINGS = "/org/freedesktop/NetworkManager/Settings";
    private static final String SETTINGS_INTERFACE = "org.freedesktop.NetworkManager.Settings";
    private static final long PATIENCE_MILLIS = 60_000;

    private static Path folder;
    private static Process machine;
    private static Bus bus;
    private static String device;

    private interface Condition {
        boolean holds() throws Exception;
    }

    @BeforeAll
    static void startMachine() throws Exception {
        boolean there = hasAll();
        if (!there) {
            System.out.println(WITHOUT);
        }
        assumeTrue(there, WITHOUT);
        folder = Files.createTempDirectory("wsat-eap");
        Files.writeString(folder.resolve("ca.pem"), Pki.certificatePem("root"));
        Files.writeString(folder.resolve("server.pem"), Pki.chainPem("server"));
        Files.writeString(folder.resolve("server.key"), Pki.keyPem("server"));
        machine = new ProcessBuilder("unshare", "--net", "--mount",
                Path.of("src/test/python/wired.sh").toAbsolutePath().toString()).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        until("NetworkManager", SupplicantTest::isThere);
    }

    private static boolean hasAll() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--net", "--mount", "true").start().waitFor() == 0
                    && new File("/usr/sbin/NetworkManager").canExecute() && new File("/usr/sbin/hostapd").canExecute()
                    && new File("/usr/sbin/wpa_supplicant").canExecute();
        } catch (IOException e) {
            return false;
        }
    }

    /** NetworkManager and its end of the cable, which it is told to manage. */
    private static boolean isThere() {
        try {
            if (bus == null) {
                bus = Bus.open("unix:path=" + folder.resolve("bus"), () -> { });
            }
            device = Bus.path(bus.call(Radio.MANAGER, Bus.NETWORK_MANAGER, "GetDeviceByIpIface", "s", "client"));
            bus.call(device, Bus.PROPERTIES, "Set", "ssv", Radio.DEVICE, "Managed", new Variant<>(true));
            return true;
        } catch (Refusal e) {
            return false;
        }
    }

    /** A server that holds no earlier failure against anybody. */
    @BeforeEach
    void serveAnew() throws Exception {
        int before = said("log", "anew");
        machine.getOutputStream().write('\n');
        machine.getOutputStream().flush();
        until("hostapd", () -> said("log", "anew") > before);
    }

    @AfterAll
    static void stopMachine() throws Exception {
        if (bus != null) {
            bus.close();
        }
        if (machine != null) {
            machine.getOutputStream().close();
            if (!machine.waitFor(10, TimeUnit.SECONDS)) {
                machine.destroyForcibly().waitFor();
            }
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void until(String what, Condition condition) throws Exception {
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!condition.holds()) {
            if (System.nanoTime() - limit > 0) {
                fail("waited in vain for " + what + ": " + Files.readString(folder.resolve("log"))
                        + Files.readString(folder.resolve("supplicant.log")));
            }
            Thread.sleep(20);
        }
    }

    private static EnterpriseRequest request(int method) {
        EnterpriseRequest request = new EnterpriseRequest();
        request.method = method;
        request.identity.set("anonymous");
        request.username.set("oscar");
        request.password.set(OnMockNetwork.PASSWORD);
        return request;
    }

    private static EnterpriseRequest tls() {
        EnterpriseRequest request = request(EnterpriseRequest.TLS);
        request.identity.set("board-7");
        request.certificate = new LentText(Pki.chainPem("client"));
        request.key = new LentText(Pki.keyPem("client"));
        return request;
    }

    /** A profile with the setting that a request makes, on the cable, in memory. */
    private static Map<String, Map<String, Variant<?>>> profile(EnterpriseRequest request) throws Exception {
        Supplicant supplicant = new Supplicant(request);
        supplicant.read();
        Map<String, Map<String, Variant<?>>> profile = new HashMap<>();
        profile.put("connection", Map.of("type", new Variant<>("802-3-ethernet"), "id", new Variant<>("cable"),
                "uuid", new Variant<>(UUID.randomUUID().toString()), "autoconnect", new Variant<>(false)));
        profile.put("802-3-ethernet", Map.of());
        profile.put("802-1x", supplicant.setting());
        profile.put("ipv4", Map.of("method", new Variant<>("link-local")));
        profile.put("ipv6", Map.of("method", new Variant<>("disabled")));
        return profile;
    }

    private static String activate(EnterpriseRequest request) throws Exception {
        String path = Bus.path(bus.call(SETTINGS, SETTINGS_INTERFACE, "AddConnectionUnsaved", "a{sa{sv}}",
                profile(request)));
        bus.call(Radio.MANAGER, Bus.NETWORK_MANAGER, "ActivateConnection", "ooo", new DBusPath(path),
                new DBusPath(device), new DBusPath("/"));
        return path;
    }

    private static void letsIn(EnterpriseRequest request) throws Exception {
        int before = said("CTRL-EVENT-EAP-SUCCESS");
        String path = activate(request);
        until("it to be let in", () -> said("CTRL-EVENT-EAP-SUCCESS") > before);
        delete(path);
    }

    private static void keepsOut(EnterpriseRequest request, String why) throws Exception {
        int before = said(why);
        String path = activate(request);
        until(why, () -> said(why) > before);
        delete(path);
    }

    private static int said(String words) throws IOException {
        return said("supplicant.log", words);
    }

    private static int said(String file, String words) throws IOException {
        return Files.readString(folder.resolve(file)).split(words, -1).length - 1;
    }

    private static void delete(String path) throws Refusal {
        bus.call(path, SETTINGS_INTERFACE + ".Connection", "Delete", null);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void passwordsLetInThroughBothTunnels() throws Exception {
        EnterpriseRequest request = request(EnterpriseRequest.PEAP);
        letsIn(request);
        request.ca = new LentText(Pki.certificatePem("ec-root") + Pki.certificatePem("root"));
        letsIn(request);
        request.method = EnterpriseRequest.TTLS;
        letsIn(request);
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aWrongPasswordLetsNobodyIn() throws Exception {
        EnterpriseRequest request = request(EnterpriseRequest.TTLS);
        request.password.set("wrong");
        keepsOut(request, "CTRL-EVENT-EAP-FAILURE");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aServerThatOtherCasHaveSignedIsToldNothing() throws Exception {
        EnterpriseRequest request = request(EnterpriseRequest.PEAP);
        request.ca = new LentText(Pki.certificatePem("other-root"));
        keepsOut(request, "Certificate verification failed");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void aCertificateLetsInAndItsKeyIsForRootAlone() throws Exception {
        EnterpriseRequest request = tls();
        request.ca = new LentText(Pki.certificatePem("root"));
        letsIn(request);
        request.ca = null;
        letsIn(request);
        Map<String, Map<String, Variant<?>>> profile = profile(request);
        String path = Bus.path(bus.call(SETTINGS, SETTINGS_INTERFACE, "AddConnectionUnsaved", "a{sa{sv}}", profile));
        bus.call(path, SETTINGS_INTERFACE + ".Connection", "Update2", "a{sa{sv}}ua{sv}", profile, new UInt32(1),
                Map.of());
        try (var files = Files.list(folder.resolve("profiles"))) {
            List<Path> all = files.toList();
            assertTrue(all.stream().anyMatch(file -> file.toString().endsWith("-private-key.p12")), all::toString);
            for (Path file : all) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        delete(path);
    }
}

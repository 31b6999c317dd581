package wsat.board.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines made of a few files, and what is found wrong with each. */
class DoctorTest {
    private static final String ROUTES = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n";

    @TempDir
    private Path root;

    /** A Raspberry Pi 4 on which all is well. */
    @BeforeEach
    void makeMachine() throws IOException {
        write("etc/wsat/wsat.conf", "port = /dev/serial0\n");
        write("etc/passwd", "root:x:0:0::/root:/bin/sh\nwsat:x:899:899::/var/lib/wsat:/usr/sbin/nologin\n");
        link("dev/serial0", "ttyAMA0");
        device("ttyAMA0");
        write("etc/group", "wsat:x:899:\ndialout:x:" + group("dev/ttyAMA0") + ":wsat\n");
        write("proc/cmdline", "console=tty1 root=/dev/mmcblk0p2\n");
        write("proc/device-tree/model", "Raspberry Pi 4 Model B Rev 1.4\0");
        write("proc/net/route", ROUTES + "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\n");
        write("boot/firmware/config.txt", "enable_uart=1\ndtoverlay=disable-bt\n");
        write("etc/resolv.conf", "nameserver 192.168.1.1\n");
        write("run/systemd/timesync/synchronized", "");
        write("usr/lib/systemd/system/wsat.service", "");
        write("etc/systemd/system/multi-user.target.wants/wsat.service", "");
        mode(write("var/lib/wsat/mfg_nvs.bin", ""), "rw-rw----");
        write("etc/group", Files.readString(root.resolve("etc/group")));
        mode(root.resolve("var/lib/wsat"), "rwxrwx---");
    }

    private Path write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void link(String path, String target) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.deleteIfExists(root.resolve(path));
        Files.createSymbolicLink(root.resolve(path), Path.of(target));
    }

    private void device(String name) throws IOException {
        mode(write("dev/" + name, ""), "rw-rw----");
        write("sys/class/tty/" + name + "/uevent", "");
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private int group(String path) throws IOException {
        return (Integer) Files.getAttribute(root.resolve(path), "unix:gid");
    }

    private Report examine() {
        return new Doctor(new Root(root)).examine("/etc/wsat/wsat.conf", (image, report) -> report.fine("certificates", ""));
    }

    /** The only problem that there is. */
    private void problem(String what, String found) {
        Report report = examine();
        assertEquals(1, report.problems(), report.toString());
        assertTrue(report.toString().lines().anyMatch(line -> line.startsWith("problem  " + what) && line.contains(found)),
                report.toString());
    }

    private void warning(String what, String found) {
        Report report = examine();
        assertEquals(0, report.problems(), report.toString());
        assertTrue(report.toString().lines().anyMatch(line -> line.startsWith("warning  " + what) && line.contains(found)),
                report.toString());
    }

    @Test
    void aMachineOnWhichAllIsWellHasNoProblem() {
        Report report = examine();
        assertEquals(0, report.problems(), report.toString());
        assertTrue(report.toString().contains("/dev/serial0 (/dev/ttyAMA0), open to the user wsat"), report.toString());
    }

    @Test
    void everyProblemIsFollowedByWhatToDo() throws IOException {
        Files.delete(root.resolve("dev/serial0"));
        Files.delete(root.resolve("etc/resolv.conf"));
        String[] lines = examine().toString().split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].startsWith("ok") && !lines[i].startsWith(" ")) {
                assertTrue(lines[i + 1].strip().startsWith("-> "), lines[i]);
            }
        }
    }

    @Test
    void aConfigurationThatIsNotThereIsAProblem() throws IOException {
        Files.delete(root.resolve("etc/wsat/wsat.conf"));
        problem("configuration", "is not there");
    }

    @Test
    void aMistakeInTheConfigurationIsTold() throws IOException {
        write("etc/wsat/wsat.conf", "port = /dev/serial0\nbaud = fast\n");
        problem("configuration", ":2: baud: 'fast'");
    }

    @Test
    void aPortThatIsNotThereIsAProblem() throws IOException {
        Files.delete(root.resolve("dev/ttyAMA0"));
        problem("serial port", "/dev/serial0 is not there");
        assertTrue(examine().toString().contains("raspi-config"));
    }

    @Test
    void anAdapterThatIsNotThereIsToBePluggedIn() throws IOException {
        write("etc/wsat/wsat.conf", "port = /dev/ttyUSB0\n");
        problem("serial port", "/dev/ttyUSB0 is not there");
        assertTrue(examine().toString().contains("plug the adapter in"));
    }

    @Test
    void aFileIsNoSerialPort() throws IOException {
        write("etc/wsat/wsat.conf", "port = /etc/group\n");
        problem("serial port", "is no serial port");
    }

    @Test
    void whoIsNotInTheGroupIsToldToJoinIt() throws IOException {
        write("etc/group", "wsat:x:899:\ndialout:x:" + (group("dev/ttyAMA0") + 1) + ":wsat\n");
        Report report = examine();
        assertTrue(report.toString().contains("/dev/serial0 (/dev/ttyAMA0) is closed to the user wsat"), report.toString());
        assertTrue(report.toString().contains("sudo adduser wsat dialout"), report.toString());
    }

    @Test
    void anotherProcessOnThePortIsNamed() throws IOException {
        link("proc/123/fd/5", "/dev/ttyAMA0");
        write("proc/123/comm", "minicom\n");
        problem("serial port", "in use by minicom, process 123");
    }

    @Test
    void theRunningServiceIsNoStranger() throws IOException {
        link("proc/123/fd/5", "/dev/ttyAMA0");
        write("proc/123/cmdline", "java\0-cp\0wsat.jar\0wsat.sim.Main\0run\0");
        assertEquals(0, examine().problems());
    }

    @Test
    void theDebugConnectorOfAPi5IsNotTheHeader() throws IOException {
        device("ttyAMA10");
        link("dev/serial0", "ttyAMA10");
        problem("serial port", "debug connector");
    }

    @Test
    void theMiniUartIsWarnedOf() throws IOException {
        device("ttyS0");
        link("dev/serial0", "ttyS0");
        warning("serial port", "mini-UART");
    }

    @Test
    void bluetoothsUartIsAProblem() throws IOException {
        write("etc/wsat/wsat.conf", "port = /dev/ttyAMA0\n");
        link("dev/serial1", "ttyAMA0");
        problem("serial port", "Bluetooth");
    }

    @Test
    void theKernelsConsoleOnThePortIsAProblemByEveryName() throws IOException {
        for (String name : new String[] {"serial0,115200", "ttyAMA0"}) {
            write("boot/firmware/cmdline.txt", "console=" + name + " console=tty1\n");
            problem("console", "console=" + name + " in /boot/firmware/cmdline.txt");
        }
    }

    @Test
    void anotherConsoleIsNone() throws IOException {
        write("boot/firmware/cmdline.txt", "console=ttyS0 console=tty1\n");
        assertEquals(0, examine().problems());
    }

    @Test
    void aLoginOnThePortIsAProblemUnlessItIsMasked() throws IOException {
        link("etc/systemd/system/getty.target.wants/serial-getty@ttyAMA0.service", "/lib/x");
        problem("console", "serial-getty@ttyAMA0.service");
        link("etc/systemd/system/serial-getty@ttyAMA0.service", "/dev/null");
        assertEquals(0, examine().problems());
    }

    @Test
    void aUartThatIsNotSwitchedOnIsWarnedOf() throws IOException {
        write("boot/firmware/config.txt", "#enable_uart=1\n");
        warning("config.txt", "enable_uart=1");
    }

    @Test
    void aBluetoothOnTheMiniUartIsWarnedOf() throws IOException {
        write("boot/firmware/config.txt", "enable_uart=1\ndtoverlay=miniuart-bt\n");
        warning("config.txt", "miniuart-bt");
    }

    @Test
    void aClockOfTheSeventiesIsAProblem() {
        Report report = new Report();
        new ClockCheck(new Root(root), 0).look(report);
        assertEquals(1, report.problems());
        assertTrue(report.toString().contains("1970"));
    }

    @Test
    void aClockThatNobodyHasSetIsWarnedOf() throws IOException {
        Files.delete(root.resolve("run/systemd/timesync/synchronized"));
        warning("clock", "no time server");
    }

    @Test
    void noNetworkIsAProblemUnlessTheHostJoinsOne() throws IOException {
        write("proc/net/route", ROUTES + "eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\n");
        problem("network", "no default route");
        write("etc/wsat/wsat.conf", "port = /dev/serial0\nnetwork = networkmanager\n");
        write("run/NetworkManager/x", "");
        write("run/dbus/system_bus_socket", "");
        write("sys/class/net/wlan0/wireless/x", "");
        warning("network", "no default route");
    }

    @Test
    void aRouteOfVersion6IsOneToo() throws IOException {
        write("proc/net/route", ROUTES);
        write("proc/net/ipv6_route", "0".repeat(32) + " 00 " + "0".repeat(32) + " 00 fe80" + "0".repeat(27)
                + "1 00000400 00000001 00000000 00000003     eth0\n");
        assertEquals(0, examine().problems());
        write("proc/net/ipv6_route", "0".repeat(32) + " 00 " + "0".repeat(32) + " 00 " + "0".repeat(32)
                + " ffffffff 00000001 00000000 00200200       lo\n");
        problem("network", "no default route");
    }

    @Test
    void noNameServerIsWarnedOf() throws IOException {
        write("etc/resolv.conf", "search lan\n");
        warning("network", "no name server");
    }

    @Test
    void networkManagerMustRunAndHaveARadio() throws IOException {
        write("etc/wsat/wsat.conf", "port = /dev/serial0\nnetwork = networkmanager\ninterface = wlan1\n");
        problem("NetworkManager", "does not run");
        write("run/NetworkManager/x", "");
        write("run/dbus/system_bus_socket", "");
        write("sys/class/net/wlan0/wireless/x", "");
        problem("NetworkManager", "wlan1 is no Wi-Fi interface");
    }

    @Test
    void pinsWantAChipThatIsOpen() throws IOException {
        write("etc/wsat/wsat.conf", "port = /dev/serial0\npin-led = 22\n");
        problem("GPIO", "no GPIO chip");
        mode(write("dev/gpiochip0", ""), "---------");
        problem("GPIO", "closed to the user wsat");
        mode(root.resolve("dev/gpiochip0"), "rw-rw----");
        assertEquals(0, examine().problems());
    }

    @Test
    void anImageThatTheServiceCannotOpenIsAProblem() throws IOException {
        mode(root.resolve("var/lib/wsat/mfg_nvs.bin"), "r--------");
        problem("flash", "closed to the user wsat");
        mode(root.resolve("var/lib/wsat/mfg_nvs.bin"), "rw-rw-rw-");
        warning("flash", "can be read by others");
    }

    @Test
    void aStateFolderThatTheServiceCannotFillIsAProblem() throws IOException {
        mode(root.resolve("var/lib/wsat"), "r-xr-x---");
        problem("flash", "nvs.bin is not there, and the user wsat cannot make it");
    }

    @Test
    void aStateFolderThatIsNotThereIsAProblemAndItsCureMakesIt() throws IOException {
        Files.delete(root.resolve("var/lib/wsat/mfg_nvs.bin"));
        Files.delete(root.resolve("var/lib/wsat"));
        Report report = examine();
        assertEquals(2, report.problems(), report.toString());
        assertTrue(report.toString().contains("the folder of /var/lib/wsat/nvs.bin is not there\n"), report.toString());
        assertTrue(report.toString().contains("sudo install -d -o wsat -m 700 /var/lib/wsat"), report.toString());
    }

    @Test
    void aServiceThatIsNotEnabledIsWarnedOf() throws IOException {
        Files.delete(root.resolve("etc/systemd/system/multi-user.target.wants/wsat.service"));
        warning("service", "does not start with the machine");
    }

    @Test
    void linksInALoopAreNotFollowedForEver() throws IOException {
        link("dev/serial0", "serial0");
        assertFalse(examine().toString().isEmpty());
    }
}

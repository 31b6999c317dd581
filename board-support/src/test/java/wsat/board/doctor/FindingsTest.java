package wsat.board.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wsat.board.flash.RamFlash;
import wsat.nvs.Nvs;

/**
 * Each thing that {@code wsat doctor} finds fault with: it is what is found on a machine with that fault, alone, and
 * nothing is found on the same machine without it. No finding is left out: the last test holds the table against the
 * sources.
 */
class FindingsTest {
    private static final Path SOURCES = Path.of("src/main/java/wsat/board/doctor");
    private static final String PROBLEM = "problem";
    private static final String WARNING = "warning";
    private static final long NOW = 1_800_000_000_000L;

    @TempDir
    Path folder;

    /** Lines of the sources that have found something, as File.java:LINE. */
    private final Set<String> finders = new TreeSet<>();
    private int machines;

    /** Spoils a machine, or makes it another. */
    private interface Change {
        void of(CardFiles machine) throws IOException;
    }

    /** A machine, its fault, and the one row of the report that is not ok. */
    private record Fault(Change machine, Change fault, String level, String what, String found, String cure) {
        Fault(Change fault, String level, String what, String found, String cure) {
            this(machine -> { }, fault, level, what, found, cure);
        }
    }

    private static List<Fault> faults() {
        List<Fault> all = new ArrayList<>();
        all.addAll(configuration());
        all.addAll(port());
        all.addAll(boot());
        all.addAll(partitions());
        all.addAll(theRest());
        return all;
    }

    private static List<Fault> configuration() {
        return List.of(
                new Fault(m -> m.delete("etc/wsat/wsat.conf"), PROBLEM, "configuration", "is not there", "--config"),
                new Fault(m -> m.config("baud = fast\n"), PROBLEM, "configuration", ":2: baud: 'fast'",
                        "correct /etc/wsat"));
    }

    private static List<Fault> port() {
        Change five = m -> {
            m.model("Raspberry Pi 5 Model B Rev 1.0");
            m.write("boot/firmware/config.txt", "dtparam=uart0=on\n");
        };
        return List.of(
                new Fault(m -> m.delete("dev/ttyAMA0"), PROBLEM, "serial port", "/dev/serial0 is not there",
                        "raspi-config"),
                new Fault(five, m -> m.delete("dev/ttyAMA0"), PROBLEM, "serial port", "is not there",
                        "dtparam=uart0=on"),
                new Fault(m -> {
                    m.write("etc/wsat/wsat.conf", "port = /dev/ttyUSB0\n");
                    m.device("ttyUSB0");
                }, m -> m.delete("dev/ttyUSB0"), PROBLEM, "serial port", "/dev/ttyUSB0 is not there",
                        "plug the adapter in"),
                new Fault(m -> m.write("etc/wsat/wsat.conf", "port = /etc/group\n"), PROBLEM, "serial port",
                        "is no serial port", "set port in wsat.conf"),
                new Fault(five, m -> {
                    m.device("ttyAMA10");
                    m.link("dev/serial0", "ttyAMA10");
                }, PROBLEM, "serial port", "debug connector", "dtparam=uart0=on"),
                new Fault(m -> m.write("etc/wsat/wsat.conf", "port = /dev/ttyAMA0\n"),
                        m -> m.link("dev/serial1", "ttyAMA0"),
                        PROBLEM, "serial port", "Bluetooth chip's", "dtoverlay=disable-bt"),
                new Fault(m -> {
                    m.device("ttyS0");
                    m.link("dev/serial0", "ttyS0");
                }, WARNING, "serial port", "mini-UART", "enable_uart=1"),
                new Fault(m -> m.mode("dev/ttyAMA0", "---------"), PROBLEM, "serial port", "is closed to the user wsat",
                        "sudo adduser wsat dialout"),
                new Fault(m -> {
                    m.link("proc/123/fd/5", "/dev/ttyAMA0");
                    m.write("proc/123/comm", "minicom\n");
                }, PROBLEM, "serial port", "in use by minicom, process 123", "end it"),
                new Fault(m -> m.write("boot/firmware/cmdline.txt", "console=serial0,115200 console=tty1\n"), PROBLEM,
                        "console", "console=serial0,115200 in /boot/firmware/cmdline.txt", "raspi-config"),
                new Fault(m -> m.write("boot/firmware/cmdline.txt", "console=ttyAMA0 console=tty1\n"), PROBLEM,
                        "console", "console=ttyAMA0 in /boot/firmware/cmdline.txt", "raspi-config"),
                new Fault(m -> m.link("etc/systemd/system/getty.target.wants/serial-getty@ttyAMA0.service", "/lib/x"),
                        PROBLEM, "console", "serial-getty@ttyAMA0.service", "sudo systemctl disable --now"),
                new Fault(CardFiles::takeCardOut, m -> m.write("boot/firmware/cmdline.txt", "console=ttyAMA0,115200\n"),
                        WARNING,
                        "console", "may be on the port: console=ttyAMA0,115200", "on that machine: sudo raspi-config"));
    }

    private static List<Fault> boot() {
        Change five = m -> {
            m.model("Raspberry Pi 5 Model B Rev 1.0");
            m.write("boot/firmware/config.txt", "[pi4]\nenable_uart=1\n[all]\ndtparam=audio=on,uart0=on\n");
        };
        return List.of(
                new Fault(m -> m.write("boot/firmware/config.txt", "#enable_uart=1\n"), WARNING, "config.txt",
                        "has no enable_uart=1", "raspi-config"),
                new Fault(m -> m.write("boot/firmware/config.txt", "[pi3]\nenable_uart=1\n"), WARNING, "config.txt",
                        "has no enable_uart=1", "raspi-config"),
                new Fault(five, m -> m.write("boot/firmware/config.txt", "enable_uart=1\n"), WARNING, "config.txt",
                        "has no dtparam=uart0=on: enable_uart=1 alone switches on the debug connector",
                        "port = /dev/ttyAMA0"),
                new Fault(five, m -> m.write("boot/firmware/config.txt", "[pi4]\ndtparam=uart0=on\n"), WARNING,
                        "config.txt", "has no dtparam=uart0=on", "dtparam=uart0=on in /boot/firmware/config.txt"),
                new Fault(m -> m.write("boot/firmware/config.txt", "enable_uart=1\ndtoverlay=miniuart-bt\n"), WARNING,
                        "config.txt", "miniuart-bt", "core_freq=250"));
    }

    /** A partition with a namespace in it. */
    private static byte[] partition(int size) {
        RamFlash flash = new RamFlash(size);
        new Nvs(flash).makeNamespace(new byte[] {'n'}, 0, 1);
        byte[] bytes = new byte[size];
        flash.read(0, bytes, 0, size);
        return bytes;
    }

    private static List<Fault> partitions() {
        Change closed = m -> m.mode("var/lib/wsat/mfg_nvs.bin", "r--------");
        Change settings = m -> m.image("nvs.bin", partition(0x6000));
        byte[] badHeader = partition(0x6000);
        Arrays.fill(badHeader, 0, 32, (byte) 0x11);
        byte[] letter = "Dear sir".repeat(512).getBytes();
        return List.of(
                new Fault(closed, PROBLEM, "flash", "mfg_nvs.bin is closed to the user wsat", "sudo chown wsat: "),
                new Fault(m -> m.mode("var/lib/wsat/mfg_nvs.bin", "rw-rw-rw-"), WARNING, "flash",
                        "can be read by others", "sudo chmod 600"),
                new Fault(m -> m.mode("var/lib/wsat", "r-x------"), PROBLEM, "flash",
                        "nvs.bin is not there, and the user wsat cannot make it", "sudo install -d -o wsat"),
                new Fault(m -> m.config("nvs = /srv/wsat/nvs.bin\n"), PROBLEM, "flash",
                        "the folder of /srv/wsat/nvs.bin is not there", "sudo install -d -o wsat -m 700 /srv/wsat"),
                new Fault(m -> Files.createDirectory(m.root.resolve("var/lib/wsat/nvs.bin")), PROBLEM, "flash",
                        "nvs.bin is no regular file", "correct the path"),
                new Fault(m -> m.image("mfg_nvs.bin", new byte[5 << 20]), PROBLEM, "flash",
                        "5242880 bytes is more than", "wsat pki put"),
                new Fault(m -> m.image("mfg_nvs.bin", letter), PROBLEM, "flash",
                        "mfg_nvs.bin: not an NVS partition image", "wsat pki put"),
                new Fault(m -> m.image("mfg_nvs.bin", new byte[0]), PROBLEM, "flash",
                        "it is empty; put a whole image there", "wsat pki put"),
                new Fault(settings, m -> m.image("nvs.bin", letter), PROBLEM, "flash",
                        "nvs.bin: not an NVS partition image", "sudo mv"),
                new Fault(settings, m -> m.image("nvs.bin", badHeader), WARNING, "flash",
                        "nvs.bin is damaged: the next start sets it aside", "put a copy of it there"),
                new Fault(settings, m -> m.image("nvs.bin", new byte[0x6000]), WARNING, "flash", "nvs.bin is damaged",
                        "put a copy of it there"),
                new Fault(settings, m -> {
                    byte[] spoilt = partition(0x6000);
                    spoilt[64 + 8] ^= 1;
                    m.image("nvs.bin", spoilt);
                }, WARNING, "flash", "nvs.bin: page 0 is damaged", "put a copy of it there"));
    }

    private static List<Fault> theRest() {
        Change pin = m -> {
            m.config("pin-led = 22\n");
            m.write("dev/gpiochip0", "");
            m.mode("dev/gpiochip0", "rw-rw----");
        };
        return List.of(
                new Fault(pin, m -> m.delete("dev/gpiochip0"), PROBLEM, "GPIO", "no GPIO chip", "take the pins out"),
                new Fault(pin, m -> {
                    m.write("dev/gpiochip1", "");
                    m.mode("dev/gpiochip1", "---------");
                }, PROBLEM, "GPIO", "/dev/gpiochip1 is closed to the user wsat", "sudo adduser wsat gpio"),
                new Fault(m -> m.write("proc/cpuinfo", "model name\t: ARMv6-compatible processor rev 7 (v6l)\n"),
                        WARNING, "processor", "ARMv6", "Zero 2 W"),
                new Fault(CardFiles::networkManager, m -> m.delete("run/dbus/system_bus_socket"), PROBLEM,
                        "NetworkManager", "does not run", "systemctl enable --now NetworkManager"),
                new Fault(CardFiles::networkManager,
                        m -> m.delete("sys/class/net/wlan0/wireless/x", "sys/class/net/wlan0/wireless"),
                        PROBLEM, "NetworkManager", "no Wi-Fi interface", "nmcli device"),
                new Fault(CardFiles::networkManager, m -> m.config("network = networkmanager\ninterface = wlan1\n"),
                        PROBLEM, "NetworkManager", "wlan1 is no Wi-Fi interface", "nmcli device"),
                new Fault(CardFiles::networkManager, m -> m.write("proc/net/route", CardFiles.ROUTES), WARNING,
                        "network", "no default route yet", "AT+CWJAP"),
                new Fault(m -> m.write("proc/net/route", CardFiles.ROUTES
                        + "eth0\t0000A8C0\t00000000\t0001\t0\t0\t100\t00FFFFFF\n"), PROBLEM, "network",
                        "no default route", "plug the cable in"),
                new Fault(m -> m.write("etc/resolv.conf", "search lan\n"), WARNING, "network", "no name server",
                        "resolv.conf"),
                new Fault(m -> m.delete("run/systemd/timesync/synchronized"), WARNING, "clock", "no time server",
                        "timedatectl"),
                new Fault(m -> m.delete("etc/systemd/system/multi-user.target.wants/wsat.service"), WARNING, "service",
                        "does not start with the machine", "sudo systemctl enable --now wsat"));
    }

    /** Remembers which line of the sources found what. */
    private final class Watching extends Report {
        Watching() {
            super(true);
        }

        @Override
        public void warn(String what, String found, String cure) {
            note();
            super.warn(what, found, cure);
        }

        @Override
        public void problem(String what, String found, String cure) {
            note();
            super.problem(what, found, cure);
        }

        private void note() {
            StackWalker.getInstance()
                    .walk(frames -> frames.filter(frame -> !frame.getClassName().contains("FindingsTest"))
                    .findFirst()).ifPresent(frame -> finders.add(frame.getFileName() + ":" + frame.getLineNumber()));
        }
    }

    private final Doctor.Images images = new Doctor.Images() {
        @Override
        public List<String> damage(byte[] image) {
            return image[64 + 8] == ('n' ^ 1) ? List.of("page 0 is damaged") : List.of();
        }

        @Override
        public void slots(Path image, String named, Report report) {
            assertTrue(Files.exists(image));
        }
    };

    private List<String> findings(long now, Change... changes) throws IOException {
        CardFiles machine = new CardFiles(Files.createDirectory(folder.resolve("machine" + machines++)));
        for (Change change : changes) {
            change.of(machine);
        }
        Report report = new Doctor(new Root(machine.root), new Watching(), now).examine("/etc/wsat/wsat.conf", images);
        List<String> findings = new ArrayList<>();
        for (String line : report.toString().split("\n")) {
            if (line.startsWith(" ")) {
                findings.set(findings.size() - 1, findings.get(findings.size() - 1) + " " + line.strip());
            } else if (!line.startsWith("ok ")) {
                findings.add(line);
            }
        }
        assertEquals(findings.stream().filter(line -> line.startsWith(PROBLEM)).count(), report.problems());
        return findings;
    }

    private void prove(Fault fault) throws IOException {
        assertEquals(List.of(), findings(NOW, fault.machine), "without the fault: " + fault.found);
        List<String> findings = findings(NOW, fault.machine, fault.fault);
        assertEquals(1, findings.size(), fault.found + ": " + findings);
        String finding = findings.get(0);
        String[] found = finding.split("-> on that machine: ");
        assertTrue(finding.startsWith(String.format("%-8s %-14s ", fault.level, fault.what)), finding);
        assertTrue(found[0].contains(fault.found), finding);
        assertTrue(finding.substring(found[0].length()).contains(fault.cure), finding);
    }

    @Test
    void eachFaultIsFoundOnTheMachineThatHasItAndOnNoOther() throws IOException {
        for (Fault fault : faults()) {
            prove(fault);
        }
        assertTrue(findings(0).get(0).contains("it is the year 1970"));
        assertEquals(sources(), finders, "findings without a machine here that has the fault, or the other way round");
    }

    /** Where something is found fault with. */
    private static Set<String> sources() throws IOException {
        Set<String> lines = new TreeSet<>();
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                List<String> text = Files.readAllLines(file);
                for (int i = 0; i < text.size(); i++) {
                    if (text.get(i).matches(".*report\\.(warn|problem)\\(.*")) {
                        lines.add(file.getFileName() + ":" + (i + 1));
                    }
                }
            }
        }
        return lines;
    }
}

package wsat.board.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no fault, and how it is told; the faults are in {@link FindingsTest}. */
class DoctorTest {
    @TempDir
    private Path root;
    private CardFiles machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new CardFiles(root);
    }

    private String examine() {
        Report report = new Doctor(new Root(root)).examine("/etc/wsat/wsat.conf", new Doctor.Images() {
            @Override
            public List<String> damage(byte[] image) {
                return List.of();
            }

            @Override
            public void slots(Path image, String named, Report into) {
                into.fine("certificates", named);
            }
        });
        return report.toString();
    }

    private void allIsWell() {
        String report = examine();
        assertTrue(report.lines().allMatch(line -> line.startsWith("ok ")), report);
    }

    @Test
    void aMachineOnWhichAllIsWellHasNothingElse() {
        allIsWell();
        assertTrue(examine().contains("/dev/serial0 (/dev/ttyAMA0), open to the user wsat"));
        assertTrue(examine().contains("ok       certificates   /var/lib/wsat/mfg_nvs.bin\n"),
                "as the machine calls it");
    }

    @Test
    void everyProblemIsFollowedByWhatToDo() throws IOException {
        machine.delete("dev/serial0", "etc/resolv.conf");
        String[] lines = examine().split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (!lines[i].startsWith("ok") && !lines[i].startsWith(" ")) {
                assertTrue(lines[i + 1].strip().startsWith("-> on that machine: "), lines[i]);
            }
        }
        Report here = new Report(false);
        here.problem("a", "b", "c");
        assertTrue(here.toString().contains("-> c"), "this machine may be changed");
    }

    @Test
    void whatAnAccessPointWantsIsSaid() throws IOException {
        machine.networkManager();
        allIsWell();
        assertTrue(examine().contains("without dnsmasq: sudo apt install dnsmasq-base"), examine());
        machine.write("usr/sbin/dnsmasq", "");
        assertFalse(examine().contains("dnsmasq"), examine());
    }

    /** Nothing is said of the machine that the card is in: neither its ports nor its clock, nor a cure for it. */
    @Test
    void aCardIsNotTakenForTheMachineThatItIsIn() throws IOException {
        machine.networkManager();
        machine.config("network = networkmanager\npin-led = 22\n");
        machine.takeCardOut();
        allIsWell();
        String report = examine();
        assertTrue(report.contains("ok       not looked at"), report);
        for (String what : new String[] {"serial port", "GPIO", "NetworkManager", "clock", "network "}) {
            assertFalse(report.contains("ok       " + what), report);
        }
        machine.write("boot/firmware/config.txt", "");
        assertTrue(examine().contains("-> on that machine: sudo raspi-config"), examine());
    }

    @Test
    void whatEachModelWantsInItsConfigIsEnough() throws IOException {
        machine.write("boot/firmware/config.txt", "dtparam=uart0\n");
        allIsWell();
        machine.model("Raspberry Pi Compute Module 5 Rev 1.0");
        for (String enough : new String[] {"dtparam=i2c=on,uart0=on\n", "[pi5]\ndtparam=uart0=on\n",
                "[cm5]\ndtparam=uart0=on\n",
            "[none]\n[all]\ndtoverlay=uart0-pi5,ctsrts\n"}) {
            machine.write("boot/firmware/config.txt", enough);
            allIsWell();
        }
    }

    @Test
    void theRunningServiceIsNoStranger() throws IOException {
        machine.link("proc/123/fd/5", "/dev/ttyAMA0");
        machine.write("proc/123/cmdline", "java\0-cp\0wsat.jar\0wsat.sim.Main\0run\0");
        allIsWell();
    }

    @Test
    void anotherConsoleIsNone() throws IOException {
        machine.write("boot/firmware/cmdline.txt", "console=ttyS0 console=tty1\n");
        allIsWell();
    }

    @Test
    void aLoginOnThePortThatIsMaskedIsNone() throws IOException {
        machine.link("etc/systemd/system/getty.target.wants/serial-getty@ttyAMA0.service", "/lib/x");
        machine.link("etc/systemd/system/serial-getty@ttyAMA0.service", "/dev/null");
        allIsWell();
    }

    @Test
    void aRouteOfVersion6IsOneTooUnlessItIsALoop() throws IOException {
        String zeros = "0".repeat(32);
        machine.write("proc/net/route", CardFiles.ROUTES);
        machine.write("proc/net/ipv6_route", zeros + " 00 " + zeros + " 00 fe80" + "0".repeat(27)
                + "1 00000400 00000001 00000000 00000003     eth0\n");
        allIsWell();
        machine.write("proc/net/ipv6_route", zeros + " 00 " + zeros + " 00 " + zeros
                + " ffffffff 00000001 00000000 00200200       lo\n");
        assertTrue(examine().contains("problem  network        no default route"), examine());
    }

    @Test
    void aStateFolderThatIsNotThereIsMadeByItsCure() throws IOException {
        machine.delete("var/lib/wsat/mfg_nvs.bin", "var/lib/wsat");
        String report = examine();
        assertEquals(2, report.lines().filter(line -> line.startsWith("problem")).count(), report);
        assertTrue(report.contains("the folder of /var/lib/wsat/nvs.bin is not there\n"), report);
        assertTrue(report.contains("sudo install -d -o wsat -m 700 /var/lib/wsat"), report);
    }

    @Test
    void aFolderOnTheWayThatIsClosedClosesTheImage() throws IOException {
        assumeTrue(machine.superuser, "whoever is the user wsat cannot look either");
        machine.mode("var/lib", "rwx------");
        assertTrue(examine().contains("problem  flash          /var/lib/wsat/mfg_nvs.bin is closed to the user wsat"),
                examine());
    }

    @Test
    void linksInALoopAreNotFollowedForEver() throws IOException {
        machine.link("dev/serial0", "serial0");
        assertFalse(examine().isEmpty());
    }
}

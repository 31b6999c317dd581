package wsat.board.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;

/** The files of a Raspberry Pi 4 on which all is well, below a folder, to be spoilt. */
final class CardFiles {
    static final String ROUTES = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\n";

    final Path root;
    final boolean superuser;

    CardFiles(Path root) throws IOException {
        this.root = root;
        config("");
        superuser = attribute("etc/wsat/wsat.conf", "uid") == 0;
        write("etc/passwd", "root:x:0:0::/root:/bin/sh\nwsat:x:" + uid() + ":899::/var/lib/wsat:/usr/sbin/nologin\n");
        link("dev/serial0", "ttyAMA0");
        device("ttyAMA0");
        write("etc/group", "wsat:x:899:\ndialout:x:" + attribute("dev/ttyAMA0", "gid") + ":wsat\n");
        write("proc/cmdline", "console=tty1 root=/dev/mmcblk0p2\n");
        model("Raspberry Pi 4 Model B Rev 1.4");
        write("proc/net/route", ROUTES + "eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\n");
        write("boot/firmware/config.txt", "enable_uart=1\ndtoverlay=disable-bt\n");
        write("etc/resolv.conf", "nameserver 192.168.1.1\n");
        write("run/systemd/timesync/synchronized", "");
        write("usr/lib/systemd/system/wsat.service", "");
        write("etc/systemd/system/multi-user.target.wants/wsat.service", "");
        image("mfg_nvs.bin", erased(0x1F000));
        mode("var/lib/wsat", "rwx------");
        own("var/lib/wsat");
    }

    /** Only the superuser can give files to others: else the user wsat is who runs the test. */
    private int uid() throws IOException {
        return superuser ? 899 : attribute("etc/wsat/wsat.conf", "uid");
    }

    private void own(String path) throws IOException {
        if (superuser) {
            Files.setAttribute(root.resolve(path), "unix:uid", uid());
        }
    }

    private int attribute(String path, String name) throws IOException {
        return (Integer) Files.getAttribute(root.resolve(path), "unix:" + name);
    }

    static byte[] erased(int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) 0xFF);
        return bytes;
    }

    /** Keys beside the port. */
    void config(String more) throws IOException {
        write("etc/wsat/wsat.conf", "port = /dev/serial0\n" + more);
    }

    void model(String model) throws IOException {
        write("proc/device-tree/model", model + "\0");
    }

    /** A partition that is the service's, and nobody else's. */
    void image(String name, byte[] bytes) throws IOException {
        Files.createDirectories(root.resolve("var/lib/wsat"));
        Files.write(root.resolve("var/lib/wsat/" + name), bytes);
        mode("var/lib/wsat/" + name, "rw-------");
        own("var/lib/wsat/" + name);
    }

    void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    void link(String path, String target) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.deleteIfExists(root.resolve(path));
        Files.createSymbolicLink(root.resolve(path), Path.of(target));
    }

    void delete(String... paths) throws IOException {
        for (String path : paths) {
            Files.delete(root.resolve(path));
        }
    }

    void device(String name) throws IOException {
        write("dev/" + name, "");
        mode("dev/" + name, "rw-rw----");
        write("sys/class/tty/" + name + "/uevent", "");
    }

    void mode(String path, String mode) throws IOException {
        Files.setPosixFilePermissions(root.resolve(path), PosixFilePermissions.fromString(mode));
    }

    /** A radio, and who looks after it. */
    void networkManager() throws IOException {
        config("network = networkmanager\n");
        write("run/NetworkManager/x", "");
        write("run/dbus/system_bus_socket", "");
        write("sys/class/net/wlan0/wireless/x", "");
    }

    /** What is left when its card is put into another machine. */
    void takeCardOut() throws IOException {
        for (String folder : new String[] {"dev", "proc", "run", "sys"}) {
            if (Files.exists(root.resolve(folder))) {
                try (var all = Files.walk(root.resolve(folder))) {
                    for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(one);
                    }
                }
            }
            Files.createDirectory(root.resolve(folder));
        }
    }
}

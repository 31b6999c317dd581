package wsat.board.nm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import wsat.port.AccessPoint;
import wsat.port.Log;
import wsat.port.SoftAp;

/**
 * Who is at the access point, by what a machine tells everybody: {@code iw} asks the kernel which stations are there,
 * NetworkManager's dnsmasq writes down which address each has been given, and the kernel's table of neighbours knows
 * those that were given none. Without {@code iw} whoever has a lease or is a neighbour is there. Waits; for slow
 * threads, one at a time.
 */
final class StationList {
    private static final int FILE_MAX = 65_536;
    private static final long IW_MILLIS = 2000;
    private static final String NO_ADDRESS = "00:00:00:00:00:00";

    private final Path root;
    private final String iw;
    private final Log log;
    private boolean complained;

    /** @param root of the file system @param iw the program */
    StationList(Path root, String iw, Log log) {
        this.root = root;
        this.iw = iw;
        this.log = log;
    }

    /** At most {@link SoftAp#STATIONS_MAX} of them. @param interfaceName such as wlan0 */
    List<StationSeen> read(String interfaceName) {
        Map<String, String> addresses = neighbours(interfaceName);
        addresses.putAll(leases(interfaceName));
        Set<String> there = associated(interfaceName);
        List<StationSeen> seen = new ArrayList<>();
        for (String mac : there == null ? addresses.keySet() : there) {
            if (seen.size() < SoftAp.STATIONS_MAX) {
                seen.add(new StationSeen(mac, addresses.getOrDefault(mac, "")));
            }
        }
        return seen;
    }

    /** Ends one of them. @return false: it may not */
    boolean end(String interfaceName, String mac) {
        return run("dev", interfaceName, "station", "del", mac) != null;
    }

    /** {@code Station de:ad:be:ef:00:01 (on wlan0)}; null: nobody can tell. */
    private Set<String> associated(String interfaceName) {
        String dump = run("dev", interfaceName, "station", "dump");
        if (dump == null) {
            complain();
            return null;
        }
        Set<String> macs = new LinkedHashSet<>();
        for (String line : dump.split("\n")) {
            String[] words = line.split(" ");
            if (words.length > 1 && words[0].equals("Station") && isMac(words[1])) {
                macs.add(words[1].toLowerCase(Locale.ROOT));
            }
        }
        return macs;
    }

    private void complain() {
        if (!complained) {
            complained = true;
            log.log(Log.WARN, "AT+CWSAP", "stations that go are noticed late: iw cannot be asked (apt install iw)",
                    Log.NO_VALUE);
        }
    }

    /** @return what it has said, or null: it has not ended well */
    private String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(iw);
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        } catch (IOException e) {
            return null;
        }
        try {
            process.getOutputStream().close();
            byte[] said = process.getInputStream().readNBytes(FILE_MAX);
            boolean well = process.waitFor(IW_MILLIS, TimeUnit.MILLISECONDS) && process.exitValue() == 0;
            return well ? new String(said, StandardCharsets.ISO_8859_1) : null;
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Lines of {@code expiry mac address name client}; the last of a station counts. */
    private Map<String, String> leases(String interfaceName) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String[] words : lines("var/lib/NetworkManager/dnsmasq-" + interfaceName + ".leases")) {
            if (words.length > 2) {
                put(addresses, words[1], words[2]);
            }
        }
        return addresses;
    }

    /** Lines of {@code address type flags mac mask device}; flags 0: nobody has answered. */
    private Map<String, String> neighbours(String interfaceName) {
        Map<String, String> addresses = new LinkedHashMap<>();
        for (String[] words : lines("proc/net/arp")) {
            if (words.length > 5 && words[5].equals(interfaceName) && !words[2].equals("0x0")) {
                put(addresses, words[3], words[0]);
            }
        }
        return addresses;
    }

    private static void put(Map<String, String> addresses, String mac, String address) {
        if (isMac(mac) && !mac.equals(NO_ADDRESS) && address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
            addresses.put(mac.toLowerCase(Locale.ROOT), address);
        }
    }

    private static boolean isMac(String text) {
        return text.length() == AccessPoint.MAC_LENGTH && text.matches("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");
    }

    private List<String[]> lines(String name) {
        List<String[]> lines = new ArrayList<>();
        try (var in = Files.newInputStream(root.resolve(name))) {
            for (String line : new String(in.readNBytes(FILE_MAX), StandardCharsets.ISO_8859_1).split("\n")) {
                lines.add(line.trim().split(" +"));
            }
        } catch (IOException e) {
            // nobody has been given an address yet, or it is not told
        }
        return lines;
    }
}

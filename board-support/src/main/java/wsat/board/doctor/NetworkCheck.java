package wsat.board.doctor;

import java.util.List;

/** That there is a way out and somebody to ask for addresses. */
final class NetworkCheck {
    private static final String WHAT = "network";
    private static final int UP = 1;

    private final Root root;
    private final boolean networkManager;

    /** @param networkManager whether the host joins a network itself, later */
    NetworkCheck(Root root, boolean networkManager) {
        this.root = root;
        this.networkManager = networkManager;
    }

    void look(Report report) {
        String way = defaultRoute();
        if (way != null) {
            report.fine(WHAT, "a default route by " + way);
        } else if (networkManager) {
            report.warn(WHAT, "no default route yet",
                    "AT+CWJAP joins a network; or now: nmcli device wifi connect NAME");
        } else {
            report.problem(WHAT, "no default route: this machine is in no network",
                    "plug the cable in, or: sudo raspi-config, System Options, Wireless LAN");
        }
        if (root.lines("/etc/resolv.conf").stream().anyMatch(line -> line.strip().startsWith("nameserver "))) {
            report.fine(WHAT, "a name server is set");
        } else {
            report.warn(WHAT, "no name server: only addresses can be opened",
                    "see /etc/resolv.conf; a network sets it");
        }
    }

    /** @return the interface, or null */
    private String defaultRoute() {
        for (String line : root.lines("/proc/net/route")) {
            String[] field = line.split("\\s+");
            if (field.length > 7 && field[1].matches("0+") && field[7].matches("0+") && isUp(field[3])) {
                return field[0];
            }
        }
        for (String line : root.lines("/proc/net/ipv6_route")) {
            List<String> field = List.of(line.strip().split("\\s+"));
            if (field.size() > 9 && field.get(0).matches("0+") && field.get(1).equals("00") && isUp(field.get(8))
                    && !field.get(9).equals("lo")) {
                return field.get(9);
            }
        }
        return null;
    }

    private static boolean isUp(String flags) {
        return flags.matches("[0-9A-Fa-f]{1,8}") && (Integer.parseUnsignedInt(flags, 16) & UP) != 0;
    }
}

package wsat.board.doctor;

/** With {@code network = networkmanager}: that it runs, has a radio, and can give addresses. */
final class WifiCheck {
    private static final String WHAT = "NetworkManager";

    private final Root root;
    /** Null: the first that there is. */
    private final String wanted;

    WifiCheck(Root root, String wanted) {
        this.root = root;
        this.wanted = wanted;
    }

    void look(Report report) {
        if (!root.has("/run/NetworkManager") || !root.has("/run/dbus/system_bus_socket")) {
            report.problem(WHAT, "does not run",
                    "sudo apt install network-manager, sudo systemctl enable --now NetworkManager; or network = host");
            return;
        }
        String radio = radio();
        if (radio != null) {
            report.fine(WHAT, "runs; the radio is " + radio + (root.has("/usr/sbin/dnsmasq") ? ""
                    : "; no access point (AT+CWSAP) without dnsmasq: sudo apt install dnsmasq-base"));
        } else {
            report.problem(WHAT, wanted == null ? "no Wi-Fi interface" : wanted + " is no Wi-Fi interface",
                    "nmcli device shows what there is; rfkill list, whether it is switched off");
        }
    }

    private String radio() {
        for (String name : root.names("/sys/class/net", "")) {
            boolean wireless = root.has("/sys/class/net/" + name + "/wireless")
                    || root.has("/sys/class/net/" + name + "/phy80211");
            if (wireless && (wanted == null || wanted.equals(name))) {
                return name;
            }
        }
        return null;
    }
}

package wsat.board.nm;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import wsat.board.text.Latin1;
import wsat.port.AccessPoint;
import wsat.port.Station;
import wsat.port.Text;

/**
 * The network that a host wants to join, from {@code AT+CWJAP} or {@code AT+CWJEAP}. Passwords are erased when they
 * have served.
 */
final class Wanted {
    /** Empty: whatever the access point {@link #bssid} is called. */
    final byte[] ssid;
    /** In small letters; empty: any. */
    final String bssid;
    /** For the DHCP server, or null. */
    final String hostName;
    /** Of {@code AT+CWJEAP}; null: of {@code AT+CWJAP}. */
    final Supplicant supplicant;
    private final byte[] password;
    private final int weakest;

    /** @param weakest the weakest encryption that will do, of those of {@link AccessPoint#encryption} */
    Wanted(Text ssid, Text password, Text bssid, int weakest, String hostName) {
        this.ssid = Arrays.copyOf(ssid.bytes, ssid.length);
        this.password = Arrays.copyOf(password.bytes, password.length);
        this.bssid = Latin1.string(bssid).toLowerCase(Locale.ROOT);
        this.weakest = weakest;
        this.hostName = hostName;
        supplicant = null;
    }

    /** A network with IEEE 802.1X. */
    Wanted(Text ssid, Supplicant supplicant, String hostName) {
        this.ssid = Arrays.copyOf(ssid.bytes, ssid.length);
        this.supplicant = supplicant;
        this.hostName = hostName;
        password = new byte[0];
        bssid = "";
        weakest = AccessPoint.OPEN;
    }

    /** What the host has said. */
    String command() {
        return supplicant == null ? "AT+CWJAP" : "AT+CWJEAP";
    }

    /** What is most likely wrong when it is not let in. */
    String proof() {
        return supplicant == null ? "the password" : "identity, password or certificate";
    }

    boolean hasPassword() {
        return password.length > 0;
    }

    String password() throws Refusal {
        return utf8(password);
    }

    /** A name or password as NetworkManager wants it: D-Bus carries no other bytes. */
    static String utf8(byte[] bytes) throws Refusal {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.indexOf('\0') < 0) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // told below
        }
        throw new Refusal("NetworkManager takes names and passwords in UTF-8 only, and none with a NUL",
                Station.WRONG_PASSWORD);
    }

    void erase() {
        Arrays.fill(password, (byte) 0);
        if (supplicant != null) {
            supplicant.erase();
        }
    }

    /** The strongest access point that will do, or null: of those that want a password, when there is one. */
    AccessPointSeen best(Iterable<AccessPointSeen> accessPoints) {
        AccessPointSeen best = null;
        for (AccessPointSeen one : accessPoints) {
            if (matches(one) && (best == null || isBetter(one, best))) {
                best = one;
            }
        }
        return best;
    }

    private boolean isBetter(AccessPointSeen one, AccessPointSeen other) {
        if (hasPassword() && one.wantsPassword() != other.wantsPassword()) {
            return one.wantsPassword();
        }
        return one.rssi() > other.rssi();
    }

    boolean matches(AccessPointSeen one) {
        return one.ssid().length > 0 && (ssid.length == 0 || one.isCalled(ssid))
                && (supplicant == null || one.isEnterprise())
                && (bssid.isEmpty() || bssid.equals(one.bssid())) && AccessPoint.isAtLeast(one.encryption(), weakest);
    }
}

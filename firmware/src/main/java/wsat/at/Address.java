package wsat.at;

import wsat.port.AccessPoint;
import wsat.port.Text;

/** How addresses are written. */
public final class Address {
    private Address() {
    }

    /** Whether it is four numbers from 0 to 255 with dots between them. */
    public static boolean isIpv4(Text text) {
        int part = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i < text.length; i++) {
            byte b = text.bytes[i];
            if (b == '.' && digits > 0) {
                part++;
                digits = 0;
                value = 0;
            } else if (b >= '0' && b <= '9' && digits < 3) {
                digits++;
                value = 10 * value + b - '0';
            } else {
                return false;
            }
            if (value > 255) {
                return false;
            }
        }
        return part == 3 && digits > 0;
    }

    /** Whether it is an address, and not a name. */
    public static boolean isIp(Text text) {
        return isIpv6(text) || isIpv4(text);
    }

    /** Whether it is hexadecimal digits and colons, perhaps with an IPv4 address at the end or a zone behind it. */
    public static boolean isIpv6(Text text) {
        boolean colon = false;
        for (int i = 0; i < text.length; i++) {
            byte b = text.bytes[i];
            int lower = b | 0x20;
            if (b == '%') {
                return colon && isHost(text);
            }
            if (b != ':' && b != '.' && !(b >= '0' && b <= '9') && !(lower >= 'a' && lower <= 'f')) {
                return false;
            }
            colon |= b == ':';
        }
        return colon;
    }

    /** Whether it is six pairs of hexadecimal digits with colons between them. */
    public static boolean isMac(Text text) {
        boolean good = text.length == AccessPoint.MAC_LENGTH;
        for (int i = 0; good && i < text.length; i++) {
            int b = text.bytes[i];
            int lower = b | 0x20;
            good = i % 3 == 2 ? b == ':' : b >= '0' && b <= '9' || lower >= 'a' && lower <= 'f';
        }
        return good;
    }

    /** Whether it is a MAC address that an interface can have: not of a group, and not all zero. */
    public static boolean isStationMac(Text text) {
        if (!isMac(text) || (digit(text.bytes[1]) & 1) != 0) {
            return false;
        }
        boolean zero = true;
        for (int i = 0; i < text.length; i++) {
            zero &= text.bytes[i] == '0' || text.bytes[i] == ':';
        }
        return !zero;
    }

    /** The value of a hexadecimal digit. */
    public static int digit(byte b) {
        return b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10;
    }

    /** Whether two addresses are the same, in capitals or not. */
    public static boolean sameMac(Text one, Text other) {
        boolean same = one.length == other.length;
        for (int i = 0; same && i < one.length; i++) {
            same = (one.bytes[i] | 0x20) == (other.bytes[i] | 0x20);
        }
        return same;
    }

    /** Whether it can be the name or the address of a machine. */
    public static boolean isHost(Text text) {
        boolean good = text.length > 0;
        for (int i = 0; good && i < text.length; i++) {
            byte b = text.bytes[i];
            good = b > ' ' && b < 127 && b != '"' && b != '/' && b != '\\';
        }
        return good;
    }
}

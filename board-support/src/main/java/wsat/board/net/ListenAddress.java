package wsat.board.net;

import java.net.InetAddress;
import java.util.List;
import wsat.board.text.AddressText;

/** On which of the machine's addresses clients are waited for. */
public final class ListenAddress {
    /** On all, and nobody has said so. */
    public static final ListenAddress USUAL = new ListenAddress("all", false);
    /** Nobody but this machine can come. */
    public static final ListenAddress LOOPBACK = new ListenAddress("loopback", true);

    private final InetAddress literal;
    private final boolean all;
    private final boolean given;

    private ListenAddress(String text, boolean given) {
        this.given = given;
        all = text.equals("all");
        literal = all || text.equals("loopback") ? null : LookUp.literal(text);
    }

    /** @param text {@code all}, {@code loopback} or an address. @return null: it is none of them */
    public static ListenAddress of(String text) {
        ListenAddress address = new ListenAddress(text, true);
        return address.all || text.equals("loopback") || address.literal != null ? address : null;
    }

    /**
     * Where to bind: to all of them, of which some may be missing, or, of {@link #isAll}, to the first that can be had.
     *
     * @param ipv6 whether IPv6 is wanted beside IPv4
     */
    List<InetAddress> addresses(boolean ipv6) {
        if (literal != null) {
            return List.of(literal);
        }
        InetAddress usual = LookUp.literal(all ? "0.0.0.0" : "127.0.0.1");
        InetAddress other = LookUp.literal(all ? "::" : "::1");
        return !ipv6 ? List.of(usual) : all ? List.of(other, usual) : List.of(usual, other);
    }

    /** Whether it is the machine's every address: that of IPv6 has IPv4 with it. */
    public boolean isAll() {
        return all;
    }

    /** Whether clients of one of the machine's addresses are waited for. */
    public boolean takes(InetAddress own) {
        return literal != null ? literal.equals(own) || literal.isAnyLocalAddress() : all || own.isLoopbackAddress();
    }

    /** Whether others than this machine can come though nobody has said that they may. */
    boolean isOpenUnasked() {
        return all && !given;
    }

    @Override
    public String toString() {
        return literal != null ? AddressText.of(literal) : all ? "all addresses" : "loopback";
    }
}

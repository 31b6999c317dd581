package wsat.board.net;

import java.net.InetAddress;

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

    /** Where to bind. @param ipv6 of the wildcard and the loopback: which one */
    InetAddress address(boolean ipv6) {
        return literal != null ? literal : all ? LookUp.literal(ipv6 ? "::" : "0.0.0.0")
                : LookUp.literal(ipv6 ? "::1" : "127.0.0.1");
    }

    /** Whether others than this machine can come though nobody has said that they may. */
    boolean isOpenUnasked() {
        return all && !given;
    }

    @Override
    public String toString() {
        return literal != null ? literal.getHostAddress() : all ? "all addresses" : "loopback";
    }
}

package wsat.board.fault;

import wsat.board.text.AddressText;
import wsat.port.Ending;

/** Whether there is a network, and what becomes of names in it. */
public final class Reach {
    private boolean down;
    private boolean cut;
    private boolean deny;
    private long namesAfter;

    /** Whether the fault is one of those here; then it is made. */
    public boolean take(Fault fault) {
        switch (fault.act()) {
            case "network up", "network down", "network cut" -> {
                down = !fault.is("network up");
                cut = fault.is("network cut");
            }
            case "name servers answer", "name servers silent", "name servers deny" -> {
                deny = fault.is("name servers deny");
                namesAfter = fault.is("name servers silent") ? Attempt.NEVER : fault.millis();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Whether the station has no network. */
    public boolean isDown() {
        return down;
    }

    /** Whether nothing can be reached. */
    public boolean isCut() {
        return cut;
    }

    /** How a connection is lost when the network is. */
    public static Ending lost() {
        return Attempt.fails(Ending.TCP_END, Ending.ENETUNREACH, "the network is down").failure();
    }

    /** What becomes of the look-up of a name; {@link Attempt#failure} there is none of it. */
    public Attempt name(String name) {
        return cut || deny
                ? Attempt.fails(Ending.NAME, Ending.EAI_FAIL, "no such host: " + AddressText.bare(name))
                        .after(deny ? namesAfter : 0)
                : Attempt.REAL.after(namesAfter);
    }

    /** What becomes of an attempt to reach a host, a name or an address, of which the rest is known. */
    public Attempt to(String host, Attempt then) {
        if (host.indexOf(':') < 0 && !host.matches("[0-9.]+")) {
            Attempt name = name(host);
            return name.failure() != null ? name : then.after(name.afterMillis());
        }
        return cut ? Attempt.fails(Ending.TCP, Ending.ENETUNREACH, "the network is unreachable") : then;
    }
}

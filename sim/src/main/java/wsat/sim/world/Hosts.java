package wsat.sim.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import wsat.board.fault.Attempt;
import wsat.board.fault.Reach;
import wsat.board.text.Latin1;
import wsat.port.Resolver;
import wsat.port.Text;

/** Other machines: which names there are, and who answers a ping after how long. */
final class Hosts implements Resolver {
    private static final long LOOK_UP_MILLIS = 20;

    private final VirtualTime time;
    private final Map<String, List<String>> names = new HashMap<>();
    private final Map<String, Integer> echoes = new HashMap<>();
    /** What becomes of names, and whether there is a network. */
    final Reach reach = new Reach();
    private List<String> answer = List.of();
    private int found;
    private long foundAt = Long.MAX_VALUE;
    private int echo = SILENT;
    private int echoed = SILENT;
    private long echoedAt = Long.MAX_VALUE;

    Hosts(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void lookUp(Text name, int network) {
        Attempt attempt = reach.name(Latin1.string(name));
        answer = attempt.failure() != null ? List.of() : names.getOrDefault(Latin1.string(name), List.of()).stream()
                .filter(address -> network == IPV4_FIRST || (address.indexOf(':') < 0) == (network == IPV4_ONLY))
                .toList();
        found = ASKING;
        foundAt = attempt.afterMillis() == Attempt.NEVER ? Long.MAX_VALUE
                : time.millis + LOOK_UP_MILLIS + attempt.afterMillis();
    }

    @Override
    public int found() {
        return found;
    }

    @Override
    public void address(int index, Text into) {
        into.set(answer.get(index));
    }

    @Override
    public void ping(Text host, int timeoutMillis) {
        echo = reach.isCut() ? SILENT : echoes.getOrDefault(Latin1.string(host), SILENT);
        echoed = ASKING;
        echoedAt = echo == SILENT ? Long.MAX_VALUE : time.millis + echo; // the firmware has a clock, too
    }

    @Override
    public int echoed() {
        return echoed;
    }

    // --- the world's side -------------------------------------------------------------------------

    /** There is a name with these addresses, IPv4 ones first. */
    void name(String name, List<String> addresses) {
        names.put(name, addresses);
    }

    /** Where a name leads to. */
    String addressOf(String name, String otherwise) {
        List<String> addresses = names.getOrDefault(name, List.of());
        return addresses.isEmpty() ? otherwise : addresses.get(0);
    }

    /** That host answers a ping after so long. */
    void echo(String host, int millis) {
        echoes.put(host, millis);
    }

    void advance() {
        if (time.millis >= foundAt) {
            foundAt = Long.MAX_VALUE;
            found = answer.size();
        }
        if (time.millis >= echoedAt) {
            echoedAt = Long.MAX_VALUE;
            echoed = echo;
        }
    }

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent() {
        return Math.min(foundAt, echoedAt);
    }
}

package wsat.board.host;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import wsat.board.net.Slow;
import wsat.board.net.Way;
import wsat.board.text.AddressText;
import wsat.board.text.Latin1;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.Text;

/**
 * The system's resolver, and pings, on a slow thread. A process without the right to send ICMP asks TCP's
 * echo port instead: a refusal is an answer too.
 */
public final class HostResolver implements Resolver {
    private final Slow slow;
    private final Log log;
    private LookUp lookUp;
    private List<String> addresses = List.of();
    private int found;
    private Ping ping;
    private int echoed = SILENT;

    public HostResolver(Slow slow, Log log) {
        this.slow = slow;
        this.log = log;
    }

    @Override
    public void lookUp(Text name, int network) {
        if (lookUp != null) {
            slow.forget(lookUp);
        }
        lookUp = new LookUp(Latin1.string(name), network);
        found = ASKING;
        slow.ask(lookUp);
    }

    @Override
    public int found() {
        return found;
    }

    @Override
    public void address(int index, Text into) {
        into.set(addresses.get(index));
    }

    @Override
    public void ping(Text host, int timeoutMillis) {
        if (ping != null) {
            slow.forget(ping);
        }
        ping = new Ping(Latin1.string(host), timeoutMillis);
        echoed = ASKING;
        slow.ask(ping);
    }

    @Override
    public int echoed() {
        return echoed;
    }

    /** One name. */
    private final class LookUp implements Slow.Job {
        private final String name;
        private final int network;
        private final List<String> answer = new ArrayList<>();

        LookUp(String name, int network) {
            this.name = name;
            this.network = network;
        }

        @Override
        public void work() {
            try {
                InetAddress[] all = InetAddress.getAllByName(name);
                if (network != IPV6_ONLY) {
                    collect(all, true);
                }
                if (network != IPV4_ONLY) {
                    collect(all, false);
                }
            } catch (UnknownHostException | IllegalArgumentException e) {
                // None: said by who asked.
            }
        }

        private void collect(InetAddress[] all, boolean ipv4) {
            for (InetAddress one : all) {
                if (one instanceof Inet4Address == ipv4) {
                    answer.add(AddressText.of(one));
                }
            }
        }

        @Override
        public void done() {
            if (lookUp == this) {
                lookUp = null;
                addresses = answer;
                found = answer.size();
            }
        }
    }

    /** One host. */
    private final class Ping implements Slow.Job {
        private final String host;
        private final int timeoutMillis;
        private int answer = SILENT;
        private String wrong = "no answer";

        Ping(String host, int timeoutMillis) {
            this.host = host;
            this.timeoutMillis = timeoutMillis;
        }

        @Override
        public void work() {
            try {
                InetAddress address = Way.onNetwork(InetAddress.getByName(host));
                long begin = System.nanoTime();
                if (address.isReachable(timeoutMillis)) {
                    answer = (int) ((System.nanoTime() - begin) / 1_000_000);
                }
            } catch (IOException | IllegalArgumentException e) {
                wrong = e instanceof UnknownHostException ? "no such host" : e.toString();
            }
        }

        @Override
        public void done() {
            if (ping != this) {
                return;
            }
            ping = null;
            echoed = answer;
            if (answer == SILENT) {
                log.log(Log.INFO, "AT+PING", wrong, Log.NO_VALUE);
            }
        }
    }
}

package wsat.board.mdns;

import java.io.IOException;
import java.net.InetAddress;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.DNSCache;
import javax.jmdns.impl.JmDNSImpl;
import wsat.board.text.AddressText;
import wsat.port.Log;

/** Answers for a {@link Wish} on one address. Used by one thread, which {@link #close} holds up for seconds. */
final class Responder {
    private final InetAddress address;
    private final Log log;
    private final BoundJmDns jmdns;
    private final ServiceInfo service;
    private String hostName;
    private String instance;

    /** Begins to claim the names. @throws IOException the port cannot be had */
    Responder(InetAddress address, Wish wish, Log log) throws IOException {
        this.address = address;
        this.log = log;
        jmdns = new BoundJmDns(address, wish.hostName());
        service = ServiceInfo.create(wish.type(), wish.instance(), wish.port(), 0, 0, wish.txt());
        hostName = wish.hostName();
        instance = wish.instance();
        try {
            jmdns.registerService(service);
        } catch (IOException e) {
            jmdns.close();
            throw e;
        }
    }

    /** One whose cache is bounded. */
    private static final class BoundJmDns extends JmDNSImpl {
        private final BoundedCache bounded = new BoundedCache();

        BoundJmDns(InetAddress address, String name) throws IOException {
            super(address, name);
        }

        /** The other one is asked before there is this one, while it is being made. */
        @Override
        public DNSCache getCache() {
            return bounded == null ? super.getCache() : bounded;
        }
    }

    InetAddress address() {
        return address;
    }

    /** Logs names that have been changed since the last time, as others on the network have them (RFC 6762, 9). */
    void tellNames() {
        String host = jmdns.getHostName().replaceFirst("\\.local\\.$", "");
        if (!host.equals(hostName)) {
            tell("host name", hostName, host);
            hostName = host;
        }
        String name = service.getName();
        if (!name.equals(instance)) {
            tell("instance", instance, name);
            instance = name;
        }
    }

    private void tell(String what, String before, String after) {
        log.log(Log.WARN, MulticastAnnouncer.NAME, "another machine on the network has the " + what + " " + before
                + ": announced as " + after + " on " + AddressText.of(address), Log.NO_VALUE);
    }

    /** Says goodbye, and ends. */
    void close() {
        jmdns.close();
    }
}

package wsat.board.mdns;

import javax.jmdns.impl.DNSCache;
import javax.jmdns.impl.DNSEntry;

/** What JmDNS remembers of what others say: so much, whoever floods the network with records. */
final class BoundedCache extends DNSCache {
    private static final long serialVersionUID = 1;
    /** Names; more than the services of a large office. */
    private static final int NAMES_MAX = 512;
    private static final int RECORDS_MAX = 32;

    @Override
    public boolean addDNSEntry(DNSEntry entry) {
        if (entry == null || size() >= NAMES_MAX && !containsKey(entry.getKey())) {
            return false;
        }
        return getDNSEntryList(entry.getKey()).size() < RECORDS_MAX && super.addDNSEntry(entry);
    }
}

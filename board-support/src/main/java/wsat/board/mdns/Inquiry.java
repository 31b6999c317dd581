package wsat.board.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.jmdns.ServiceInfo;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSQuestion;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.constants.DNSRecordClass;
import javax.jmdns.impl.constants.DNSRecordType;
import wsat.port.Announcer;
import wsat.port.ServiceQuestion;

/** What is asked of the network, what is known of it by now, and what is still missing. Used by one thread. */
final class Inquiry {
    /** Names that are remembered, and addresses of one: whoever answers too much is not heard. */
    private static final int NAMES_MAX = 64;
    private static final int ADDRESSES_MAX = 16;
    private static final byte[] NOTHING = {};

    private final int kind;
    private final String type;
    private final String host;
    /** Full names of instances, by themselves in small letters. */
    private final Map<String, String> instances = new LinkedHashMap<>();
    private final Map<String, ServiceInfo> places = new LinkedHashMap<>();
    private final Map<String, byte[]> txts = new LinkedHashMap<>();
    private final Map<String, Set<InetAddress>> addresses = new LinkedHashMap<>();
    private volatile List<Found> answers = List.of();

    Inquiry(ServiceQuestion what) {
        kind = what.kind;
        type = Wish.type(what.type, what.udp);
        host = Wish.string(what.hostName) + ".local.";
        if (kind > ServiceQuestion.INSTANCES && kind < ServiceQuestion.IPV4) {
            String name = Wish.string(what.instance) + "." + type;
            instances.put(key(name), name);
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** From any thread; what it gives stays as it is. */
    List<Found> answers() {
        return answers;
    }

    /** A packet that asks for what is not known yet; empty: all is. */
    byte[] question(DNSOutgoing packet, int id) {
        packet.setId(id);
        try {
            if (kind == ServiceQuestion.INSTANCES) {
                add(packet, type, DNSRecordType.TYPE_PTR);
            }
            for (Map.Entry<String, String> one : instances.entrySet()) {
                addOf(packet, one.getKey(), one.getValue());
            }
            if (kind >= ServiceQuestion.IPV4) {
                add(packet, host, kind == ServiceQuestion.IPV4 ? DNSRecordType.TYPE_A : DNSRecordType.TYPE_AAAA);
            }
        } catch (IOException e) {
            // it is full: the rest is asked for next time
        }
        return packet.getNumberOfQuestions() == 0 ? NOTHING : packet.data();
    }

    private void addOf(DNSOutgoing packet, String key, String name) throws IOException {
        if (kind != ServiceQuestion.TXT && !places.containsKey(key)) {
            add(packet, name, DNSRecordType.TYPE_SRV);
        }
        if (kind != ServiceQuestion.PLACE && !txts.containsKey(key)) {
            add(packet, name, DNSRecordType.TYPE_TXT);
        }
        ServiceInfo place = places.get(key);
        if (kind == ServiceQuestion.INSTANCES && place != null && !addresses.containsKey(key(place.getServer()))) {
            add(packet, place.getServer(), DNSRecordType.TYPE_A);
            add(packet, place.getServer(), DNSRecordType.TYPE_AAAA);
        }
    }

    private static void add(DNSOutgoing packet, String name, DNSRecordType what) throws IOException {
        packet.addQuestion(DNSQuestion.newQuestion(name, what, DNSRecordClass.CLASS_IN, false));
    }

    /** @return whether anything new is among them */
    boolean take(Collection<? extends DNSRecord> records) {
        boolean fresh = false;
        for (DNSRecord one : records) {
            fresh |= one.getTTL() > 0 && take(one);
        }
        if (fresh) {
            answers = List.copyOf(found());
        }
        return fresh;
    }

    private boolean take(DNSRecord record) {
        String key = key(record.getName());
        switch (record.getRecordType()) {
            case TYPE_PTR:
                return kind == ServiceQuestion.INSTANCES && key.equals(key(type))
                        && instances.size() < Announcer.ANSWERS_MAX && takeInstance((DNSRecord.Pointer) record);
            case TYPE_SRV: return put(places, key, record.getServiceInfo(false));
            case TYPE_TXT: return put(txts, key, record.getServiceInfo(false).getTextBytes());
            case TYPE_A: case TYPE_AAAA: return takeAddresses(key, record.getServiceInfo(false).getInetAddresses());
            default: return false;
        }
    }

    private boolean takeInstance(DNSRecord.Pointer pointer) {
        String name = pointer.getAlias();
        return key(name).endsWith("." + key(type)) && instances.putIfAbsent(key(name), name) == null;
    }

    private static <T> boolean put(Map<String, T> map, String key, T value) {
        return map.size() < NAMES_MAX && map.putIfAbsent(key, value) == null;
    }

    private boolean takeAddresses(String key, InetAddress[] those) {
        put(addresses, key, new LinkedHashSet<>());
        Set<InetAddress> all = addresses.get(key);
        boolean fresh = false;
        for (InetAddress one : those) {
            fresh |= all != null && all.size() < ADDRESSES_MAX && all.add(one);
        }
        return fresh;
    }

    private List<Found> found() {
        List<Found> found = new ArrayList<>();
        instances.forEach((key, name) -> {
            ServiceInfo place = kind == ServiceQuestion.TXT ? null : places.get(key);
            byte[] txt = kind == ServiceQuestion.PLACE ? null : txts.get(key);
            if (isAnswer(place, txt)) {
                String server = place == null ? "" : place.getServer();
                found.add(new Found(name.substring(0, name.length() - type.length() - 1), bare(server),
                        place == null ? 0 : place.getPort(), txt == null ? NOTHING : txt,
                        kind == ServiceQuestion.INSTANCES ? of(server, true, true) : List.of()));
            }
        });
        if (kind >= ServiceQuestion.IPV4) {
            List<InetAddress> those = of(host, kind == ServiceQuestion.IPV4, kind == ServiceQuestion.IPV6);
            if (!those.isEmpty()) {
                found.add(new Found("", "", 0, NOTHING, those));
            }
        }
        return found;
    }

    private boolean isAnswer(ServiceInfo place, byte[] txt) {
        switch (kind) {
            case ServiceQuestion.INSTANCES: return true;
            case ServiceQuestion.TXT: return txt != null;
            case ServiceQuestion.PLACE: return place != null;
            default: return place != null && txt != null;
        }
    }

    private List<InetAddress> of(String server, boolean ipv4, boolean ipv6) {
        List<InetAddress> those = new ArrayList<>();
        for (InetAddress one : addresses.getOrDefault(key(server), Set.of())) {
            if (one.getAddress().length == 4 ? ipv4 : ipv6) {
                those.add(one);
            }
        }
        return those;
    }

    private static String bare(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}

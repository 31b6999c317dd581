package wsat.sim.world;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import wsat.board.fault.Reach;
import wsat.board.text.Latin1;
import wsat.link.SocketOptions;
import wsat.port.Ending;
import wsat.port.ListenRequest;
import wsat.port.Packet;
import wsat.port.Resolver;
import wsat.port.Slot;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.Text;
import wsat.port.TlsOptions;

/** The sockets of the board: servers that do as they are told, and what each link has sent and received. */
final class Sockets implements SocketPort, Listening.Links {
    /** The address of a host that no {@code name} line knows. */
    private static final String SOMEWHERE = "192.168.1.2";
    private static final int FIRST_PORT = 54_321;

    final VirtualTime clock;
    final Chance chance;
    final Journal log;
    final SocketPeer.Manners manners = new SocketPeer.Manners();
    /** The end of the names of those that can be reached; the rest is {@link #outside}. */
    private String within = "";
    private final SocketPeer.Manners outside = new SocketPeer.Manners();

    final Hosts hosts;
    final Ending[] endings;
    private final SocketPeer[] peers;
    private final String[] requests;
    private final int[] opened;
    private final int[] arrivalsBefore;
    final Certified certified;
    private int nextPort = FIRST_PORT;
    private final List<ArrayDeque<String>> sent = new ArrayList<>();
    private final List<ByteArrayOutputStream> told = new ArrayList<>();

    Sockets(int links, VirtualTime clock, Chance chance, Hosts hosts, Journal log) {
        this.clock = clock;
        this.chance = chance;
        this.hosts = hosts;
        this.log = log;
        endings = new Ending[links];
        peers = new SocketPeer[links];
        requests = new String[links];
        opened = new int[links];
        arrivalsBefore = new int[links];
        certified = new Certified(links, clock);
        for (int i = 0; i < links; i++) {
            endings[i] = new Ending();
            sent.add(new ArrayDeque<>());
            told.add(new ByteArrayOutputStream());
        }
    }

    /** All that a request says, a word and a value each. */
    static String describe(SocketRequest request) {
        Map<String, Object> parts = new TreeMap<>();
        parts.put("type", new String[] {"TCP", "UDP", "SSL"}[request.type]);
        parts.put("host", Latin1.string(request.host));
        parts.put("port", request.port);
        parts.put("local-port", request.localPort);
        parts.put("keep-alive", request.keepAliveSeconds);
        parts.put("proxy", request.proxy.isSet() ? Opening.proxyOf(request.proxy) : "-");
        parts.put("auth", request.authMode);
        parts.put("sni", Latin1.string(request.tls.serverName));
        parts.put("common-name", Latin1.string(request.tls.commonName));
        parts.put("alpn", protocols(request.tls));
        parts.put("ciphers", suites(request.tls));
        StringBuilder text = new StringBuilder();
        parts.forEach((part, value) -> text.append(part).append(' ').append(value).append('\n'));
        return text.toString();
    }

    static String protocols(TlsOptions tls) {
        List<String> all = new ArrayList<>();
        String list = Latin1.string(tls.protocols);
        for (int at = 0; at < list.length(); at += 1 + list.charAt(at)) {
            all.add(list.substring(at + 1, at + 1 + list.charAt(at)));
        }
        return String.join(" ", all);
    }

    private static String suites(TlsOptions tls) {
        return Arrays.stream(tls.suites, 0, tls.suiteCount).mapToObj(suite -> String.format("%04x", suite))
                .collect(Collectors.joining(" "));
    }

    // --- the port ---------------------------------------------------------------------------------

    @Override
    public void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
        certified.configure(link, authMode, certificate, key, ca);
    }

    @Override
    public int configured(int link) {
        return certified.configured(link);
    }

    @Override
    public void open(int link, SocketRequest request) {
        if (peers[link] != null) {
            throw new IllegalStateException("socket " + link + " is opened while it is not idle");
        }
        if (request.type == SocketRequest.SSL && (request.authMode != certified.mode(link) || !certified.known(link))) {
            throw new IllegalStateException("socket " + link + " is opened in a mode that was not accepted");
        }
        if (request.port < 1 || request.port > 65535 || request.localPort < 0 || request.localPort > 65535
                || request.keepAliveSeconds < 0 || request.keepAliveSeconds > SocketOptions.KEEP_ALIVE_MAX
                || request.host.length == 0) {
            throw new IllegalStateException("socket " + link + " is opened with " + describe(request));
        }
        int localPort = request.localPort == 0 ? nextPort++ : request.localPort;
        requests[link] = describe(request);
        opened[link]++;
        peers[link] = new SocketPeer(this, link, request, address(Latin1.string(request.host)), localPort);
    }

    /** A client has come to a port of the module's, and gets a link. */
    @Override
    public void accept(int link, ListenRequest to, Listening.Client client, int bufferSize) {
        if (peers[link] != null) {
            throw new IllegalStateException("socket " + link + " gets a client while it is not idle");
        }
        SocketRequest request = new SocketRequest(Resolver.ADDRESS_MAX);
        request.type = to.secure ? SocketRequest.SSL : SocketRequest.TCP;
        request.host.set(client.address());
        request.port = client.port();
        peers[link] = new SocketPeer(this, link, request, to.port, client);
    }

    /** Only names with this end can be reached from now on; how the rest fails. */
    void reachOnly(String names, Ending failure) {
        within = names;
        outside.answer = Server.FAIL;
        outside.failure = failure;
    }

    /** What the servers do at a host. */
    SocketPeer.Manners mannersOf(String host) {
        return host.endsWith(within) ? manners : outside;
    }

    private String address(String host) {
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return literal ? host : hosts.addressOf(host, SOMEWHERE);
    }

    private SocketPeer open(int link) {
        if (peers[link] == null) {
            throw new IllegalStateException("socket " + link + " is idle");
        }
        return peers[link];
    }

    @Override
    public int state(int link) {
        return peers[link] == null ? IDLE : peers[link].state();
    }

    @Override
    public void ending(int link, Ending into) {
        into.set(endings[link]);
    }

    @Override
    public void info(int link, SocketInfo into) {
        open(link).info(into);
    }

    @Override
    public boolean receive(int link, Packet packet) {
        return peers[link] != null && peers[link].receive(packet);
    }

    @Override
    public int held(int link) {
        return peers[link] == null ? 0 : peers[link].held();
    }

    @Override
    public int arrivals(int link) {
        return arrivalsBefore[link] + (peers[link] == null ? 0 : peers[link].arrivals());
    }

    @Override
    public void release(int link, int count) {
        byte[] bytes = open(link).release(count);
        told.get(link).write(bytes, 0, bytes.length);
    }

    @Override
    public int send(int link, byte[] payload, int offset, int length, Text address, int port) {
        String to = address == null ? null : Latin1.string(address) + " " + port;
        if (to != null && (address.length == 0 || address.length > Resolver.ADDRESS_MAX
                || !Latin1.string(address).matches("[0-9a-fA-F:.]+") || port < 1 || port > 65535)) {
            throw new IllegalStateException("socket " + link + " is to send to " + to);
        }
        return peers[link] == null ? NOT_OPEN : peers[link].send(payload, offset, length, to);
    }

    @Override
    public int unsent(int link) {
        return peers[link] == null ? 0 : peers[link].unsent();
    }

    @Override
    public void close(int link) {
        if (peers[link] != null) {
            peers[link].leave();
            arrivalsBefore[link] = arrivals(link);
            peers[link] = null;
        }
    }

    // --- the world's side -------------------------------------------------------------------------

    /** Each connection is lost, as the network is. */
    void cut() {
        for (SocketPeer one : peers) {
            if (one != null && !one.isUdp()) {
                one.end(Reach.lost());
            }
        }
    }

    int count() {
        return peers.length;
    }

    /** The socket of a link, null: none. */
    SocketPeer peer(int link) {
        return peers[link];
    }

    /** What the last request of a link said, as {@link #describe} does; null: there was none. */
    String request(int link) {
        return requests[link];
    }

    /** How often a link was opened. */
    int opened(int link) {
        return opened[link];
    }

    /** Something has come to the servers of a link. */
    void got(int link, byte[] bytes, String to) {
        sent.get(link).add((to == null ? "" : "to " + to + " ") + Bytes.show(bytes));
    }

    /** What has come to the servers of a link and was not looked at, as transcripts write it. */
    ArrayDeque<String> sent(int link) {
        return sent.get(link);
    }

    /** All bytes that were released on a link: what the host must have got. */
    ByteArrayOutputStream told(int link) {
        return told.get(link);
    }

    /** What time brings. */
    void advance() {
        Timed.advance(peers);
    }

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent() {
        return Math.min(Timed.nextEvent(peers), certified.nextEvent());
    }
}

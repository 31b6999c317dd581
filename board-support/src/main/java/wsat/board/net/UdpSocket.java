package wsat.board.net;

import static wsat.port.SocketPort.BUSY;
import static wsat.port.SocketPort.NOT_OPEN;
import static wsat.port.SocketPort.OPEN;
import static wsat.port.SocketPort.OPENING;
import static wsat.port.SocketPort.SEND_MAX;
import static wsat.port.SocketPort.TAKEN;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.UnsupportedAddressTypeException;
import wsat.board.text.AddressText;
import wsat.board.text.Latin1;
import wsat.port.Ending;
import wsat.port.Log;
import wsat.port.Packet;
import wsat.port.Resolver;
import wsat.port.SocketInfo;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** A UDP socket. It is not connected: datagrams from anybody are received, and no ICMP message breaks it. */
final class UdpSocket extends Endpoint {
    private static final int HELD_MAX = 32_768;
    private static final int DATAGRAMS_MAX = 64;
    /** How many datagrams are looked at in one turn, so that a flood does not hold up the loop. */
    private static final int TURN_MAX = 16;

    private final SocketRequest request;
    private final String host;
    private final LookUp lookUp;
    private final Datagrams datagrams = new Datagrams(HELD_MAX, DATAGRAMS_MAX);
    private final Drops full;
    private final Drops tooLong;
    private DatagramChannel channel;
    private SelectionKey key;
    private int localPort;
    /** Where datagrams go that name no other peer. */
    private InetSocketAddress peer;
    /** Null: the peer is no group. */
    private MulticastGroup group;
    /** Where the last one went that named another, as the host named it. */
    private InetSocketAddress other;
    private final Text otherText = new Text(Resolver.ADDRESS_MAX);
    /** The last one to be lent came from here. */
    private InetSocketAddress sender;
    private final Text senderText = new Text(Resolver.ADDRESS_MAX);
    private boolean lent;

    UdpSocket(Network network, String name, Ending ending, SocketRequest request) {
        super(network, name, ending);
        this.request = request;
        host = Latin1.string(request.host);
        lookUp = new LookUp(network.slow(), host) {
            @Override
            void found(InetAddress[] answer) {
                open(answer);
            }
        };
        full = new Drops(network.log(), name, "datagrams dropped, the host has not taken those before:");
        tooLong = new Drops(network.log(), name, "datagrams dropped, longer than " + SEND_MAX + " bytes:");
    }

    @Override
    void begin() {
        lookUp.begin();
    }

    private void open(InetAddress[] addresses) {
        if (addresses.length == 0) {
            lost(Failure.noSuchHost(host));
            return;
        }
        peer = new InetSocketAddress(addresses[0], request.port);
        try {
            group = peer.getAddress().isMulticastAddress() ? new MulticastGroup(peer) : null;
            channel = group == null ? DatagramChannel.open() : group.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            bind();
            join();
            localPort = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            key = channel.register(network.selector(), SelectionKey.OP_READ, this);
            become(OPEN);
        } catch (IOException e) {
            cut();
            lost(request.localPort == 0 ? new Failure(Ending.TCP, Errno.broken(e), String.valueOf(e.getMessage()))
                    : Failure.localPort(request.localPort, e));
        }
    }

    /** A host driver in the field asks for local port 10 by mistake, and does not care which it gets. */
    private void bind() throws IOException {
        if (request.localPort != 0) {
            network.freePorts();
        }
        try {
            channel.bind(new InetSocketAddress(request.localPort));
        } catch (IOException e) {
            if (request.localPort >= Failure.PRIVILEGED_END || mayBindPrivileged()) {
                throw e;
            }
            log(level(), "local port " + request.localPort + " needs privileges that this process has not:"
                    + " another one is used");
            channel.bind(new InetSocketAddress(0));
        }
    }

    private void join() {
        if (group == null) {
            return;
        }
        try {
            group.join(channel);
        } catch (IOException e) {
            group = null;
            log(level(), "the group " + AddressText.of(peer.getAddress()) + " cannot be joined, and is not heard: "
                    + e.getMessage());
        }
    }

    /** Asked by binding another one, which nobody uses: what an error says depends on the machine's language. */
    private static boolean mayBindPrivileged() {
        try (DatagramChannel probe = DatagramChannel.open()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void ready(SelectionKey readyKey) {
        key.interestOps(SelectionKey.OP_READ);
        ByteBuffer packet = network.packet();
        try {
            for (int i = 0; i < TURN_MAX && take(packet.clear()); i++) {
                // Until nothing more is there.
            }
        } catch (PortUnreachableException e) {
            // A peer of before does not listen.
        } catch (IOException e) {
            cut();
            lost(new Failure(Ending.TCP_END, Errno.broken(e), String.valueOf(e.getMessage())));
        }
    }

    private boolean take(ByteBuffer packet) throws IOException {
        InetSocketAddress from = (InetSocketAddress) channel.receive(packet);
        if (from == null) {
            return false;
        }
        packet.flip();
        if (group != null && group.isEcho(packet, from)) {
            return true;
        }
        if (packet.remaining() > SEND_MAX) {
            tooLong.count(network.now());
        } else if (!datagrams.add(packet, from)) {
            full.count(network.now());
        }
        return true;
    }

    @Override
    void info(SocketInfo into) {
        into.address.clear();
        if (peer != null) {
            write(peer.getAddress(), into.address);
        }
        into.port = request.port;
        into.localPort = localPort;
    }

    @Override
    boolean receive(Packet packet) {
        if (datagrams.isEmpty()) {
            return false;
        }
        lent = true;
        packet.bytes = datagrams.bytes();
        packet.start = datagrams.start();
        packet.length = datagrams.length();
        if (!datagrams.sender().equals(sender)) {
            sender = datagrams.sender();
            write(sender.getAddress(), senderText);
        }
        packet.address.set(senderText);
        packet.port = sender.getPort();
        return true;
    }

    @Override
    int arrivals() {
        return 0; // nobody who sends datagrams is ended by AT+CIPSTO
    }

    @Override
    int held() {
        return datagrams.held();
    }

    @Override
    void release(int count) {
        if (lent) {
            lent = count < datagrams.length();
            datagrams.release(count);
        }
    }

    @Override
    int send(byte[] payload, int offset, int length, Text address, int port) {
        if (state() != OPEN) {
            return NOT_OPEN;
        }
        InetSocketAddress to = address == null ? peer : other(address, port);
        if (to == null) {
            log(Log.WARN, "the peer of a datagram is named by an address");
            return NOT_OPEN;
        }
        ByteBuffer packet = network.packet().clear();
        packet.put(payload, offset, length).flip();
        try {
            if (channel.send(packet, to) > 0) {
                if (group != null && to == peer) {
                    group.said(payload, offset, length);
                }
                return TAKEN;
            }
            key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            return BUSY;
        } catch (IOException | UnresolvedAddressException | UnsupportedAddressTypeException e) {
            log(level(), "a datagram cannot be sent to " + AddressText.of(to.getAddress()) + " port " + to.getPort()
                    + ": " + e.getMessage());
            return NOT_OPEN;
        }
    }

    private InetSocketAddress other(Text address, int port) {
        if (other == null || other.getPort() != port || !otherText.same(address)) {
            InetAddress literal = LookUp.literal(Latin1.string(address));
            if (literal == null || !otherText.fits(address.length - otherText.length)) {
                return null;
            }
            other = new InetSocketAddress(Way.onNetwork(literal), port);
            otherText.set(address);
        }
        return other;
    }

    /** A datagram leaves at once, or is not taken. */
    @Override
    int unsent() {
        return 0;
    }

    @Override
    boolean leave() {
        if (state() == OPENING) {
            givenUp(Ending.NAME, Ending.ETIMEDOUT, "looking up " + host);
        }
        full.tell();
        tooLong.tell();
        cut();
        return false;
    }

    @Override
    void cut() {
        lookUp.cancel();
        if (channel != null) {
            Network.close(channel);
            channel = null;
        }
    }

    @Override
    boolean gone() {
        return channel == null;
    }

    @Override
    void turn() {
        // Nothing is put off.
    }

    @Override
    long deadline() {
        return NEVER;
    }

    @Override
    void expire() {
        // There is no deadline.
    }
}

package wsat.board.mdns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.jmdns.impl.DNSIncoming;
import javax.jmdns.impl.DNSOutgoing;
import wsat.board.text.AddressText;
import wsat.port.Announcer;
import wsat.port.Log;

/**
 * One question to the network, until its time is up: a few packets from a port of its own, which whoever knows answers
 * there (RFC 6762, 5.1 and 6.7), and what came of it.
 */
final class AskingThread extends Thread {
    /** When it is asked, and asked again for what is missing. */
    private static final long[] ASK_MILLIS = {0, 250, 1000, 2500};
    /** Longer than anybody waits. */
    private static final long END_MILLIS = 6000;
    private static final int PACKET_MAX = 9000;
    private static final int IDS = 0x10000;
    private static final InetSocketAddress EVERYBODY = new InetSocketAddress(OwnAddresses.group(), 5353);

    private final Inquiry inquiry;
    private final Runnable ring;
    private final Log log;
    private final int id = new SecureRandom().nextInt(1, IDS);
    private final ByteBuffer packet = ByteBuffer.allocate(PACKET_MAX);
    private volatile boolean failed;
    private volatile boolean ended;

    AskingThread(Inquiry inquiry, Runnable ring, Log log) {
        super("mdns-ask");
        setDaemon(true);
        this.inquiry = inquiry;
        this.ring = ring;
        this.log = log;
    }

    /** How many answers there are, or {@link Announcer#FAILED}; from any thread. */
    int answers() {
        return failed ? Announcer.FAILED : inquiry.answers().size();
    }

    /** One of them, from any thread. */
    Found answer(int index) {
        return inquiry.answers().get(index);
    }

    /** Nobody waits any longer; from any thread. */
    void end() {
        ended = true;
        interrupt();
    }

    @Override
    public void run() {
        List<DatagramChannel> channels = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            open(channels, selector);
            ask(channels, selector);
        } catch (IOException e) {
            fail(e.getMessage());
        } finally {
            for (DatagramChannel one : channels) {
                close(one);
            }
        }
    }

    private void fail(String why) {
        if (!ended) {
            log.log(Log.WARN, MulticastAnnouncer.NAME, "the network cannot be asked: " + why, Log.NO_VALUE);
            failed = true;
            ring.run();
        }
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is not used any more
        }
    }

    private void open(List<DatagramChannel> channels, Selector selector) throws IOException {
        IOException why = new IOException("there is no IPv4 address");
        for (InetAddress address : OwnAddresses.toAskFrom()) {
            try {
                DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
                channels.add(channel);
                channel.bind(new InetSocketAddress(address, 0));
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByInetAddress(address));
                channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
            } catch (IOException e) {
                why = new IOException(AddressText.of(address) + ": " + e.getMessage());
            }
        }
        if (selector.keys().isEmpty()) {
            throw why;
        }
    }

    private void ask(List<DatagramChannel> channels, Selector selector) throws IOException {
        long began = System.nanoTime();
        int asked = 0;
        for (long now = 0; !ended && now < END_MILLIS; now = (System.nanoTime() - began) / 1_000_000) {
            if (asked < ASK_MILLIS.length && now >= ASK_MILLIS[asked]) {
                send(channels, asked == 0);
                asked++;
            }
            long next = asked < ASK_MILLIS.length ? ASK_MILLIS[asked] : END_MILLIS;
            selector.select(key -> receive((DatagramChannel) key.channel()), Math.max(1, next - now));
        }
    }

    /** @param first whether nothing was sent before, so that somebody must take it */
    private void send(List<DatagramChannel> channels, boolean first) throws IOException {
        byte[] bytes = inquiry.question(new DNSOutgoing(0, false), id);
        int sent = 0;
        IOException why = null;
        for (DatagramChannel channel : channels) {
            try {
                sent += bytes.length == 0 || !channel.isOpen() ? 0 : channel.send(ByteBuffer.wrap(bytes), EVERYBODY);
            } catch (IOException e) {
                why = e; // an interface that has just gone
            }
        }
        if (first && sent == 0 && why != null) {
            throw why;
        }
    }

    private void receive(DatagramChannel channel) {
        try {
            packet.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(packet);
            // JmDNS reads no number of what comes from port 5353
            if (from != null && from.getPort() == EVERYBODY.getPort() && packet.position() > 2
                    && (packet.getShort(0) & 0xFFFF) == id) {
                DNSIncoming incoming = new DNSIncoming(
                        new DatagramPacket(packet.array(), packet.position(), from.getAddress(), from.getPort()));
                if (incoming.isResponse() && inquiry.take(incoming.getAllAnswers())) {
                    ring.run();
                }
            }
        } catch (IOException | RuntimeException e) {
            // no message, or a damaged one: whoever sent it, it is no answer
        }
    }
}

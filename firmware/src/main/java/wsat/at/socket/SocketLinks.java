package wsat.at.socket;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.link.OpeningDefaults;
import wsat.link.Socket;
import wsat.link.SocketServers;
import wsat.port.ListenPort;
import wsat.port.Log;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;

/** The TCP, UDP and SSL links, and how the host wants to hear of them (ESP-AT, TCP/IP AT Commands). */
public final class SocketLinks {
    /** Bit of {@code AT+SYSMSG}: {@code +LINK_CONN} instead of {@code CONNECT}. */
    private static final int DETAILED = 2;

    final SocketPort port;
    public final Socket[] links;
    /** Whose clients take links, too. */
    public final SocketServers servers;
    /** {@code AT+CIPMUX}: links are named by their numbers; else there is one, number 0. */
    boolean several;
    /** {@code AT+CIPMODE}: what comes is told without a head, and sent only in the data mode. */
    boolean bare;
    /** {@code AT+CIPDINFO}: who has sent is told with what has come. */
    boolean peerInfo;
    /** Whether the last link was closed, and not by a restart ({@code AT+CIPSTATUS}). */
    boolean hadLinks;

    private NumberCommand messages;

    /** @param count how many links */
    public SocketLinks(SocketPort port, ListenPort clients, Log log, int count, OpeningDefaults defaults) {
        this.port = port;
        links = new Socket[count];
        for (int i = 0; i < count; i++) {
            links[i] = new Socket(i, port, log, defaults);
        }
        servers = new SocketServers(clients, links);
    }

    /** Whose value says whether connections are told in detail: {@code AT+SYSMSG}. */
    public void detailed(NumberCommand messages) {
        this.messages = messages;
    }

    /** Ends all servers and sockets without a word to the host. */
    public void closeAll() {
        servers.closeAll();
        for (int i = 0; i < links.length; i++) {
            if (links[i].isOpen()) {
                links[i].close();
            }
        }
    }

    /** Looks after clients, and sockets that are being opened while no command waits for them. @return work done */
    public int poll(long now) {
        int work = servers.poll(now);
        for (int i = 0; i < links.length; i++) {
            work += links[i].poll(now);
        }
        return work;
    }

    /** When {@link #poll} is due by time alone. @return microseconds, Long.MAX_VALUE: never */
    public long deadline() {
        long next = servers.deadline();
        for (int i = 0; i < links.length; i++) {
            next = Math.min(next, links[i].deadline());
        }
        return next;
    }

    /** Whether there can be one link only: {@code AT+CIPMUX=0}, or one client at a time. */
    boolean single() {
        return !several || servers.clientsMax == 1;
    }

    /** The link of passthrough: of several the client's. */
    Socket only() {
        for (int i = 0; several && i < links.length; i++) {
            if (links[i].isServed()) {
                return links[i];
            }
        }
        return links[0];
    }

    /** {@code AT+CIPMODE}. */
    void bare(boolean on) {
        bare = on;
        for (int i = 0; i < links.length; i++) {
            links[i].bare(on);
        }
    }

    /** Whether {@code AT+SYSMSG} has this bit. */
    boolean tells(int bit) {
        return (messages.value & bit) != 0;
    }

    /** Whether any link is open, or being opened. */
    boolean anyOpen() {
        boolean open = false;
        for (int i = 0; i < links.length; i++) {
            open |= links[i].isOpen();
        }
        return open;
    }

    /** Where the other parameters of a command begin: behind the link's number, if links are named. */
    int first() {
        return several ? 1 : 0;
    }

    /** The link that a command names. */
    Socket link(Arguments a) {
        return links[several ? a.number(0, 0, links.length - 1) : 0];
    }

    /** The link that a command names, or how many there are for all; all where links are not named. */
    int linkOrAll(Arguments a) {
        return several ? a.number(0, 0, links.length) : links.length;
    }

    /** Appends the link's number and a comma, if links are named. */
    Output sayLink(Output output, int link) {
        return several ? output.say(link).say(",") : output;
    }

    /** Tells that a link is open. */
    void sayConnect(Output output, Socket link) {
        if (!tells(DETAILED)) {
            sayLink(output, link.number()).say("CONNECT\r\n");
            return;
        }
        SocketInfo info = link.info();
        output.say("+LINK_CONN:0,").say(link.number()).say(",\"");
        sayType(output, link).say(link.isServed() ? "\",1,\"" : "\",0,\"").say(info.address).say("\",").say(info.port)
                .say(",").say(info.localPort).say("\r\n");
    }

    /** Closes a link without a word. */
    void close(Socket link) {
        link.close();
        hadLinks = true;
    }

    /** Closes a link and tells so; ESP-AT says it in this one way only. */
    void close(Output output, Socket link) {
        close(link);
        sayLink(output, link.number()).say("CLOSED\r\n");
    }

    /** Appends the line that describes a link. */
    void sayState(Output output, Socket link) {
        SocketInfo info = link.info();
        output.say(link.number()).say(",\"");
        sayType(output, link).say("\",\"").say(info.address).say("\",").say(info.port).say(",").say(info.localPort)
                .say(link.isServed() ? ",1\r\n" : ",0\r\n");
    }

    /** Appends who has sent what {@link Socket#packet} holds, if the host wants to know. */
    Output sayPeer(Output output, Socket link) {
        return peerInfo ? output.say(",\"").say(link.packet().address).say("\",").say(link.packet().port) : output;
    }

    private static Output sayType(Output output, Socket link) {
        int type = link.type();
        output.say(type == SocketRequest.UDP ? "UDP" : type == SocketRequest.SSL ? "SSL" : "TCP");
        return Address.isIpv6(link.info().address) ? output.say("v6") : output;
    }

    // --- news ------------------------------------------------------------------------------------

    /**
     * The most bytes of a stream in one {@code +IPD}. ESP-AT goes to 2920, but what comes is mostly one segment,
     * and drivers' buffers are made for that.
     */
    private static final int STREAM_MAX = 1460;
    /** The most bytes of a datagram in one: as ESP-AT. */
    private static final int DATAGRAM_MAX = 2920;

    /** Says what {@link Socket#news} is about. */
    public void tell(Output output, Socket link) {
        switch (link.news()) {
            case Socket.DATA:
                tellData(output, link);
                break;
            case Socket.CONNECT:
                sayConnect(output, link);
                link.told();
                break;
            case Socket.FAILURE:
                output.say("+CIPFAIL:").say(link.number()).say(",").say(link.ending().stage).say(",")
                        .say(link.ending().code).say("\r\n");
                link.told();
                break;
            case Socket.ARRIVAL:
                output.say("\r\n+IPD,");
                sayLink(output, link.number()).say(link.held()).say("\r\n");
                link.announce();
                break;
            default:
                close(output, link);
                break;
        }
    }

    private void tellData(Output output, Socket link) {
        if (link.isBare()) {
            lend(output, link, link.packet().length);
            return;
        }
        int length = Math.min(link.packet().length, link.isUdp() ? DATAGRAM_MAX : STREAM_MAX);
        output.say("\r\n+IPD,");
        sayLink(output, link.number()).say(length);
        sayPeer(output, link).say(":");
        lend(output, link, length);
    }

    /** Appends the first bytes of {@link Socket#packet}, which the host has got with it. */
    void lend(Output output, Socket link, int length) {
        output.lend(port, link.number(), link.packet().bytes, link.packet().start, length, false);
        link.read();
    }
}

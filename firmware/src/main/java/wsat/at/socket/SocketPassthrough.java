package wsat.at.socket;

import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.link.Socket;
import wsat.link.SocketServer;
import wsat.port.Log;
import wsat.port.SocketPort;

/**
 * Passthrough on a TCP, UDP or SSL link (ESP-AT, AT+CIPSEND without parameters): a link that is lost is opened again,
 * every {@code AT+CIPRECONNINTV}, until it is there or the host has enough; a client's is that of the next client. What
 * the host says meanwhile waits.
 */
final class SocketPassthrough extends Passthrough {
    private static final int PIECE_MAX = 2920;
    private static final long OPEN_MICROS = 15_000_000;
    private static final long LISTEN_AGAIN_MICROS = 10_000_000;

    private final SocketLinks sockets;
    private final NumberCommand interval;
    private final NumberCommand reconnectInterval;
    private final Output output;
    private final Log log;

    private Socket link;
    /** What is to be opened at power-up for the peer to come to; null: nothing, or no more. */
    private SocketServer listens;
    /** Whether the peer comes by itself. */
    private boolean served;
    private boolean waiting;
    private long reopenAt;
    /** Whether the log says why it cannot be opened. */
    private boolean again;
    /** At power-up the first attempt does not wait, and the host is told by a prompt when it may send. */
    private boolean first;
    private boolean prompts;
    private boolean untoldConnect;

    /**
     * @param interval          {@code AT+TRANSINTVL}, in milliseconds
     * @param reconnectInterval {@code AT+CIPRECONNINTV}, in 100 milliseconds
     */
    SocketPassthrough(SocketLinks sockets, NumberCommand interval, NumberCommand reconnectInterval, Output output,
            Log log) {
        this.sockets = sockets;
        this.interval = interval;
        this.reconnectInterval = reconnectInterval;
        this.output = output;
        this.log = log;
    }

    /** Goes on with a link that is open. */
    SocketPassthrough on(Socket open) {
        link = open;
        listens = null;
        served = open.isServed();
        waiting = false;
        again = false;
        untoldConnect = false;
        return this;
    }

    /** Opens a link that is prepared. */
    SocketPassthrough atPowerUp(Socket prepared) {
        link = prepared;
        listens = null;
        served = false;
        waiting = true;
        first = true;
        prompts = true;
        return this;
    }

    /** Opens a server that is prepared, and waits for its client. */
    SocketPassthrough atPowerUp(SocketServer prepared) {
        atPowerUp(sockets.only());
        served = true;
        listens = prepared;
        return this;
    }

    @Override
    public int pieceMax() {
        return PIECE_MAX;
    }

    @Override
    public long intervalMicros() {
        return interval.value * 1000L;
    }

    @Override
    public boolean isMessages() {
        return link.isUdp();
    }

    @Override
    public boolean isOpen() {
        return link.sends();
    }

    @Override
    public int send(byte[] bytes, int from, int length, long now) {
        int answer = link.send(bytes, from, length);
        if (answer == SocketPort.NOT_OPEN) {
            link.giveUp();
        }
        return answer == SocketPort.TAKEN ? length : 0;
    }

    @Override
    public int poll(long now) {
        if (waiting && served) {
            return listens == null ? welcome() : listen(now);
        }
        if (waiting) {
            return first || now - reopenAt >= 0 ? reopen(now) : 0;
        }
        return link.isOpen() && !link.isConnected() ? opening(now) : 0;
    }

    private int welcome() {
        link = sockets.only();
        waiting = !link.isServed();
        return waiting ? 0 : 1;
    }

    private int listen(long now) {
        if (!first && now - reopenAt < 0) {
            return 0;
        }
        int how = listens.opening();
        if (how == SocketServer.CHECKING) {
            return 0;
        }
        first = false;
        if (how == SocketServer.LISTENS || how == SocketServer.REFUSED) {
            listens = null;
        } else {
            reopenAt = now + LISTEN_AGAIN_MICROS;
        }
        return 1;
    }

    private int reopen(long now) {
        waiting = false;
        link.reopen(now, OPEN_MICROS, again);
        first = false;
        return 1;
    }

    private int opening(long now) {
        boolean reading = link.tls.isReading();
        int how = link.opening(now);
        if (how == Socket.CONNECTED) {
            log.log(Log.INFO, "passthrough", "the link is open", Log.NO_VALUE);
            untoldConnect = true;
            again = false;
        } else if (how == Socket.CLOSED) {
            again = true;
            waitToReopen(now);
        }
        return how == Socket.CONNECTING && reading == link.tls.isReading() ? 0 : 1;
    }

    private void waitToReopen(long now) {
        waiting = true;
        reopenAt = now + reconnectInterval.value * 100_000L;
    }

    @Override
    public long deadline() {
        if (waiting) {
            return served && (listens == null || first) ? Long.MAX_VALUE : reopenAt;
        }
        return link.isOpen() && !link.isConnected() ? link.openBy() : Long.MAX_VALUE;
    }

    // --- what the host hears ----------------------------------------------------------------------

    @Override
    public boolean tellsStation() {
        return sockets.tells(TELLS_STATUS);
    }

    @Override
    public boolean tell(long now) {
        if (untoldConnect) {
            untoldConnect = false;
            tellConnect();
            return true;
        }
        switch (link.news()) {
            case Socket.DATA:
                sockets.lend(output, link, link.packet().length);
                return true;
            case Socket.CONNECT:
                link.told();
                tellConnect();
                return true;
            case Socket.CLOSE:
                tellLoss(now);
                return true;
            default:
                return false;
        }
    }

    private void tellConnect() {
        if (sockets.tells(TELLS_STATUS)) {
            sockets.sayConnect(output, link);
        }
        if (prompts) {
            prompts = false;
            output.say("\r\n>");
        }
    }

    private void tellLoss(long now) {
        if (served) {
            log.log(Log.INFO, "passthrough", "the client is gone; the next one may come", Log.NO_VALUE);
        } else {
            log.log(Log.WARN, "passthrough", "the link is lost, and is opened again every milliseconds:",
                    reconnectInterval.value * 100);
        }
        if (sockets.tells(TELLS_STATUS)) {
            sockets.close(output, link);
        } else {
            sockets.close(link);
        }
        waitToReopen(now);
    }

    @Override
    public void ended() {
        if (!served && !link.isConnected()) {
            sockets.close(link);
        }
        prompts = false;
        if (sockets.tells(TELLS_QUIT)) {
            output.say("+QUITT\r\n");
        }
    }
}

package wsat.link;

import wsat.port.WebSocketPort;

/** One frame on its way: offered to the board until it is taken, then watched until the network stack has it. */
final class Sending {
    private static final int PING = 9;

    private final int link;
    private final WebSocketPort port;
    private int opcode;
    private boolean fin;
    private byte[] payload;
    private int length;
    private boolean taken;

    Sending(int link, WebSocketPort port) {
        this.link = link;
        this.port = port;
    }

    /** What the next frame is, before its payload is there. */
    void prepare(int frameOpcode, boolean frameFin) {
        opcode = frameOpcode;
        fin = frameFin;
    }

    /** Whether it is a ping. */
    boolean isPing() {
        return opcode == PING;
    }

    /** The payload is there. @param bytes as they stay until it is sent or given up */
    void begin(byte[] bytes, int count) {
        payload = bytes;
        length = count;
        taken = false;
    }

    /** @return {@link Link#SENDING}, {@link Link#SENT} or {@link Link#NOT_SENT} */
    int go() {
        int state = port.state(link);
        if (!taken) {
            int answer = state == WebSocketPort.OPEN ? port.send(link, opcode, fin, payload, 0, length) : state;
            taken = state == WebSocketPort.OPEN && answer == WebSocketPort.TAKEN;
            if (!taken) {
                return state == WebSocketPort.OPEN && answer == WebSocketPort.BUSY ? Link.SENDING : Link.NOT_SENT;
            }
        }
        if (port.unsent(link) == 0) {
            return Link.SENT;
        }
        return state == WebSocketPort.LOST ? Link.NOT_SENT : Link.SENDING;
    }

    /** Whether part of it may be on the wire, so that no other frame can follow. */
    boolean halfOut() {
        return taken && port.state(link) == WebSocketPort.OPEN;
    }
}

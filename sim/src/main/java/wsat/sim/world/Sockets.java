package wsat.sim.world;

import wsat.port.Packet;
import wsat.port.Slot;
import wsat.port.SocketInfo;
import wsat.port.SocketPort;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** The sockets of the board: none yet. */
final class Sockets implements SocketPort {
    private final int[] states;

    Sockets(int links) {
        states = new int[links];
    }

    @Override
    public void open(int link, SocketRequest request) {
        states[link] = LOST;
    }

    @Override
    public int state(int link) {
        return states[link];
    }

    @Override
    public void info(int link, SocketInfo into) {
    }

    @Override
    public boolean receive(int link, Packet packet) {
        return false;
    }

    @Override
    public int held(int link) {
        return 0;
    }

    @Override
    public void release(int link, int count) {
    }

    @Override
    public int send(int link, byte[] payload, int offset, int length, Text address, int port) {
        return NOT_OPEN;
    }

    @Override
    public int unsent(int link) {
        return 0;
    }

    @Override
    public void close(int link) {
        states[link] = IDLE;
    }

    @Override
    public void configure(int link, int authMode, Slot certificate, Slot key, Slot ca) {
    }

    @Override
    public int configured(int link) {
        return REFUSED;
    }
}

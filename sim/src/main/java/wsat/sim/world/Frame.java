package wsat.sim.world;

import java.util.Arrays;

/** A WebSocket frame that a server has got from the module. */
record Frame(int opcode, boolean fin, byte[] payload) {

    boolean is(int otherOpcode, boolean otherFin, byte[] otherPayload) {
        return opcode == otherOpcode && fin == otherFin && Arrays.equals(payload, otherPayload);
    }

    @Override
    public String toString() {
        return opcode + " " + (fin ? 1 : 0) + " " + Bytes.show(payload);
    }
}

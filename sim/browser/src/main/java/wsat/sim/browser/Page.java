package wsat.sim.browser;

import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;
import org.teavm.jso.websocket.WebSocket;

/** What the module asks of the JavaScript around it. None of it waits, or calls back before it has returned. */
public interface Page extends JSObject {
    /** Bytes for the host; where a serial port is attached, {@code written} is to be called when it has them. */
    void line(Int8Array bytes);

    /** The line is to be set anew behind all that it was given; {@code configured} follows when a port is so. */
    void configure(int baud, int dataBits, int stopBits, int parity, int flow);

    /** A log line. @param level as {@code wsat.port.Log} has it */
    void log(int level, String line);

    /** Something has happened. @param json as {@code wsat.board.web.Event} has it, without secrets */
    void event(String json);

    /** A sector of a partition is now this; sectors are to be kept in this order. */
    void store(String partition, int sector, Int8Array bytes);

    /** A connection that is being opened; null: the browser does not even try. */
    WebSocket socket(String url, String[] protocols);

    /** {@code turn} is to be called soon, but not from within this. */
    void wake();
}

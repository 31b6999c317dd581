package wsat.board.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import wsat.board.text.AddressText;
import wsat.port.Ending;

/**
 * How an opening has failed, or a connection has ended.
 *
 * @param stage {@link Ending#NAME} to {@link Ending#BY_HOST}
 * @param code  what the stage says it is
 * @param words for the person at the board, and, as far as there is room, for the host
 */
record Failure(int stage, int code, String words) {
    /** Ports below it are for privileged processes. */
    static final int PRIVILEGED_END = 1024;

    static Failure noSuchHost(String host) {
        // A colon is in no name.
        return new Failure(Ending.NAME, host.indexOf(':') < 0 ? Ending.EAI_FAIL : Ending.EAI_NONAME,
                "no such host: " + AddressText.bare(host));
    }

    static Failure localPort(int port, IOException e) {
        return new Failure(Ending.TCP, Errno.binding(e, port < PRIVILEGED_END),
                "local port " + port + ": " + e.getMessage());
    }

    /** Tells the host, who has room for so much, cut between two characters. */
    void tell(Ending into) {
        into.set(stage, code);
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, Ending.TEXT_MAX);
        while (length < bytes.length && length > 0 && (bytes[length] & 0xC0) == 0x80) {
            length--;
        }
        into.text.append(bytes, 0, length);
    }
}

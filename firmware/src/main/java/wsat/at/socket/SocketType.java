package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.port.SocketRequest;
import wsat.port.Text;

/** The parameter {@code <"type">}: {@code "TCP"}, {@code "UDP"} or {@code "SSL"}, each perhaps with {@code v6}. */
final class SocketType {
    /** {@link SocketRequest#TCP} to {@link SocketRequest#SSL}. */
    int value;
    /** Whether {@code v6} stands behind it. */
    boolean ipv6;

    /** As it was given. */
    final Text word = new Text(8);

    /** Reads it; left out, it is TCP. What is none of them is an error of the arguments. */
    void read(Arguments a, int index) {
        a.optionalString(index, word);
        int length = word.length;
        ipv6 = length > 2 && word.bytes[length - 2] == 'v' && word.bytes[length - 1] == '6';
        length -= ipv6 ? 2 : 0;
        value = SocketRequest.TCP;
        if (is("UDP", length)) {
            value = SocketRequest.UDP;
        } else if (is("SSL", length)) {
            value = SocketRequest.SSL;
        } else if (word.length > 0 && !is("TCP", length)) {
            a.fail(ErrorCode.invalid(index));
        }
    }

    /** Whether it is {@code "WS"}, which only {@code AT+SAVETRANSLINK} takes. */
    boolean isWebSocket(Arguments a, int index) {
        if (a.given(index) && a.isString(index)) {
            a.string(index, word);
        } else {
            word.clear();
        }
        return is("WS", word.length);
    }

    private boolean is(String name, int length) {
        boolean same = length == name.length();
        for (int i = 0; same && i < length; i++) {
            same = word.bytes[i] == name.charAt(i);
        }
        return same;
    }
}

package wsat.sim.world;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wsat.at.Settings;

/**
 * Reads what the module says, message by message, with echo off and the format of {@code +WS_DATA} left alone.
 * Whatever is no message of ESP-AT is an error, and so is a message that another interrupts.
 */
final class Messages {
    /** The heads of messages that carry bytes: of a WebSocket link, of a socket, and of the one that is passive. */
    private static final Pattern DATA = Pattern.compile("\\+WS_DATA:(?<link>[0-2]),(?<length>\\d+),"
            + "|\r\n\\+IPD,(?<socket>\\d),(?<bytes>\\d+):"
            + "|\\+CIPRECVDATA:(?<read>\\d+),");
    /** The socket that is read with AT+CIPRECVDATA. */
    static final int PASSIVE = 4;
    private static final Pattern MESSAGE = Pattern.compile("\r\n>"
            + "|\r\n(OK|ERROR|SEND OK|busy p\\.\\.\\.|ready|Will force to restart!!!)\r\n"
            + "|ERR CODE:0x01[0-9a-f]{6}\r\n"
            + "|\\+WS_(CONNECTED|DISCONNECTED|CLOSED):[0-2]\r\n"
            + "|\\+WS_OPENFAIL:[0-2],\\d+,\\d+\r\n"
            + "|\\+CIPFAIL:[0-4],\\d+,\\d+\r\n"
            + "|\\+WSOPEN:[0-2],[1-4],\"[^\r\n]*\"\r\n"
            + "|\\+WSHEAD:\\d+,\"[^\r\n]*\"\r\n"
            + "|\\+CMD:\\d+,\"AT[^\"\r\n]*\",[01],[01],[01],[01]\r\n"
            + "|\\+SYSLOG:[01]\r\n"
            + "|\r\nRecv \\d+ bytes\r\n"
            + "|\r\nSEND (FAIL|Canceled)\r\n"
            + "|[0-4],(CONNECT|CLOSED)\r\n"
            + "|\r\n\\+IPD,4,\\d+\r\n"
            + "|\\+CIPSTATE:[0-4],\"(TCP|UDP|SSL)\",\"[0-9.]+\",\\d+,\\d+,0\r\n"
            + "|\\+CIPRECVLEN:-?\\d+(,-?\\d+){4}\r\n"
            + "|NO (CERT|PRVT_KEY|CA) FOUND\r\n"
            + "|(AT version|SDK version|compile time\\(\\d+\\)|Bin version):[^\r\n]*\r\n");
    private static final String OK = "\r\nOK\r\n";
    private static final String PROMPT = "\r\n>";
    private static final int LONGEST_SHOWN = 200;

    private final ByteArrayOutputStream[] payload = new ByteArrayOutputStream[Settings.LINKS];
    private final ByteArrayOutputStream[] socketBytes = new ByteArrayOutputStream[Settings.SOCKETS_MAX];
    private String left = "";
    private String last = "";
    private boolean prompted;
    private int count;

    Messages() {
        for (int i = 0; i < payload.length; i++) {
            payload[i] = new ByteArrayOutputStream();
        }
        for (int i = 0; i < socketBytes.length; i++) {
            socketBytes[i] = new ByteArrayOutputStream();
        }
    }

    /** Takes what has been heard; an unfinished message waits for the rest. */
    void hear(ByteArrayOutputStream heard) {
        left += heard.toString(StandardCharsets.ISO_8859_1);
        heard.reset();
        int at = 0;
        while (at < left.length()) {
            int end = data(at);
            if (end < 0) {
                end = other(at);
            }
            if (end <= at) {
                break;
            }
            count++;
            at = end;
        }
        left = left.substring(at);
    }

    /** @return the end of a message with bytes at this place; the place itself: not all is there; -1: it is none */
    private int data(int at) {
        Matcher matcher = DATA.matcher(left).region(at, left.length());
        if (!matcher.lookingAt()) {
            return -1;
        }
        if (matcher.group("link") == null) {
            String socket = matcher.group("socket");
            String length = matcher.group(socket == null ? "read" : "bytes");
            int end = matcher.end() + Integer.parseInt(length);
            if (end > left.length()) {
                return at;
            }
            socketBytes[socket == null ? PASSIVE : Integer.parseInt(socket)]
                    .writeBytes(Bytes.of(left.substring(matcher.end(), end)));
            return end;
        }
        int link = Integer.parseInt(matcher.group("link"));
        int end = matcher.end() + Integer.parseInt(matcher.group("length"));
        if (end + 2 > left.length()) {
            return at;
        }
        if (!left.startsWith("\r\n", end)) {
            throw new AssertionError("no CR LF behind " + shown(at));
        }
        payload[link].writeBytes(Bytes.of(left.substring(matcher.end(), end)));
        return end + 2;
    }

    private int other(int at) {
        Matcher matcher = MESSAGE.matcher(left).region(at, left.length());
        if (matcher.lookingAt()) {
            said(matcher.group());
            return matcher.end();
        }
        Matcher data = DATA.matcher(left).region(at, left.length());
        boolean begun = matcher.hitEnd() || !data.lookingAt() && data.hitEnd();
        if (!begun) {
            throw new AssertionError("message " + count + " is no message: " + shown(at));
        }
        return at;
    }

    private void said(String message) {
        if (message.equals(PROMPT) && !last.equals(OK)) {
            throw new AssertionError("message " + count + " is a prompt without OK before it");
        }
        boolean news = message.startsWith("+WS_") || message.endsWith("CLOSED\r\n") || message.startsWith("\r\n+IPD")
                || message.startsWith("+CIPFAIL") || message.endsWith("CONNECT\r\n");
        prompted = message.equals(PROMPT) || prompted && news;
        last = message;
    }

    private String shown(int at) {
        return Bytes.show(Bytes.of(left.substring(at, Math.min(left.length(), at + LONGEST_SHOWN))));
    }

    /** All payload bytes that came on a link. */
    byte[] payload(int link) {
        return payload[link].toByteArray();
    }

    /** All bytes that came on a socket. */
    byte[] socketBytes(int link) {
        return socketBytes[link].toByteArray();
    }

    /** Whether the module has asked for a payload and not said a result since. */
    boolean prompted() {
        return prompted;
    }

    /** What is no whole message yet. */
    String left() {
        return Bytes.show(Bytes.of(left));
    }

    int count() {
        return count;
    }
}

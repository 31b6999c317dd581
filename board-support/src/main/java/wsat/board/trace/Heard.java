package wsat.board.trace;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the network has done, as far as it is to be heard in what the module says: the lines of a transcript that make a
 * simulated network do the same. Whoever plays it to a real module leaves them to a real network.
 */
final class Heard {
    private static final Pattern FRAME = Pattern.compile("\\+WS_DATA:(\\d),\\d+,");
    private static final Pattern PACKET = Pattern.compile("\\+IPD,(?:(\\d),)?\\d+(?:,\"[^\"]*\",\\d+)?:");
    private static final Pattern OPENED = Pattern.compile("\\+WS_CONNECTED:(\\d)");
    private static final Pattern CLOSED = Pattern.compile("\\+WS_CLOSED:(\\d).*");
    private static final Pattern LOST = Pattern.compile("\\+WS_DISCONNECTED:(\\d).*");
    private static final Pattern ENDED = Pattern.compile("(?:(\\d),)?CLOSED");

    private static final Pattern ENDS = Pattern.compile("(server|peer) +(\\d+) +(drop|cut|close|end)( .*)?");

    private static final Pattern CONNECTED = Pattern.compile("(?:(\\d),)?CONNECT");
    private static final Pattern WIRE = Pattern.compile("AT\\+WSMODE=(\\d+),([01])(,.*)?");
    private static final Pattern AT_POWER_UP = Pattern.compile("AT\\+SAVETRANSLINK=([0-9]).*", Pattern.DOTALL);

    private final Set<String> open = new HashSet<>();
    /** WebSocket links that are wires, whose bytes come bare. */
    private final Set<String> wires = new HashSet<>();
    private boolean socketsAreBare;
    /** Whether the module has told of such an address. */
    private boolean linkLocal;
    /** The socket that was opened last. */
    private String socket = "0";
    /** Whose wire there is from the next start on, a server's or a peer's; null: there is none. */
    private String atPowerUp;
    /** Sockets whose end is a fault that stands in the transcript already. */
    private final Set<String> ending = new HashSet<>();
    /** Whether the network is cut, so that all ends. */
    private boolean cut;

    /** @return a line behind data that a server has sent, null: it is not known how they came */
    String data(String head, String data) {
        Matcher frame = FRAME.matcher(head);
        if (frame.matches()) {
            return server(frame.group(1), data);
        }
        Matcher packet = PACKET.matcher(head);
        return packet.matches() ? "peer " + link(packet) + " send " + Spelling.of(data) : null;
    }

    /** @return a line behind bare data that a server has sent, null: it is not known on which link they came */
    String bare(String data) {
        if (wires.isEmpty()) {
            return "peer " + socket + " send " + Spelling.of(data);
        }
        return socketsAreBare || wires.size() > 1 ? null : server(wires.iterator().next(), data);
    }

    private static String server(String link, String data) {
        return "server " + link + (isText(data) ? " text " : " binary ") + Spelling.of(data);
    }

    /** A command of the host's has ended well. */
    void done(String command) {
        Matcher wire = WIRE.matcher(command);
        if (wire.matches() && wire.group(2).equals("1")) {
            wires.add(wire.group(1));
        } else if (wire.matches()) {
            wires.remove(wire.group(1));
        } else if (command.startsWith("AT+CIPMODE=")) {
            socketsAreBare = command.endsWith("1");
        }
        Matcher saved = AT_POWER_UP.matcher(command);
        if (saved.matches()) {
            atPowerUp = saved.group(1).equals("0") ? null : command.contains(",\"WS\"") ? "server" : "peer";
        }
    }

    /** The module begins anew. @return whether it is in passthrough at once, and deaf to commands */
    boolean restarted() {
        socketsAreBare = false;
        socket = "0";
        wires.clear();
        if ("server".equals(atPowerUp)) {
            wires.add("0");
        }
        return atPowerUp != null;
    }

    /** @return a line for unsolicited words, null: there is none */
    String news(String words) {
        if (words.equals("WIFI GOT IPv6 LL") || words.equals("WIFI GOT IPv6 GL")) {
            boolean global = words.endsWith("GL");
            linkLocal |= !global;
            return "network ipv6 " + (linkLocal ? "fe80::1" : "none") + (global ? " 2001:db8::1" : " none");
        }
        Matcher closed = CLOSED.matcher(words);
        if (closed.matches()) {
            return open.remove(closed.group(1)) ? "server " + closed.group(1) + " close" : null;
        }
        Matcher lost = LOST.matcher(words);
        if (lost.matches()) {
            return open.remove(lost.group(1)) ? "server " + lost.group(1) + " drop" : null;
        }
        Matcher ended = ENDED.matcher(words);
        return ended.matches() && !ending.remove(link(ended)) && !cut ? "peer " + link(ended) + " end" : null;
    }

    /** Somebody has made a fault, whose words make a simulated network do the same. */
    void fault(String words) {
        Matcher ends = ENDS.matcher(words);
        if (ends.matches()) {
            boolean links = ends.group(1).equals("server");
            if (links) {
                open.remove(ends.group(2));
            } else {
                ending.add(ends.group(2));
            }
        } else if (words.startsWith("network ")) {
            cut = words.equals("network cut");
            if (cut) {
                open.clear();
            }
        }
    }

    /** The module has said a line. */
    void said(String line) {
        Matcher opened = OPENED.matcher(line);
        if (opened.matches()) {
            open.add(opened.group(1));
        }
        Matcher connected = CONNECTED.matcher(line);
        if (connected.matches()) {
            socket = link(connected);
        }
    }

    private static String link(Matcher matcher) {
        return matcher.group(1) == null ? "0" : matcher.group(1);
    }

    private static boolean isText(String data) {
        try {
            StandardCharsets.UTF_8.newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(data.getBytes(StandardCharsets.ISO_8859_1)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

package wsat.board.fault;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import wsat.board.text.Quoted;

/**
 * The vocabulary: each fault that can be made, with its parameters and what it does. The page's panel, the table in
 * {@code doc/desk.md} and what the console knows are made from it, and each row is a line of transcripts too.
 */
public final class FaultWords {
    private static final String PAGE_TLS = "a browser judges certificates by itself";

    /**
     * One fault.
     *
     * @param words    how it is written; capitals are parameters, what stands in brackets may be left out
     * @param help     what happens then
     * @param elsewhere why it cannot be made in a page that has the module within; empty: it can
     * @param buttons  of the page's panel: name and words by turns
     */
    public record Row(String words, String help, String elsewhere, List<String> buttons) {
    }

    /** All of them, in the order of the documents. */
    public static final List<Row> TABLE = List.of(
            row("server accept [after TIME]", "later WebSocket links are accepted, at once or after that time",
                    "Servers accept again", "server accept", "Servers are slow", "server accept after 3s"),
            row("server refuse [after TIME]", "later attempts are refused", "Servers refuse", "server refuse"),
            row("server silent", "later attempts are never answered", "Servers never answer", "server silent"),
            row("server fails STAGE CODE [TEXT]", "later attempts fail so, as `AT+WSERR?` tells it",
                    "Servers answer 503", "server fails 5 503 the server answered 503"),
            row("server LINK drop", "the link's TCP ends, without a close frame", "Link: dropped", "server LINK drop"),
            row("server LINK cut", "the link's TCP is reset", "Link: reset", "server LINK cut"),
            row("server LINK close [CODE]", "the server closes the link (1000 if nothing else is said)",
                    "Link: closed, 1001", "server LINK close 1001"),
            row("server LINK mute", "nothing of the server arrives any more, not even a pong", "Link: stalls",
                    "server LINK mute"),
            row("server LINK unmute", "it goes on, with all that waits", "Link: goes on", "server LINK unmute"),
            row("server LINK block", "the server takes nothing more: its window is full", "Link: takes no more",
                    "server LINK block"),
            row("server LINK unblock", "it takes again", "Link: takes again", "server LINK unblock"),
            row("peer accept [after TIME]", "the same of TCP and SSL links (`AT+CIPSTART`): later ones are accepted",
                    "Peers accept again", "peer accept", "Peers are slow", "peer accept after 3s"),
            row("peer refuse [after TIME]", "later attempts are refused", "Peers refuse", "peer refuse"),
            row("peer silent", "later attempts are never answered", "Peers never answer", "peer silent"),
            row("peer fails STAGE CODE [TEXT]", "later attempts fail so", "Peers: no TLS",
                    "peer fails 4 40 the server refused with the alert handshake_failure"),
            row("peer LINK end", "the peer ends TCP in order, behind all that it has sent", "Socket: ended",
                    "peer LINK end"),
            row("peer LINK cut", "TCP is reset", "Socket: reset", "peer LINK cut"),
            row("peer LINK mute", "nothing of the peer arrives any more", "Socket: stalls", "peer LINK mute"),
            row("peer LINK unmute", "it goes on, with all that waits", "Socket: goes on", "peer LINK unmute"),
            row("peer LINK block", "the peer takes nothing more", "Socket: takes no more", "peer LINK block"),
            row("peer LINK unblock", "it takes again", "Socket: takes again", "peer LINK unblock"),
            new Row("certificate expired", "servers' certificates are judged as a hundred years later, of links that"
                    + " verify them: the handshake is refused", PAGE_TLS,
                    List.of("Certificates expired", "certificate expired")),
            new Row("certificate valid", "they are judged by the module's clock again", PAGE_TLS,
                    List.of("Certificates as they are", "certificate valid")),
            row("name servers answer [after TIME]", "names are looked up, at once or so late", "Names again",
                    "name servers answer", "Names are slow", "name servers answer after 3s"),
            row("name servers silent", "look-ups are never answered", "Names: no answer", "name servers silent"),
            row("name servers deny", "there is no such name (NXDOMAIN), whichever is asked for", "No such name",
                    "name servers deny"),
            row("network down", "the station has no network, which is news to the host; connections stay",
                    "Network down", "network down"),
            row("network cut", "the same, and each connection is lost; later ones fail", "Network cut", "network cut"),
            row("network up", "it is there again", "Network up", "network up"),
            row("time jump SECONDS", "the module's wall clock is put forward, or back by a negative number; nothing"
                    + " that waits notices", "An hour later", "time jump 3600", "A year earlier",
                    "time jump -31536000"),
            row("line lose [WHOSE]", "the next byte of the `host` (or of the `module`) gets lost", "A byte lost",
                    "line lose", "An answer's byte lost", "line lose module"),
            row("line damage [WHOSE]", "it arrives with bits changed", "A byte damaged", "line damage",
                    "An answer's byte damaged", "line damage module"),
            row("line framing", "the host's next byte has no stop bit: it is damaged, and counted as the UART does",
                    "Framing error", "line framing"),
            row("line break", "the host holds the line low: a byte 0 arrives", "Break", "line break"),
            row("line stop", "the host takes nothing more (CTS), and what is to be said waits", "Host stops",
                    "line stop"),
            row("line go", "it goes on", "Host goes on", "line go"),
            row("power cycle", "the module is in reset for a tenth of a second", "Module reset", "power cycle"));

    /** So many are listed whole. */
    private static final int ROWS_MAX = 7;

    private FaultWords() {
    }

    private static Row row(String words, String help, String... buttons) {
        return new Row(words, help, "", List.of(buttons));
    }

    /**
     * Understands words.
     *
     * @throws IllegalArgumentException they are no fault; the message says why, in one line
     */
    public static Fault read(String words) {
        if (words.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("no fault: it is one line of ASCII");
        }
        List<FaultReader> nearest = new ArrayList<>();
        for (Row row : TABLE) {
            FaultReader reader = new FaultReader(row.words, words.trim());
            if (reader.fault() != null) {
                return reader.fault();
            }
            if (!nearest.isEmpty() && reader.understood() > nearest.get(0).understood()) {
                nearest.clear();
            }
            if (nearest.isEmpty() || reader.understood() == nearest.get(0).understood()) {
                nearest.add(reader);
            }
        }
        throw new IllegalArgumentException(why(words.trim(), nearest));
    }

    private static String why(String words, List<FaultReader> nearest) {
        if (nearest.get(0).understood() == 0) {
            return "no fault is called " + Quoted.of(words) + "; they begin with server, peer, certificate, name,"
                    + " network, time, line or power";
        }
        Set<String> rows = new LinkedHashSet<>();
        for (FaultReader reader : nearest) {
            if (reader.wrong() != null) {
                return reader.wrong();
            }
            boolean all = nearest.size() <= ROWS_MAX;
            rows.add(all ? reader.pattern() : reader.pattern().replaceAll(" LINK .*", " LINK ..."));
        }
        return "no fault: " + Quoted.of(words) + " is none of " + String.join(", ", rows);
    }

    /** Why a page with the module within cannot make this fault; null: it can. */
    static String elsewhere(Fault fault) {
        for (Row row : TABLE) {
            if (!row.elsewhere.isEmpty() && new FaultReader(row.words, fault.words()).fault() != null) {
                return row.elsewhere;
            }
        }
        return null;
    }
}

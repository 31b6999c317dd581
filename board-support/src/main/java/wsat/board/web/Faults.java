package wsat.board.web;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import wsat.board.line.Doorbell;
import wsat.port.Ending;

/**
 * Faults that somebody at a page makes, by the words that transcripts have for them. Words are given on any thread,
 * everything else belongs to the loop's.
 *
 * <pre>
 *   server accept | refuse | silent       what happens to every later attempt to connect
 *   server fails STAGE CODE [TEXT]        or this is how they fail, as AT+WSERR? tells it
 *   server LINK drop | cut                TCP ends now, without a close frame; or is reset
 *   server LINK close [CODE]              the server closes the link (1001 if nothing else is said)
 *   server LINK mute | unmute             nothing of the server arrives any more; or all that waits
 *   power cycle                           the module is held in reset for a moment
 *   line lose | damage                    the next byte that the host says gets lost; or arrives with bits changed
 *   line stop | go                        the host takes nothing more, as with flow control; or goes on
 * </pre>
 */
public final class Faults {
    private static final int WAITING_MAX = 1000;
    private static final int GOING_AWAY = 1001;
    private static final List<String> LINE = List.of("lose", "damage", "stop", "go");

    private final Doorbell bell;
    private final Runnable reset;
    private final EventSink sink;
    private final ArrayBlockingQueue<Fault> given = new ArrayBlockingQueue<>(WAITING_MAX);

    /** Of later attempts: null: they are let be. */
    private Ending opening;
    private boolean silent;
    private final Fault[] links;
    private final boolean[] muted;
    private int lose;
    private int damage;
    private boolean stopped;

    /** What was asked for, read. */
    private record Fault(String words, String act, int link, int stage, int code, String text) {
    }

    /** @param reset holds the module in reset for a moment; on any thread */
    public Faults(int links, Doorbell bell, Runnable reset, EventSink sink) {
        this.bell = bell;
        this.reset = reset;
        this.sink = sink;
        this.links = new Fault[links];
        muted = new boolean[links];
    }

    /**
     * Makes a fault soon; from any thread.
     *
     * @return null, or what is wrong with the words
     */
    public String make(String words) {
        Fault fault = read(words.trim());
        if (fault == null) {
            return "no fault is called so; see wsat sim --web in the documents";
        }
        if (fault.link >= links.length) {
            return "there is no link " + fault.link;
        }
        if (!given.offer(fault)) {
            return "too many faults wait";
        }
        if (fault.act.equals("power cycle")) {
            reset.run();
        }
        bell.ring();
        return null;
    }

    private static Fault read(String words) {
        String[] word = words.split(" +", 5);
        if (words.equals("power cycle") || words.startsWith("line ") && LINE.contains(words.substring(5))) {
            return new Fault(words, words, -1, 0, 0, "");
        }
        if (!word[0].equals("server") || word.length < 2) {
            return null;
        }
        if (word[1].equals("fails") && word.length >= 4 && number(word[2], 1, 11) && number(word[3], -1, 65_535)) {
            return new Fault(words, "fails", -1, Integer.parseInt(word[2]), Integer.parseInt(word[3]),
                    word.length > 4 ? word[4] : "");
        }
        if (word.length == 2 && (word[1].equals("accept") || word[1].equals("silent") || word[1].equals("refuse"))) {
            return word[1].equals("refuse")
                    ? new Fault(words, "fails", -1, Ending.TCP, Ending.ECONNREFUSED, "connection refused")
                    : new Fault(words, word[1], -1, 0, 0, "");
        }
        return number(word[1], 0, 15) ? ofLink(words, word) : null;
    }

    private static Fault ofLink(String words, String[] word) {
        int link = Integer.parseInt(word[1]);
        switch (word.length > 2 ? word[2] : "") {
            case "drop":
                return new Fault(words, "lost", link, Ending.TCP_END, 0, "the server ended the connection");
            case "cut":
                return new Fault(words, "lost", link, Ending.TCP_END, Ending.ECONNRESET, "connection reset");
            case "mute", "unmute":
                return new Fault(words, word[2], link, 0, 0, "");
            case "close":
                int code = word.length > 3 && number(word[3], 1000, 4999) ? Integer.parseInt(word[3]) : GOING_AWAY;
                return word.length > 3 && !number(word[3], 1000, 4999) ? null
                        : new Fault(words, "closed", link, Ending.BY_SERVER, code, "");
            default:
                return null;
        }
    }

    private static boolean number(String word, int least, int most) {
        try {
            int number = Integer.parseInt(word);
            return number >= least && number <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Takes what was given since the last time. @param micros now */
    void look(long micros) {
        for (Fault fault = given.poll(); fault != null; fault = given.poll()) {
            sink.add(new Event("fault", micros).put("x", fault.words).json());
            switch (fault.act) {
                case "accept", "silent", "fails" -> {
                    silent = fault.act.equals("silent");
                    opening = fault.act.equals("fails") ? ending(fault) : null;
                }
                case "mute", "unmute" -> muted[fault.link] = fault.act.equals("mute");
                case "lost", "closed" -> links[fault.link] = fault;
                case "line lose" -> lose++;
                case "line damage" -> damage++;
                case "line stop", "line go" -> stopped = fault.act.equals("line stop");
                default -> { }
            }
        }
    }

    private static Ending ending(Fault fault) {
        Ending ending = new Ending().set(fault.stage, fault.code);
        String text = fault.text;
        ending.text.append(text.length() > Ending.TEXT_MAX ? text.substring(0, Ending.TEXT_MAX) : text);
        return ending;
    }

    /** How an attempt fails that begins now, or null. */
    Ending opening() {
        return opening;
    }

    /** Whether an attempt that begins now is never answered. */
    boolean silent() {
        return silent;
    }

    boolean muted(int link) {
        return muted[link];
    }

    /** How a link ends now, once. @return null: it goes on */
    Ending lost(int link) {
        Fault fault = links[link];
        links[link] = null;
        return fault == null ? null : ending(fault);
    }

    /** Whether the host takes nothing of what the module says. */
    boolean stopped() {
        return stopped;
    }

    /** Does to bytes of the host what was asked for. @return how many are left of them */
    int line(byte[] buffer, int offset, int length) {
        int left = length;
        for (; lose > 0 && left > 0; lose--) {
            left--;
            System.arraycopy(buffer, offset + 1, buffer, offset, left);
        }
        for (int i = 0; damage > 0 && i < left; i++, damage--) {
            buffer[offset + i] ^= (byte) 0x90;
        }
        return left;
    }
}

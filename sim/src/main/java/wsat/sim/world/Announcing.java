package wsat.sim.world;

import java.util.ArrayList;
import java.util.List;
import wsat.board.text.Latin1;
import wsat.port.Announcement;
import wsat.port.Announcer;
import wsat.port.ServiceAnswer;
import wsat.port.ServiceQuestion;

/** What the network is told of the module by multicast DNS: at once, later, or never; and what it answers. */
final class Announcing implements Announcer {
    private static final long BEGIN_MILLIS = 100;

    private final VirtualTime time;
    private Announcement what;
    private int announced = FAILED;
    private long beginsAt = Long.MAX_VALUE;
    private final List<Offer> offers = new ArrayList<>();
    private final List<Offer> heard = new ArrayList<>();
    private int kind;
    private boolean asked;
    private boolean refuses;
    private int answers;
    private long answersAt = Long.MAX_VALUE;
    /** How later ones begin: {@link #ANNOUNCED}, {@link #FAILED}, or {@link #BEGINNING} for ever. */
    int outcome = ANNOUNCED;

    Announcing(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void announce(Announcement wanted) {
        what = new Announcement().set(wanted);
        announced = BEGINNING;
        beginsAt = outcome == BEGINNING ? Long.MAX_VALUE : time.millis + BEGIN_MILLIS;
    }

    @Override
    public int announced() {
        return announced;
    }

    @Override
    public void withdraw() {
        what = null;
        announced = FAILED;
        beginsAt = Long.MAX_VALUE;
    }

    @Override
    public void ask(ServiceQuestion what) {
        heard.clear();
        for (Offer one : offers) {
            if (heard.size() < ANSWERS_MAX && one.answers(what)) {
                heard.add(one);
            }
        }
        kind = what.kind;
        asked = !refuses;
        answersAt = asked ? time.millis + BEGIN_MILLIS : Long.MAX_VALUE;
        answers = refuses ? FAILED : 0;
    }

    @Override
    public int answers() {
        if (!asked && !refuses) {
            throw new IllegalStateException("nothing was asked");
        }
        return answers;
    }

    @Override
    public void answer(int index, ServiceAnswer into) {
        if (index < 0 || index >= answers) {
            throw new IllegalStateException("there is no answer " + index);
        }
        heard.get(index).tell(kind, into);
    }

    // --- the world's side -------------------------------------------------------------------------

    /** As transcripts write it: host name, type, port, then the instance and the pairs; {@code nothing}. */
    String describe() {
        if (what == null || announced != ANNOUNCED) {
            return "nothing";
        }
        StringBuilder text = new StringBuilder();
        text.append(Latin1.string(what.hostName)).append(what.ipv6 ? ".local ipv6 " : ".local ")
                .append(Latin1.string(what.type))
                .append(what.udp ? "._udp " : "._tcp ").append(what.port).append(' ')
                .append(Latin1.string(what.instance));
        for (int at = 0; at < what.txt.length; at += 1 + (what.txt.bytes[at] & 255)) {
            int length = what.txt.bytes[at] & 255;
            text.append(", ").append(Latin1.string(what.txt), at + 1, at + 1 + length);
        }
        return text.toString();
    }

    /** Another machine has this from now on. */
    void offers(Offer one) {
        offers.add(one);
    }

    /** From now on nobody can be asked. */
    void refusesQuestions() {
        refuses = true;
    }

    void advance() {
        if (time.millis >= answersAt) {
            answersAt = Long.MAX_VALUE;
            answers = heard.size();
        }
        if (time.millis >= beginsAt) {
            beginsAt = Long.MAX_VALUE;
            announced = outcome;
            what = outcome == FAILED ? null : what;
        }
    }

    /** When something happens by itself. @return milliseconds, Long.MAX_VALUE: nothing */
    long nextEvent() {
        return Math.min(beginsAt, answersAt);
    }
}

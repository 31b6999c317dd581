package wsat.sim.browser;

import org.teavm.jso.JSExport;
import wsat.sim.world.Difference;
import wsat.sim.world.Manner;
import wsat.sim.world.Player;
import wsat.sim.world.Transcript;
import wsat.sim.world.TranscriptException;

/** What the page's worker calls. */
public final class Exports {
    private Exports() {
    }

    /** A module for others to call has nothing to do by itself. */
    public static void main(String[] arguments) {
    }

    /**
     * Plays a transcript in virtual time.
     *
     * @param name     for messages
     * @param echo     whether echo stays on
     * @param bytewise whether each byte of the host's arrives alone
     * @return what is different, or wrong with the transcript; empty: nothing
     */
    @JSExport
    public static String play(String name, String text, boolean echo, boolean bytewise) {
        try {
            Manner manner = new Manner(echo, bytewise ? Manner.Cuts.BYTES : Manner.Cuts.WHOLE, 0);
            new Player(Transcript.parse(name, text), manner, null).play();
            return "";
        } catch (Difference | TranscriptException e) {
            return e.getMessage();
        }
    }
}

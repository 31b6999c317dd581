package wsat.sim.browser;

import org.teavm.jso.JSExport;
import org.teavm.jso.typedarrays.Int8Array;
import wsat.board.flash.Contents;
import wsat.sim.world.Difference;
import wsat.sim.world.Manner;
import wsat.sim.world.Player;
import wsat.sim.world.Transcript;
import wsat.sim.world.TranscriptException;

/** What the JavaScript around the module calls. There is one module; {@link #start} it first. */
public final class Exports {
    private static Desk desk;

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

    /** Powers the module up, with what was kept of its partitions; empty: nothing. */
    @JSExport
    public static void start(Page page, Int8Array mfgNvs, Int8Array nvs) {
        desk = new Desk(page, mfgNvs.copyToJavaArray(), nvs.copyToJavaArray());
    }

    /** @param micros since any origin @return when the next turn is due at the latest; negative: it is not */
    @JSExport
    public static double turn(double micros) {
        long next = desk.turn((long) micros);
        return next == Long.MAX_VALUE ? -1 : next;
    }

    /** The host has said something. */
    @JSExport
    public static void hear(Int8Array bytes) {
        desk.board.line.hear(bytes.copyToJavaArray());
    }

    /** The serial port has so many bytes more of what it was given. */
    @JSExport
    public static void written(int count) {
        desk.board.line.written(count);
    }

    /** The serial port is as it was last wanted. */
    @JSExport
    public static void configured() {
        desk.board.line.configured();
    }

    /** A serial port is the line from now on, or no longer is. @return whether it can be set as the line is */
    @JSExport
    public static boolean attach(boolean serial) {
        desk.board.line.attach(serial);
        return desk.board.line.isPossible();
    }

    /** Makes a fault, see {@link wsat.board.fault.FaultWords}. @return what is wrong with the words; empty: nothing */
    @JSExport
    public static String fault(String words) {
        String wrong = desk.board.faults.make(words);
        return wrong == null ? "" : wrong;
    }

    /** The partition {@code mfg_nvs}, as {@code mfg_nvs.bin} has it. */
    @JSExport
    public static Int8Array image() {
        return Int8Array.copyFromJavaArray(desk.board.mfgNvs.bytes());
    }

    /**
     * The partition {@code mfg_nvs} becomes an image, and the module starts anew.
     *
     * @return what is wrong with the image, and all is as it was; empty: nothing
     */
    @JSExport
    public static String load(Int8Array image) {
        byte[] bytes = image.copyToJavaArray();
        String fault = Contents.fault(bytes);
        if (fault == null && bytes.length != BrowserBoard.MFG_NVS_SIZE) {
            fault = bytes.length + " bytes, where mfg_nvs has " + BrowserBoard.MFG_NVS_SIZE;
        }
        if (fault == null) {
            desk.load(bytes);
        }
        return fault == null ? "" : fault;
    }
}

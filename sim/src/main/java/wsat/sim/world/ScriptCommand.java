package wsat.sim.world;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import wsat.board.os.FileReason;
import wsat.board.text.Printable;

/** {@code wsat sim --script FILE.at}: plays a transcript where a person can read it. */
public final class ScriptCommand {
    private static final int PASSED = 0;
    private static final int DIFFERENT = 1;
    private static final int UNREADABLE = 2;

    private ScriptCommand() {
    }

    /**
     * Plays a file.
     *
     * @param values of what stands in it as {@code ${NAME}}
     * @return the exit code: 0 as it says, 1 otherwise, 2 when it cannot be read
     */
    public static int run(Path file, Map<String, String> values, PrintStream out, PrintStream err) {
        Transcript transcript;
        try {
            transcript = Transcript.read(file, values);
        } catch (TranscriptException e) {
            err.println(Printable.lines(e.getMessage()));
            return UNREADABLE;
        } catch (IOException e) {
            err.println(Printable.of(file
                    + (Files.exists(file) ? ": cannot be read: " + FileReason.of(e) : ": no such file")));
            return UNREADABLE;
        }
        Player player = new Player(transcript, Manner.PLAIN, out);
        try {
            player.play();
        } catch (Difference e) {
            out.flush();
            err.println(Printable.lines(e.getMessage()));
            return DIFFERENT;
        }
        out.println("passed");
        return PASSED;
    }
}

package wsat.pki.command;

import java.io.PrintStream;

/** The {@code wsat pki} command: certificate slots and flash images. */
public final class Pki {
    private Pki() {
    }

    /**
     * Runs a command to its end.
     *
     * @param from where in {@code args} this command's own arguments begin
     * @return the exit code: 0 fine, 1 refused or failed, 2 usage
     */
    public static int run(String[] args, int from, PrintStream out, PrintStream err) {
        String[] own = new String[args.length - from];
        System.arraycopy(args, from, own, 0, own.length);
        return Commands.run(own, out, err);
    }
}

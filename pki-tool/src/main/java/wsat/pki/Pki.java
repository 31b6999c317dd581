package wsat.pki;

import java.io.PrintStream;

/** The {@code wsat pki} command: so far, what it is going to offer. */
public final class Pki {
    private static final String HELP = """
            Usage: wsat pki COMMAND [OPTION...]
            Certificate slots and flash images. Not in this version yet.

            Commands:
              init      make an empty flash image
              add       put a certificate or a key into a slot
              list      what is in which slot
              show      one slot in detail
              export    a slot as PEM
              remove    empty a slot
              check     whether certificates, keys and slots fit each other
              build     an image from a folder of PEM files
              dump      every namespace and key of an image
              push      bring slots to a running coprocessor
              pull      fetch slots from a running coprocessor
              test-ca   make a certificate authority for tests
              csr       make a key and a certificate request
            """;

    private Pki() {
    }

    /**
     * Runs a command to its end.
     *
     * @param from where in {@code args} this command's own arguments begin
     * @return the exit code: 0 fine, 1 failed, 2 usage
     */
    public static int run(String[] args, int from, PrintStream out, PrintStream err) {
        if (args.length > from && (args[from].equals("--help") || args[from].equals("-h"))) {
            out.print(HELP);
            return 0;
        }
        err.println("wsat pki: not in this version yet (wsat pki --help shows what is planned)");
        return 1;
    }
}

package wsat.pki.command;

import java.io.Console;
import java.io.PrintStream;
import wsat.board.text.Printable;
import wsat.pki.Refusal;

/**
 * Where a command speaks, and whom it asks for a password. What certificates and images hold is made fit for a terminal
 * here.
 */
public final class Talk {
    final PrintStream out;
    final PrintStream err;

    public Talk(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** One line about what was done. */
    void say(String line) {
        out.println(Printable.lines(line));
    }

    void warn(String line) {
        err.println("warning: " + Printable.lines(line));
    }

    void note(String line) {
        err.println("note: " + Printable.lines(line));
    }

    /** The terminal, or null: from Java 22 on it takes this word to hear that there is none. */
    static Console terminal() {
        System.setProperty("jdk.console", "java.base");
        return System.console();
    }

    /** Asks without showing what is typed. */
    char[] ask(String what) throws Refusal {
        Console console = terminal();
        char[] word = console == null ? null : console.readPassword("password of %s: ", what);
        if (word == null) {
            throw new Refusal(what + ": is encrypted, and there is no terminal to ask for the password; give"
                    + " --key-pass env:NAME or file:PATH");
        }
        return word;
    }
}

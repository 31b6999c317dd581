package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import wsat.pki.command.Pki;

/** A run of {@code wsat pki}, and what it said. */
record Cli(int code, String out, String err) {
    static Cli run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] words = Arrays.stream(args).map(Object::toString).toArray(String[]::new);
        int code = Pki.run(words, 0, new PrintStream(out, true), new PrintStream(err, true));
        Cli cli = new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        assertFalse((cli.out + cli.err).contains("-----BEGIN"), "no key or certificate is ever printed");
        return cli;
    }

    /** A run that must succeed. */
    static Cli fine(Object... args) {
        Cli cli = run(args);
        assertEquals(0, cli.code, cli.err + cli.out);
        return cli;
    }
}

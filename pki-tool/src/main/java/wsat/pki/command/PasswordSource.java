package wsat.pki.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import wsat.pki.Refusal;
import wsat.pki.image.OwnFile;
import wsat.pki.x509.Password;

/** The password of a key, from where the command line says, as openssl words it. */
final class PasswordSource implements Password {
    private static final int SIZE_MAX = 4096;

    private final Talk talk;
    private final String source;

    /** @param source {@code env:NAME}, {@code file:PATH}, {@code pass:TEXT}, {@code prompt}; null: prompt */
    PasswordSource(Talk talk, String source) {
        this.talk = talk;
        this.source = source == null ? "prompt" : source;
    }

    /** Whether the text names a source. */
    static boolean isSource(String text) {
        return text.equals("prompt") || text.matches("(?s)(env|file):.+|pass:.*");
    }

    @Override
    public char[] get(String what) throws Refusal {
        String rest = source.substring(source.indexOf(':') + 1);
        if (source.startsWith("pass:")) {
            return rest.toCharArray();
        }
        if (source.startsWith("env:")) {
            String word = System.getenv(rest);
            if (word == null) {
                // who gives the password itself for a name has it not repeated
                String name = rest.matches("[A-Z_][A-Z0-9_]*") ? rest : "that --key-pass names";
                throw new Refusal(what + ": the password should be in the environment variable " + name
                        + ", which is not set; set it");
            }
            return word.toCharArray();
        }
        return source.startsWith("file:") ? firstLine(Path.of(rest)) : talk.ask(what);
    }

    private static char[] firstLine(Path file) throws Refusal {
        String text = new String(OwnFile.read(file, SIZE_MAX), StandardCharsets.UTF_8);
        return text.split("\r\n|\n|\r", 2)[0].toCharArray();
    }
}

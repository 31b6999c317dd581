package wsat.board.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import wsat.board.os.FileReason;
import wsat.board.text.Quoted;

/**
 * Options in a file: lines of {@code key = value}, where a key is an option's name without its dashes. Blank lines
 * and lines that begin with {@code #} mean nothing. A flag is {@code yes} or {@code no}.
 */
final class ConfigFile {
    /** Of a file that somebody has written, many times over. */
    static final int SIZE_MAX = 65_536;

    private static final Path NOTHING = Path.of("/dev/null");
    /** What some editors begin a text with (RFC 3629, 6). */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Options options;
    private final Values into;

    private ConfigFile(Options options, Values into) {
        this.options = options;
        this.into = into;
    }

    /**
     * Adds what a file says to {@code into}, its mistakes too.
     *
     * @throws UsageError when it cannot be read at all
     */
    static void read(Path path, Options options, Values into) throws UsageError {
        String[] lines = text(path).split("\n", -1);
        ConfigFile file = new ConfigFile(options, into);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                file.take(line, path + ":" + (i + 1) + ": ");
            }
        }
    }

    private static String text(Path path) throws UsageError {
        if (Files.exists(path) && !Files.isRegularFile(path) && !isNothing(path)) {
            throw new UsageError("--config: " + path + " is no regular file, and might never end; give a file on disk");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(SIZE_MAX + 1);
            if (bytes.length > SIZE_MAX) {
                throw new UsageError("--config: " + path + " is larger than " + SIZE_MAX
                        + " bytes, so it is no such file");
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (CharacterCodingException e) {
            throw new UsageError("--config: " + path + " is not UTF-8 text");
        } catch (NoSuchFileException e) {
            String link = FileReason.deadLink(path);
            throw new UsageError("--config: " + (link == null ? "there is no file " + path : path + ": " + link));
        } catch (IOException e) {
            throw new UsageError("--config: cannot read " + path + ": " + FileReason.of(e));
        }
    }

    /** Whether it is the way to say that there is no file. */
    private static boolean isNothing(Path path) throws UsageError {
        try {
            return path.toRealPath().equals(NOTHING);
        } catch (IOException e) {
            throw new UsageError("--config: cannot read " + path + ": " + FileReason.of(e));
        }
    }

    /** @param where the file and the line, before each mistake */
    private void take(String line, String where) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            into.mistake(where + "there is no '=' between a key and its value");
            return;
        }
        String key = line.substring(0, equals).strip();
        String value = line.substring(equals + 1).strip();
        String name = "--" + key;
        if (!options.knows(name) || name.equals("--help") || name.equals("--version") || name.equals("--config")) {
            into.mistake(where + options.unknown(key));
        } else if (into.has(name)) {
            into.mistake(where + key + ": is there twice");
        } else if (options.isFlag(name) && !value.equals(Values.YES) && !value.equals(Values.NO)) {
            into.mistake(where + key + ": " + Quoted.of(value) + " is neither yes nor no");
        } else {
            into.add(name, value, where + key + ": ");
        }
    }
}

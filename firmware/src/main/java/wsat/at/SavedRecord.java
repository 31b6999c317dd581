package wsat.at;

import wsat.nvs.Nvs;
import wsat.nvs.Types;
import wsat.port.Log;
import wsat.port.Text;

/**
 * What several commands have set for one link, kept together in the partition {@code nvs}: a line a command, its name,
 * {@code =} and its parameters, all in one blob under one key. NVS changes a blob as a whole, however many pages it
 * takes: so a power cut leaves all of the old lines or all of the new ones.
 */
public final class SavedRecord {
    private final Saved saved;
    private final Log log;
    private final Text key = new Text(Nvs.NAME_MAX);
    private final Text name = new Text(Saved.PREFIX.length() + Nvs.NAME_MAX);
    private final Text lines;
    private final Arguments arguments = new Arguments();
    private boolean lineBegins;

    /** @param bytesMax the longest record, in bytes */
    public SavedRecord(Saved saved, Log log, int bytesMax) {
        this.saved = saved;
        this.log = log;
        lines = new Text(bytesMax);
    }

    /** Begins an empty record. @param command whose record it is, with a number behind it */
    public SavedRecord begin(Command command, int number) {
        name(command, number);
        lines.clear();
        return this;
    }

    private void name(Command command, int number) {
        int prefix = Saved.PREFIX.length();
        key.clear();
        for (int i = prefix; i < command.name.length(); i++) {
            key.append(command.name.charAt(i));
        }
        key.append('.').appendNumber(number);
    }

    /** Begins the line of a command, which takes it back in {@link Command#restore}. */
    public SavedRecord line(Command command) {
        for (int i = Saved.PREFIX.length(); i < command.name.length(); i++) {
            lines.append(command.name.charAt(i));
        }
        lines.append('=');
        lineBegins = true;
        return this;
    }

    /** Appends a number to the line. */
    public SavedRecord number(int number) {
        separate();
        lines.appendNumber(number);
        return this;
    }

    /** Appends a string without control characters to the line. */
    public SavedRecord string(byte[] bytes, int from, int length) {
        separate();
        Saved.quote(bytes, from, length, lines);
        return this;
    }

    /** The same. */
    public SavedRecord string(Text text) {
        return string(text.bytes, 0, text.length);
    }

    /** Ends the line. */
    public void end() {
        lines.append('\n');
    }

    private void separate() {
        if (!lineBegins) {
            lines.append(',');
        }
        lineBegins = false;
    }

    /** Keeps the record, whatever {@code AT+SYSSTORE} is. @return {@link Command#OK}, or an error that was logged */
    public int keep() {
        int status = saved.makeNamespace();
        if (status > 0) {
            status = saved.nvs().setBlob(status, key.bytes, 0, key.length, lines.bytes, 0, lines.length);
        }
        return status < 0 ? saved.refused(status) : Command.OK;
    }

    /** Forgets a record, if there is one. @return {@link Command#OK}, or an error that was logged */
    public int forget(Command command, int number) {
        if (!isKept(command, number)) {
            return Command.OK;
        }
        int status = saved.nvs().eraseKey(saved.namespace(), key.bytes, 0, key.length);
        return status < 0 ? saved.refused(status) : Command.OK;
    }

    /** Whether there is such a record. */
    public boolean isKept(Command command, int number) {
        name(command, number);
        int namespace = saved.namespace();
        return namespace > 0 && saved.nvs().find(namespace, key.bytes, 0, key.length, null) == Types.BLOB;
    }

    /**
     * Gives each command its line of a record, in their order, to the first that cannot be used.
     *
     * @return whether there is a record of which all could be used; what could not was logged
     */
    public boolean restore(Command command, int number, Chapters chapters) {
        if (!isKept(command, number)) {
            return false;
        }
        lines.clear();
        int length = saved.nvs().read(saved.namespace(), key.bytes, 0, key.length, 0, lines.bytes, 0,
                lines.bytes.length);
        boolean good = length > 0;
        int next;
        for (int at = 0; good && at < length; at = next) {
            next = at;
            while (next < length && lines.bytes[next++] != '\n') {
                // to its end
            }
            good = lines.bytes[next - 1] == '\n' && restoreLine(at, next - 1, chapters);
        }
        if (!good) {
            log.log(Log.WARN, command.name, "what was kept cannot be used, of link", number);
        }
        return good;
    }

    private boolean restoreLine(int from, int to, Chapters chapters) {
        int equals = from;
        while (equals < to && lines.bytes[equals] != '=') {
            equals++;
        }
        name.set(Saved.PREFIX);
        if (equals == to || !name.fits(equals - from)) {
            return false;
        }
        name.append(lines.bytes, from, equals - from);
        Command command = chapters.find(name.bytes, name.length);
        arguments.parse(lines.bytes, equals + 1, to);
        return command != null && arguments.error() == 0 && command.restore(arguments) == Command.OK;
    }
}

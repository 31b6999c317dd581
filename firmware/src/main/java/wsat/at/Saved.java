package wsat.at;

import wsat.nvs.Cursor;
import wsat.nvs.Nvs;
import wsat.port.Flash;
import wsat.port.Log;
import wsat.port.Text;

/**
 * What the host has set and finds again after a restart, in the partition {@code nvs} (ESP-AT, AT+SYSSTORE). Each
 * command has one value there, a line of parameters under its name: so a power cut leaves all of the old one or all
 * of the new one, and what is read at power-up is checked as what a host says.
 */
public final class Saved {
    /** Most bytes of one value. */
    private static final int VALUE_MAX = 512;
    static final String PREFIX = "AT+";

    private final Flash flash;
    private final Nvs nvs;
    private final Log log;
    private final Text namespace = new Text(Nvs.NAME_MAX).append("wsat");
    private final Text name = new Text(PREFIX.length() + Nvs.NAME_MAX);
    private final Text value = new Text(VALUE_MAX);
    private final Arguments arguments = new Arguments();
    private final Cursor cursor = new Cursor();
    private final byte[] piece = new byte[256];
    private boolean store = true;
    private boolean restoring;
    private int erased;

    /** @param flash the partition {@code nvs} */
    public Saved(Flash flash, Log log) {
        this.flash = flash;
        this.log = log;
        nvs = new Nvs(flash);
        int status = nvs.mount();
        if (status != Nvs.OK) {
            log.log(Log.WARN, "nvs", status == Nvs.NEW_VERSION
                    ? "the partition has a newer format than this, so all is as after AT+RESTORE"
                    : "the partition can be read, but not be written: nothing is kept", Log.NO_VALUE);
        } else if (nvs.damagedPages() > 0) {
            log.log(Log.WARN, "nvs", "what the damaged pages kept is as after AT+RESTORE; pages:", nvs.damagedPages());
        }
    }

    public Nvs nvs() {
        return nvs;
    }

    /** {@code AT+SYSSTORE}: whether what is set from now on is kept. Not kept itself (ESP-AT: 1 at each start). */
    public void store(boolean on) {
        store = on;
    }

    // --- keeping ----------------------------------------------------------------------------------

    /** Begins the value of a command, which takes it back in {@link Command#restore}. */
    public Saved begin(Command command) {
        name.set(command.name);
        value.clear();
        return this;
    }

    /** Appends a number to the value. */
    public Saved number(int number) {
        separate();
        value.appendNumber(number);
        return this;
    }

    /** Appends a string to the value. */
    public Saved string(Text text) {
        separate();
        quote(text.bytes, 0, text.length, value);
        return this;
    }

    /** Appends bytes as a string that {@link Arguments} reads. */
    static void quote(byte[] bytes, int from, int length, Text into) {
        into.append('"');
        for (int i = from; i < from + length; i++) {
            if (bytes[i] == '"' || bytes[i] == '\\') {
                into.append('\\');
            }
            into.append(bytes[i]);
        }
        into.append('"');
    }

    private void separate() {
        if (value.length > 0) {
            value.append(',');
        }
    }

    /** Keeps the value if {@code AT+SYSSTORE} is 1. @return {@link Command#OK}, or an error that has been logged */
    public int keep() {
        return store ? keepAlways() : Command.OK;
    }

    /** Keeps the value whatever {@code AT+SYSSTORE} is. */
    public int keepAlways() {
        if (restoring) {
            return Command.OK;
        }
        int status = makeNamespace();
        if (status > 0) {
            int prefix = PREFIX.length();
            status = nvs.setString(status, name.bytes, prefix, name.length - prefix, value.bytes, 0, value.length);
        }
        return status < 0 ? refused(status) : Command.OK;
    }

    /** Number of the namespace of what commands keep, or a negative. */
    int namespace() {
        return nvs.namespace(namespace.bytes, 0, namespace.length);
    }

    /** The same, and makes it if there is none. */
    int makeNamespace() {
        return makeNamespace(namespace);
    }

    /** As {@link Nvs#makeNamespace}, in a partition that is formatted when it cannot be read at all. */
    public int makeNamespace(Text wanted) {
        int number = nvs.makeNamespace(wanted.bytes, 0, wanted.length);
        if (number != Nvs.NEW_VERSION) {
            return number;
        }
        beginErasing();
        int status = Command.WORKING;
        while (status == Command.WORKING) {
            status = erase();
        }
        return status == Command.OK ? nvs.makeNamespace(wanted.bytes, 0, wanted.length) : Nvs.MEDIUM;
    }

    /** Logs why something could not be kept. @return the error of the command that wanted it */
    public int refused(int status) {
        log.log(Log.ERROR, "nvs", Nvs.describe(status), Log.NO_VALUE);
        return ErrorCode.FAILED;
    }

    // --- power-up ---------------------------------------------------------------------------------

    /** Gives each command what was kept of it. */
    public void restore(Chapters chapters) {
        int number = namespace();
        restoring = true;
        cursor.reset();
        while (number > 0 && nvs.nextKey(number, cursor)) {
            name.set(PREFIX);
            name.length += cursor.copyName(name.bytes, name.length);
            restore(chapters.find(name.bytes, name.length), number);
        }
        restoring = false;
    }

    private void restore(Command command, int number) {
        if (command == null) {
            return; // of a later version
        }
        int prefix = PREFIX.length();
        int length = nvs.read(number, name.bytes, prefix, name.length - prefix, 0, value.bytes, 0, VALUE_MAX);
        arguments.parse(value.bytes, 0, Math.max(length, 0));
        if (length < 0 || arguments.error() != 0 || command.restore(arguments) != Command.OK) {
            log.log(Log.WARN, command.name, "what was kept of it cannot be used", Log.NO_VALUE);
        }
    }

    // --- AT+RESTORE -------------------------------------------------------------------------------

    /** All is to be forgotten: {@link #erase} does it. */
    public void beginErasing() {
        nvs.unmount();
        erased = 0;
    }

    /** Erases the next sector, if there is anything in it. @return {@link Command#WORKING}, {@code OK} or an error */
    public int erase() {
        if (!isBlank(erased) && !flash.erase(erased)) {
            return refused(Nvs.MEDIUM);
        }
        erased += Flash.SECTOR;
        return erased < flash.size() ? Command.WORKING : Command.OK;
    }

    private boolean isBlank(int sector) {
        for (int at = sector; at < sector + Flash.SECTOR; at += piece.length) {
            flash.read(at, piece, 0, piece.length);
            for (int i = 0; i < piece.length; i++) {
                if (piece[i] != -1) {
                    return false;
                }
            }
        }
        return true;
    }
}

package wsat.pki.module;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import wsat.board.flash.FileFlash;
import wsat.pki.Refusal;

/**
 * A running module, wsat or ESP-AT, and what can be done with its partition and slots through AT+SYSFLASH and
 * AT+SYSMFG.
 */
public final class Module implements Closeable {
    /** The most bytes that ESP-AT takes at once (ESP-AT, AT+SYSFLASH). */
    public static final int CHUNK = 4096;

    private static final int ANSWER_MILLIS = 5000;
    private static final int ERASE_MILLIS = 60_000;
    private static final int ATTEND_MILLIS = 1000;
    private static final int ATTEND_TRIES = 3;
    private static final int READ_TRIES = 3;
    /** A payload that an interrupted push left unfinished is no longer than this. */
    private static final int FILLER_MAX = 72 * 1024;
    private static final int FILLER_PIECE = 512;
    private static final int FILLER_MILLIS = 50;
    private static final long FILLING_NANOS = 20_000_000_000L;
    private static final int MFG_CHUNK = 1024;
    private static final Pattern PARTITION = Pattern.compile(
            "\\+SYSFLASH:\"([^\"]*)\",\\d+,\\d+,(?:0x)?[0-9a-fA-F]+,0x([0-9a-fA-F]{1,7})");
    private static final Pattern KEY = Pattern.compile("\\+SYSMFG:\"[^\"]*\",\"([^\"]*)\",(\\d+)");

    /** A partition that the module lists. */
    public record Partition(String name, int size) {
    }

    private final String name;
    private final TimedLine wire;
    private final Dialog dialog;
    /** What has been done so far, for the message when the module falls silent or the process is told to end. */
    private volatile String done = "nothing was changed";
    private final Thread interrupted;

    /**
     * @param name            how messages call it
     * @param whenInterrupted takes what there is to say when the process is told to end
     */
    Module(String name, ModuleLine line, Consumer<String> whenInterrupted) {
        this.name = name;
        interrupted = new Thread(() -> whenInterrupted.accept(name + ": interrupted; " + done), "interrupted");
        Runtime.getRuntime().addShutdownHook(interrupted);
        wire = new TimedLine(line);
        dialog = new Dialog(wire);
    }

    /**
     * Opens a line and finds the module on it.
     *
     * @param port            a tty's path, or {@code tcp:HOST:PORT}
     * @param whenInterrupted takes what there is to say when the process is told to end
     */
    public static Module open(String port, int baud, boolean rtsCts, Consumer<String> whenInterrupted) throws Refusal {
        ModuleLine line;
        try {
            line = ModuleLine.open(port, baud, rtsCts);
        } catch (IOException e) {
            throw new Refusal(port + ": " + e.getMessage() + "; check the path, the cable and who else uses it");
        }
        Module module = new Module(port, line, whenInterrupted);
        try {
            module.attend();
            return module;
        } catch (Refusal e) {
            module.close();
            throw e;
        }
    }

    /**
     * Gets the module to listen: it may be in the middle of a line, busy, or waiting for the rest of a payload
     * from a push that was interrupted. That is filled up with line ends, which mean nothing to a module
     * that waits for a command.
     */
    void attend() throws Refusal {
        try {
            dialog.push(new byte[] {'\r', '\n'});
            dialog.drain();
            if (answers(ATTEND_TRIES)) {
                return;
            }
            byte[] filler = "\r\n".repeat(FILLER_PIECE / 2).getBytes(StandardCharsets.US_ASCII);
            long end = System.nanoTime() + FILLING_NANOS;
            for (int sent = 0; sent < FILLER_MAX && System.nanoTime() < end; sent += filler.length) {
                dialog.push(filler);
                if (dialog.hearsAnswer(FILLER_MILLIS) && answers(ATTEND_TRIES)) {
                    return;
                }
            }
            if (answers(1)) {
                return;
            }
        } catch (Silence e) {
            throw new Refusal(name + ": " + (isEndless(e) ? "what is there " : "") + e.getMessage()
                    + "; check the cable and the" + " module, then try again; " + done);
        }
        throw new Refusal(name + ": no answer to AT; check power, wiring (TX to RX), the port and --baud, and end what"
                + " else talks to the module; " + done);
    }

    private boolean answers(int tries) throws Silence {
        for (int i = 0; i < tries; i++) {
            try {
                if (dialog.ask("AT", ATTEND_MILLIS) == Dialog.Result.OK) {
                    dialog.drain();
                    return true;
                }
            } catch (Silence e) {
                if (!e.getMessage().equals(Dialog.IN_TIME)) {
                    throw e;
                }
            }
        }
        return false;
    }

    /** The partition of that name. */
    public Partition partition(String wanted) throws Refusal {
        List<String> names = new ArrayList<>();
        if (ask("AT+SYSFLASH?", ANSWER_MILLIS) == Dialog.Result.OK) {
            for (String line : dialog.lines()) {
                Matcher partition = PARTITION.matcher(line);
                if (partition.matches() && partition.group(1).equals(wanted)) {
                    return sized(wanted, Integer.parseInt(partition.group(2), 16));
                }
                if (partition.matches()) {
                    names.add(partition.group(1));
                }
            }
        }
        throw new Refusal(name + ": the module has no partition " + wanted + (names.isEmpty()
                ? " (no answer to AT+SYSFLASH? that lists one); push single slots with --slot, or update its firmware"
                : ", but " + String.join(", ", names) + "; name one with --partition"));
    }

    private Partition sized(String wanted, int size) throws Refusal {
        if (size == 0 || size > FileFlash.SIZE_MAX) {
            throw new Refusal(
                    String.format("%s: the module's partition %s has 0x%X bytes, and an image has from 1 to 0x%X; name"
                    + " another with --partition", name, wanted, size, FileFlash.SIZE_MAX));
        }
        return new Partition(wanted, size);
    }

    /** Erases a whole partition. */
    public void erase(Partition partition) throws Refusal {
        expect("AT+SYSFLASH=0,\"" + partition.name + "\"", ERASE_MILLIS);
        done = "the partition is erased and holds nothing yet: push again";
    }

    /** Writes a piece of an erased partition. */
    public void write(Partition partition, int address, byte[] bytes) throws Refusal {
        String command = "AT+SYSFLASH=1,\"" + partition.name + "\"," + address + "," + bytes.length;
        try {
            if (dialog.askForPrompt(command, ANSWER_MILLIS) != Dialog.Result.PROMPT
                    || dialog.pay(bytes, ANSWER_MILLIS) != Dialog.Result.OK) {
                throw refused(command);
            }
        } catch (Silence e) {
            throw silent(e);
        }
        done = "the partition is erased and written up to byte " + (address + bytes.length) + ": push again";
    }

    /** Reads a piece of a partition. */
    public byte[] read(Partition partition, int address, int length) throws Refusal {
        return data("AT+SYSFLASH=2,\"" + partition.name + "\"," + address + "," + length, "+SYSFLASH:" + length + ",",
                length);
    }

    private byte[] data(String command, String header, int length) throws Refusal {
        for (int i = 1;; i++) {
            byte[] bytes = new byte[length];
            try {
                if (dialog.askForData(command, header, ANSWER_MILLIS) != Dialog.Result.DATA
                        || dialog.data(bytes, ANSWER_MILLIS + length) != Dialog.Result.OK) {
                    throw refused(command);
                }
                return bytes;
            } catch (Silence e) {
                if (i == READ_TRIES) {
                    throw silent(e);
                }
                attend(); // bytes were lost on the way: once more
            }
        }
    }

    /** Keys of a namespace; null if the module has no such namespace. */
    public List<String> keys(String namespace) throws Refusal {
        // to ask for one that is not there would be an error, and a line in the module's log
        boolean listed = ask("AT+SYSMFG?", ANSWER_MILLIS) == Dialog.Result.OK;
        if (listed && !dialog.lines().contains("+SYSMFG:\"" + namespace + "\"")) {
            return null;
        }
        if (ask("AT+SYSMFG=1,\"" + namespace + "\"", ANSWER_MILLIS) != Dialog.Result.OK) {
            return null;
        }
        List<String> keys = new ArrayList<>();
        for (String line : dialog.lines()) {
            Matcher key = KEY.matcher(line);
            if (key.matches()) {
                keys.add(key.group(1));
            }
        }
        return keys;
    }

    /** Writes a blob under a key and reads it back. */
    public void put(String namespace, String key, byte[] value) throws Refusal {
        String name = "\"" + namespace + "\",\"" + key + "\"";
        String command = "AT+SYSMFG=2," + name + ",8," + value.length;
        try {
            if (dialog.askForPrompt(command, ANSWER_MILLIS) != Dialog.Result.PROMPT
                    || dialog.pay(value, ANSWER_MILLIS) != Dialog.Result.OK) {
                throw refused(command);
            }
        } catch (Silence e) {
            throw silent(e);
        }
        done = key + " is written but not read back: push again";
        byte[] stored = get(namespace, key, value.length);
        if (!Arrays.equals(stored, value)) {
            throw new Refusal(this.name + ": " + key
                    + " reads back otherwise than it was written; push again, at a lower"
                    + " --baud if it happens again");
        }
        done = "the slot is filled up to " + key + ": push again";
    }

    /** Reads the bytes under a key. */
    public byte[] get(String namespace, String key, int length) throws Refusal {
        byte[] value = new byte[length];
        String name = "\"" + namespace + "\",\"" + key + "\"";
        for (int at = 0; at < length; at += MFG_CHUNK) {
            int count = Math.min(MFG_CHUNK, length - at);
            byte[] piece = data("AT+SYSMFG=1," + name + "," + at + "," + count,
                    "+SYSMFG:" + name + ",8," + count + ",", count);
            System.arraycopy(piece, 0, value, at, count);
        }
        return value;
    }

    /** Erases a key. */
    public void erase(String namespace, String key) throws Refusal {
        expect("AT+SYSMFG=0,\"" + namespace + "\",\"" + key + "\"", ANSWER_MILLIS);
    }

    private void expect(String command, int timeoutMillis) throws Refusal {
        if (ask(command, timeoutMillis) != Dialog.Result.OK) {
            throw refused(command);
        }
    }

    private Dialog.Result ask(String command, int timeoutMillis) throws Refusal {
        try {
            return dialog.ask(command, timeoutMillis);
        } catch (Silence e) {
            throw silent(e);
        }
    }

    private Refusal refused(String command) {
        return new Refusal(name + ": the module answers ERROR to " + command
                + "; see that its firmware has this command" + " and that there is room; " + done);
    }

    private Refusal silent(Silence e) {
        return new Refusal(name + ": the module " + (isEndless(e) ? e.getMessage()
                : "stopped answering (" + e.getMessage().toLowerCase(Locale.ROOT) + ")")
                + "; check power and cable, restart it if need be; " + done);
    }

    private static boolean isEndless(Silence e) {
        return e.getMessage().equals(Dialog.ENDLESS);
    }

    /** Whoever is told to end, and has lost the line by that, goes no further: all is said. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) { // the process ends
            while (true) {
                LockSupport.park(this);
            }
        }
        wire.close();
    }
}

package wsat.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import wsat.at.Version;
import wsat.board.fault.FaultWords;
import wsat.board.fault.Faults;
import wsat.board.line.Doorbell;
import wsat.board.line.StreamLine;

/**
 * A person as the host: lines are typed with history and sent with CR LF, what the module says appears
 * above them. After its {@code >} a line is payload, cut to what the command has announced; elsewhere a line that
 * begins with {@code !} makes a fault.
 */
final class Console {
    private static final int INPUT_MAX = 8192;
    /** How long a command may keep the next line waiting: as long as a connection may take to open, and some. */
    private static final int SETTLE_MILLIS = 20_000;
    private static final int INTERRUPTED = 130;
    /** Begins a fault, which is not for the module. */
    private static final String FAULT = "!";

    private final Terminal terminal;
    private final LineReader reader;
    private final StreamLine line;
    private final String ptyPath;
    private final DataPhase phase = new DataPhase();
    private volatile Runnable end;
    private volatile Faults faults;
    private volatile int exitCode;

    Console(Doorbell bell, int outputMax, String ptyPath) throws IOException {
        this.ptyPath = ptyPath;
        terminal = TerminalBuilder.builder().system(true).build();
        reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .parser(new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.BRACKETED_PASTE, false)
                .build();
        // What is typed or pasted while a command runs waits for the next prompt, and is not shown twice.
        terminal.enterRawMode();
        // Ctrl-C is a signal then: as a key it would wait until a line is read again.
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, true);
        terminal.setAttributes(raw);
        terminal.handle(Terminal.Signal.INT, signal -> interrupted());
        line = new StreamLine(new Typed(), new Shown(), INPUT_MAX, outputMax, bell);
    }

    private void interrupted() {
        Runnable atEnd = end;
        if (atEnd != null) {
            exitCode = INTERRUPTED;
            atEnd.run();
        }
    }

    StreamLine line() {
        return line;
    }

    /** Lines that begin with an exclamation mark are faults from now on. */
    void faults(Faults made) {
        faults = made;
    }

    /** Begins to take lines. @param atEnd told when the person has had enough */
    void start(Runnable atEnd) {
        end = atEnd;
        line.start();
    }

    /** Says what is there to try. @param echoUrl the echo server, or null */
    void greet(String echoUrl) {
        String text = "wsat " + Version.WSAT + ": type AT commands; exit, Ctrl-D or Ctrl-C ends;"
                + " ! lists faults to make.\n"
                + "Serial port for another program: " + ptyPath + "\n";
        if (echoUrl != null) {
            text += "Echo server to talk to, a line to paste: AT+WSOPEN=0,\"" + echoUrl + "\"\n";
        }
        say(text);
    }

    /** Shows whole lines that do not come from the module. */
    void say(String lines) {
        reader.printAbove(lines);
    }

    /** How the person has ended it: 0, or 130 after Ctrl-C. */
    int exitCode() {
        return exitCode;
    }

    /** Leaves the terminal as it was. */
    void close() {
        line.close();
        try {
            terminal.close();
        } catch (IOException e) {
            // nothing is left to be done about it
        }
    }

    /** What is typed, as the bytes that a terminal program would send. */
    private final class Typed extends InputStream {
        private byte[] bytes = new byte[0];
        private int from;

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            while (from == bytes.length) {
                bytes = next();
                from = 0;
                if (bytes == null) {
                    return -1;
                }
            }
            int n = Math.min(length, bytes.length - from);
            System.arraycopy(bytes, from, buffer, offset, n);
            from += n;
            return n;
        }

        private byte[] next() throws IOException {
            try {
                phase.settle(SETTLE_MILLIS);
                boolean data = phase.wanted() > 0 || phase.passing();
                // The module echoes commands, but not payload.
                reader.option(LineReader.Option.ERASE_LINE_ON_FINISH, !data);
                String text = reader.readLine(data ? "> " : "");
                if (!data && (text.equals("exit") || text.equals("quit"))) {
                    throw new EndOfFileException();
                }
                if (!data && text.startsWith(FAULT)) {
                    make(text.substring(FAULT.length()).trim());
                    return new byte[0];
                }
                return bytesOf(text);
            } catch (UserInterruptException e) {
                exitCode = INTERRUPTED;
            } catch (EndOfFileException e) {
                exitCode = 0;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            end.run();
            return null;
        }

        private void make(String words) {
            if (words.isEmpty()) {
                StringBuilder all = new StringBuilder();
                FaultWords.TABLE.forEach(row -> all.append(String.format("%s%-32s %s%n", FAULT, row.words(),
                        row.help().replace("`", ""))));
                say(all.toString());
                return;
            }
            String wrong = faults.make(words);
            if (wrong != null) {
                say(wrong + "\n");
            }
        }

        private byte[] bytesOf(String text) {
            byte[] all = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
            byte[] meant = Arrays.copyOf(all, phase.meant(text, all.length));
            if (phase.wanted() > 0) {
                phase.gave(meant.length);
            } else {
                phase.said(text);
            }
            return meant;
        }
    }

    /** What the module says, in whole lines where it says whole lines, with nothing that moves a cursor. */
    private final class Shown extends OutputStream {
        private final Readout readout = new Readout();
        private byte[] held = new byte[0];

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            phase.heard(bytes, offset, length);
            byte[] all = Arrays.copyOf(held, held.length + length);
            System.arraycopy(bytes, offset, all, held.length, length);
            int end = all.length;
            while (end > 0 && all[end - 1] != '\n') {
                end--;
            }
            show(all, end);
            held = Arrays.copyOfRange(all, end, all.length);
        }

        @Override
        public void flush() {
            boolean prompt = held.length == 1 && held[0] == '>' && (phase.wanted() > 0 || phase.passing());
            if (!prompt) {
                show(held, held.length);
            }
            held = new byte[0];
        }

        private void show(byte[] bytes, int length) {
            String text = readout.of(bytes, length);
            if (!text.isEmpty()) {
                reader.printAbove(text);
            }
        }
    }
}

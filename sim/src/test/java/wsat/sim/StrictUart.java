package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host's end of the line, which knows of each byte whether it may come there. */
final class StrictUart {

    /** Who hears what comes unasked. */
    interface Unasked {

        /** Payload of {@code +IPD} or {@code +WS_DATA}. */
        void data(boolean webSocket, int link, byte[] bytes);

        /** {@code +IPD} of passive mode. */
        void notice(int link, int length);
    }

    private static final Pattern HEAD = Pattern.compile(
            "\r\n\\+IPD,\\d,\\d+:|\\+WS_DATA:\\d,\\d+,|\\+CIPRECVDATA:\\d+,");
    private static final Pattern IPD = Pattern.compile("\r\n\\+IPD,(\\d),(\\d+):");
    private static final Pattern WS_DATA = Pattern.compile("\\+WS_DATA:(\\d),(\\d+),");
    private static final Pattern NOTICE = Pattern.compile("\r\n\\+IPD,(\\d),(\\d+)\r\n");
    private static final Pattern READ = Pattern.compile("\\+CIPRECVDATA:(\\d+),");
    private static final int MESSAGE_MAX = 200;

    private final DataInputStream in;
    private final OutputStream out;
    private final Unasked unasked;

    StrictUart(InputStream in, OutputStream out, Unasked unasked) {
        this.in = new DataInputStream(in);
        this.out = out;
        this.unasked = unasked;
    }

    /** Says a command; its answer is exactly that, in one piece, behind what has come unasked until then. */
    void command(String line, String... answer) throws IOException {
        say((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        answer(line, answer);
    }

    private void answer(String to, String... messages) throws IOException {
        assertEquals(messages[0], asked(), to);
        for (int i = 1; i < messages.length; i++) {
            assertEquals(messages[i], message(), to);
        }
    }

    /** Says a command with a payload. */
    void send(String line, byte[] payload, String... answer) throws IOException {
        command(line, "\r\nOK\r\n", "\r\n>");
        say(payload);
        for (String message : answer) {
            assertEquals(message, asked(), line); // news that has waited 250 ms does not wait for the command's end
        }
    }

    /** Reads in passive mode. */
    byte[] read(int link, int most) throws IOException {
        String line = "AT+CIPRECVDATA=" + link + "," + most;
        say((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        String head = asked();
        Matcher read = READ.matcher(head);
        assertTrue(read.matches(), head);
        byte[] bytes = bytes(read.group(1));
        assertTrue(bytes.length > 0 && bytes.length <= most, line + ": " + bytes.length);
        assertEquals("\r\nOK\r\n", asked(), line);
        return bytes;
    }

    /** Takes one message that comes unasked. */
    void hear() throws IOException {
        String message = message();
        assertTrue(heard(message), message);
    }

    /** Whether something has come. */
    boolean hears() throws IOException {
        return in.available() > 0;
    }

    /** The next message, which a command of the caller's has brought about. */
    String asked() throws IOException {
        String message = message();
        while (heard(message)) {
            message = message();
        }
        return message;
    }

    private boolean heard(String message) throws IOException {
        Matcher ipd = IPD.matcher(message);
        Matcher frame = WS_DATA.matcher(message);
        Matcher notice = NOTICE.matcher(message);
        if (ipd.matches()) {
            unasked.data(false, number(ipd.group(1)), bytes(ipd.group(2)));
        } else if (frame.matches()) {
            unasked.data(true, number(frame.group(1)), bytes(frame.group(2)));
            assertEquals('\r', in.readUnsignedByte());
            assertEquals('\n', in.readUnsignedByte());
        } else if (notice.matches()) {
            unasked.notice(number(notice.group(1)), number(notice.group(2)));
        } else {
            return false;
        }
        return true;
    }

    /** A line with the empty one in front of it, the prompt, or what stands in front of a payload. */
    private String message() throws IOException {
        StringBuilder said = new StringBuilder();
        do {
            said.append((char) in.readUnsignedByte());
            assertTrue(said.length() < MESSAGE_MAX, said::toString);
        } while (!whole(said));
        return said.toString();
    }

    private static boolean whole(StringBuilder said) {
        char last = said.charAt(said.length() - 1);
        return switch (last) {
            case '\n' -> said.length() > 2;
            case '>' -> said.length() == 3;
            case ':', ',' -> HEAD.matcher(said).matches();
            default -> false;
        };
    }

    private byte[] bytes(String length) throws IOException {
        byte[] bytes = new byte[number(length)];
        in.readFully(bytes);
        return bytes;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    void say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Ends the host's direction. @return what the module still says */
    String end() throws IOException {
        out.close();
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
}

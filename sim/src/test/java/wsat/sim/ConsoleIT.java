package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The console of {@code wsat sim} on a terminal, into which lines are pasted. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class ConsoleIT {
    private static final Path WSAT = Path.of("..", "wsat").toAbsolutePath().normalize();
    private static final String PYTHON = "/usr/bin/python3";
    /** As a login has it: a build in the background has Ctrl-C ignored, and so has all that it starts. */
    private static final String TERMINAL = "import os, pty, signal, sys\n"
            + "signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
            + "start = ['/bin/sh', '-c', 'stty cols 120 rows 40; exec \"$0\" sim', sys.argv[1]]\n"
            + "sys.exit(os.waitstatus_to_exitcode(pty.spawn(start)))\n";
    private static final Pattern OPEN = Pattern.compile("AT\\+WSOPEN=0,\"ws://[^\"]*\"");

    private Process process;
    private InputStream in;
    private final StringBuilder shown = new StringBuilder();

    /** The first start may make the class archive. */
    @BeforeAll
    static void firstStart() throws Exception {
        assertEquals(0, new ProcessBuilder(WSAT.toString(), "--version").inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor());
    }

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(PYTHON)), "python makes the terminal");
        ProcessBuilder builder = new ProcessBuilder(PYTHON, "-c", TERMINAL, WSAT.toString());
        builder.environment().put("TERM", "xterm");
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        in = process.getInputStream();
        until("ws://127.0.0.1:");
        until("\"");
    }

    @AfterEach
    void end() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }

    private void paste(String text) throws IOException {
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /** Waits until the words are shown, behind what was waited for before. @return all up to there */
    private String until(String words) throws IOException {
        int from = shown.length();
        while (shown.indexOf(words, from) < 0) {
            int b = in.read();
            assertTrue(b >= 0, "it has ended: " + shown);
            shown.append((char) b);
        }
        return shown.toString();
    }

    private String open() {
        Matcher matcher = OPEN.matcher(shown);
        assertTrue(matcher.find(), shown.toString());
        return matcher.group();
    }

    @Test
    void whatIsPastedAtOnceIsSaidOneByOne() throws Exception {
        paste(open() + "\nAT+WSSEND=0,4\ntest\n");
        until("+WS_CONNECTED:0");
        until("> test");
        until("SEND OK");
        String all = until("+WS_DATA:0,4,test");
        assertFalse(all.contains("busy") || all.contains("ERROR"), all);
        paste("AT+RST\nAT+CWMODE?\nquit\n");
        until("ready");
        until("+CWMODE:");
        assertEquals(0, process.waitFor());
        assertFalse(shown.toString().contains("busy"), shown.toString());
    }

    @Test
    void payloadThatReadsExitIsPayloadAndACommandIsTheEnd() throws Exception {
        paste(open() + "\nAT+WSSEND=0,4\nexit\n");
        until("+WS_DATA:0,4,exit");
        paste("exit\n");
        assertEquals(0, process.waitFor());
    }

    @Test
    void aLineWithAnExclamationMarkIsAFaultButNotInAPayload() throws Exception {
        paste(open() + "\nAT+WSSEND=0,4\n!abc\n");
        until("+WS_DATA:0,4,!abc");
        paste("!\n!server 0 what\n!server 0 close 1001\n");
        until("!power cycle");
        until("no fault: 'server 0 what' is none of");
        until("+WS_CLOSED:0");
        paste("exit\n");
        assertEquals(0, process.waitFor());
    }

    @Test
    void interruptEndsItWhileACommandRuns() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            paste("AT+WSOPEN=0,\"ws://127.0.0.1:" + silent.getLocalPort() + "\"\nAT+GMR\n");
            try (Socket accepted = silent.accept()) {
                assertTrue(accepted.isConnected());
                paste("\u0003");
                String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertEquals(130, process.waitFor());
                // the link would give up after 15 s, and the next line be said
                assertFalse(rest.contains("ERROR") || rest.contains("AT version"), rest);
            }
        }
    }

    @Test
    void theReadmeShowsARunOfToday() throws Exception {
        Process check = new ProcessBuilder(PYTHON, "../doc/record", "--check").redirectErrorStream(true).start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), said);
    }
}

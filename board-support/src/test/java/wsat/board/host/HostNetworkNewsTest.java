package wsat.board.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The machine's network goes and comes: a namespace of the kernel's is the machine, its peer the cable. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("the two network namespaces of this process")
class HostNetworkNewsTest {
    private static final String MACHINE = "wsat-test-" + ProcessHandle.current().pid();
    private static final String CABLE = MACHINE + "-peer";

    private Process module;
    private OutputStream host;
    private InputStream said;

    @BeforeEach
    void connect() throws Exception {
        assumeTrue(runs("ip", "netns", "add", MACHINE), "skipped: making a network namespace wants root and iproute2");
        ip("netns", "add", CABLE);
        ip("link", "add", "w0", "netns", MACHINE, "type", "veth", "peer", "name", "p0", "netns", CABLE);
        ip("-n", MACHINE, "link", "set", "w0", "address", "02:00:00:00:00:77");
        ip("-n", MACHINE, "address", "add", "10.77.0.2/24", "dev", "w0");
        ip("-n", MACHINE, "link", "set", "w0", "up");
        ip("-n", CABLE, "link", "set", "p0", "up");
        ip("-n", MACHINE, "route", "add", "default", "via", "10.77.0.1");
    }

    private void start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", MACHINE,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx32m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        module = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        host = module.getOutputStream();
        said = module.getInputStream();
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void ip(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        assertTrue(runs(command.toArray(new String[0])), command.toString());
    }

    private void say(String command, String answer) throws Exception {
        host.write(command.getBytes(StandardCharsets.US_ASCII));
        host.flush();
        expect(answer);
    }

    private void expect(String answer) throws IOException {
        assertEquals(answer, new String(said.readNBytes(answer.length()), StandardCharsets.US_ASCII));
    }

    @AfterEach
    void stop() throws Exception {
        if (module != null) {
            host.close();
            if (!module.waitFor(60, TimeUnit.SECONDS)) {
                module.destroyForcibly();
                fail("it has not ended with its input");
            }
        }
        runs("ip", "netns", "delete", MACHINE);
        runs("ip", "netns", "delete", CABLE);
    }

    @Test
    void whatHappensToTheMachinesNetworkIsToldByTheKernel() throws Exception {
        isTold("kernel");
    }

    @Test
    void whatHappensToTheMachinesNetworkIsSeenInTheKernelsTables() throws Exception {
        isTold("tables");
    }

    private void isTold(String by) throws Exception {
        start(HostStationLoop.class, by);
        expect("\r\nready\r\n");
        say("ATE0\r\n", "ATE0\r\n\r\nOK\r\n");
        say("AT+CWSTATE?\r\n", "+CWSTATE:2,\"wsat\"\r\n\r\nOK\r\n");
        say("AT+CIFSR\r\n", "+CIFSR:STAIP,\"10.77.0.2\"\r\n+CIFSR:STAMAC,\"02:00:00:00:00:77\"\r\n\r\nOK\r\n");
        say("AT+CIPSTA?\r\n", "+CIPSTA:ip:\"10.77.0.2\"\r\n+CIPSTA:gateway:\"10.77.0.1\"\r\n"
                + "+CIPSTA:netmask:\"255.255.255.0\"\r\n\r\nOK\r\n");
        say("AT+CWJAP=\"any\",\"password\"\r\n", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n");

        ip("-n", CABLE, "link", "set", "p0", "down"); // the cable is pulled
        expect("WIFI DISCONNECT\r\n");
        say("AT+CWSTATE?\r\n", "+CWSTATE:4,\"\"\r\n\r\nOK\r\n");
        ip("-n", CABLE, "link", "set", "p0", "up");
        say("AT+CWJAP=\"any\",\"password\"\r\n", "WIFI CONNECTED\r\nWIFI GOT IP\r\n\r\nOK\r\n");

        ip("-n", MACHINE, "link", "set", "w0", "down");
        expect("WIFI DISCONNECT\r\n");
        ip("-n", MACHINE, "link", "set", "w0", "up");
        ip("-n", MACHINE, "route", "add", "default", "via", "10.77.0.1");
        expect("WIFI CONNECTED\r\nWIFI GOT IP\r\n");

        ip("-n", MACHINE, "address", "flush", "dev", "w0");
        ip("-n", MACHINE, "address", "add", "10.77.0.9/24", "dev", "w0");
        say("AT+CWSTATE?\r\n", "+CWSTATE:2,\"any\"\r\n\r\nOK\r\n");
    }

    /** Each change alone; and so many that the kernel's queue for us is too small. */
    @Test
    void theKernelTellsEachChangeUntilItIsForgotten() throws Exception {
        start(RtnetlinkWatch.class);
        expect("listening\n");
        ip("-n", CABLE, "link", "set", "p0", "down");
        expect("changed\n");
        forget();
        ip("-n", MACHINE, "address", "add", "10.77.0.3/24", "dev", "w0");
        expect("changed\n");
        forget();
        ip("-n", MACHINE, "address", "add", "fe80::77/64", "dev", "w0");
        expect("changed\n");
        Path many = Files.createTempFile("wsat", ".ip");
        try {
            String both = "address add 10.77.0.4/24 dev w0\naddress del 10.77.0.4/24 dev w0\n";
            Files.writeString(many, both.repeat(2000));
            ip("-n", MACHINE, "-batch", many.toString());
            forget();
            ip("-n", MACHINE, "address", "add", "10.77.0.5/24", "dev", "w0");
            expect("changed\n");
        } finally {
            Files.delete(many);
        }
    }

    private void forget() throws Exception {
        say("\n", "forgotten\n");
    }
}

package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wsat pki push} and {@code pull} against a module with faults. */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class PushTest {
    @TempDir
    Path folder;

    private Desk desk;
    private Path image;
    private FakeModule module;

    @BeforeEach
    void start() throws IOException {
        desk = new Desk(folder);
        Desk.Draft ca = desk.authority("ca");
        desk.client("client", ca);
        image = desk.path("board.nvs");
        Cli.fine("init", image, "--size", "0x4000");
        Cli.fine("add", image, "--slot", 0, "--ca", desk.path("ca.pem"), "--cert", desk.path("client.pem"), "--key",
                desk.path("client.key"));
        module = new FakeModule();
    }

    @AfterEach
    void stop() throws IOException {
        module.close();
    }

    private Cli pushImage() {
        return Cli.run("push", "--port", module.port(), image);
    }

    private Cli pushSlot(int slot) {
        return Cli.run("push", "--port", module.port(), "--slot", slot, "--ca", desk.path("ca.pem"), "--cert",
                desk.path("client.pem"), "--key", desk.path("client.key"));
    }

    private void assertRefused(Cli cli, String... parts) {
        assertEquals(1, cli.code(), cli.out());
        for (String part : parts) {
            assertTrue(cli.err().contains(part), cli.err());
        }
        assertEquals(1, cli.err().lines().count(), cli.err());
    }

    @ParameterizedTest
    @CsvSource({"true, false, 0", "false, false, 0", "true, true, 0", "false, true, 2", "true, true, 3"})
    void anImageArrivesWithEchoOnOrOffWithNewsInBetweenAndABusyModule(boolean echo, boolean news, int busy)
            throws IOException {
        module.echo = echo;
        module.news = news;
        module.busy = busy;
        Cli cli = pushImage();
        assertEquals(0, cli.code(), cli.err());
        assertTrue(cli.out().contains("board.nvs written to mfg_nvs and read back"), cli.out());
        assertArrayEquals(Files.readAllBytes(image), module.partition);
        Cli.fine("pull", "--port", module.port(), desk.path("pulled"));
        assertArrayEquals(Files.readAllBytes(image), Files.readAllBytes(desk.path("pulled")));
    }

    @ParameterizedTest
    @CsvSource({"true, false, 0", "false, true, 2"})
    void aSlotArrives(boolean echo, boolean news, int busy) throws IOException {
        module.echo = echo;
        module.news = news;
        module.busy = busy;
        Cli cli = pushSlot(0);
        assertEquals(0, cli.code(), cli.err());
        assertArrayEquals(Files.readAllBytes(desk.path("ca.pem")), module.values.get("wss_ca/wss_ca.0"));
        assertArrayEquals(Files.readAllBytes(desk.path("client.pem")), module.values.get("wss_cert/wss_cert.0"));
        assertArrayEquals(Files.readAllBytes(desk.path("client.key")), module.values.get("wss_key/wss_key.0"));
        assertRefused(pushSlot(5), "slot 5: wss_ca: an ESP32 does not find it, since slot 1 is empty");
    }

    @Test
    void aSlotOfSslSocketsArrives() throws IOException {
        Cli cli = Cli.run("push", "--port", module.port(), "--for", "client", "--slot", 0, "--ca", desk.path("ca.pem"));
        assertEquals(0, cli.code(), cli.err());
        assertArrayEquals(Files.readAllBytes(desk.path("ca.pem")), module.values.get("client_ca/client_ca.0"));
        assertTrue(cli.out().contains("client slot 0 written and read back"), cli.out());
    }

    @Test
    void aModuleThatWaitsForTheRestOfAnInterruptedPushIsFilledUp() throws IOException {
        module.awaited = 3000;
        Cli cli = pushImage();
        assertEquals(0, cli.code(), cli.err());
        assertArrayEquals(Files.readAllBytes(image), module.partition);
    }

    @Test
    void aReadThatLosesAByteIsReadAgain() throws IOException {
        module.lossy = 1;
        Cli cli = pushImage();
        assertEquals(0, cli.code(), cli.err());
        assertArrayEquals(Files.readAllBytes(image), module.partition);
    }

    /** A peer on the port that is no module, or one whose firmware has run wild. */
    @ParameterizedTest
    @CsvSource({"AT, line", "AT, text without an end of line", "AT+SYSFLASH?, line", "AT+SYSFLASH=0, news"})
    void aPeerThatNeverEndsItsAnswerIsToldOf(String command, String chatter) {
        module.endless = command;
        module.chatter = (chatter + (chatter.contains("without") ? " " : "\r\n")).repeat(500);
        assertRefused(pushImage(), " goes on and on, and its answer does not end; check ");
    }

    @Test
    void aPeerThatIsBusyForEverIsToldOf() {
        module.endless = "AT";
        module.chatter = "busy p...\r\n".repeat(1000);
        assertRefused(pushImage(), "tcp:127.0.0.1:");
    }

    @Test
    void aPartitionThatIsLargerThanAnImageIsNotPulled() {
        module.listed = "0xFFFFFFF";
        assertRefused(Cli.run("pull", "--port", module.port(), desk.path("pulled")), "mfg_nvs has 0xFFFFFFF bytes");
    }

    /** A module logs each of its errors, which are none of its user's. */
    @Test
    void aPushThatSucceedsHeardNoError() {
        assertEquals(0, pushSlot(0).code());
        assertEquals(0, pushImage().code());
        assertEquals(0, module.errors);
    }

    @Test
    void aModuleThatNeverAnswersIsToldOf() {
        module.patience = 0;
        assertRefused(pushImage(), "no answer to AT; check power, wiring (TX to RX), the port and --baud",
                "nothing was changed");
    }

    @Test
    void aModuleThatStopsAnsweringIsToldOfWithWhatWasWritten() {
        module.patience = 4; // AT, AT+SYSFLASH?, AT+SYSMFG?, the erasing; not the writing
        assertRefused(pushImage(), "stopped answering", "the partition is erased and holds nothing yet: push again");
    }

    @Test
    void bytesThatReadBackOtherwiseAreToldOf() {
        module.mangles = true;
        assertRefused(pushImage(), "page 0 reads back otherwise than it was written; push again, at a lower --baud");
    }

    @Test
    void aModuleWithoutTheCommandIsToldOf() {
        module.refuses = "AT+SYSFLASH";
        assertRefused(pushImage(), "the module has no partition mfg_nvs", "push single slots with --slot");
        module.refuses = "AT+SYSFLASH=1";
        assertRefused(pushImage(), "answers ERROR to AT+SYSFLASH=1,\"mfg_nvs\",0,4096", "push again");
        Cli other = Cli.run("pull", "--port", module.port(), "--partition", "nvs", desk.path("x"));
        assertRefused(other, "no partition nvs, but mfg_nvs, fs_storage; name one with --partition");
    }

    @Test
    void anImageThatWouldLoseTheModulesOwnParametersIsRefused() {
        module.values.put("factory_param/uart_tx_pin", new byte[] {7});
        assertRefused(pushImage(), "factory_param (its pins, its speed) would be lost");
        assertEquals(0x55, module.partition[0], "before anything is erased");
        assertEquals(0, Cli.run("push", "--port", module.port(), "--force", image).code());
    }

    @Test
    void anImageThatIsTooLargeOrWrongIsRefused() throws IOException {
        Path large = desk.path("large");
        Cli.fine("init", large, "--size", "0x5000");
        assertRefused(Cli.run("push", "--port", module.port(), large),
                "0x5000 bytes do not fit into the partition mfg_nvs of"
                + " 0x4000 bytes; make the image with --size 0x4000");
        byte[] damaged = Files.readAllBytes(image);
        damaged[200] ^= 1;
        Files.write(image, damaged);
        assertRefused(pushImage(), "page 0 is damaged");
        assertEquals(0x55, module.partition[0]);
    }

    @Test
    void theSingleFileUnderThePlainNameGivesWayToSlot0() {
        module.values.put("wss_ca/wss_ca", new byte[10]);
        assertRefused(pushSlot(1), "slot 0 is empty or has no number");
        assertEquals(0, pushSlot(0).code());
        assertFalse(module.values.containsKey("wss_ca/wss_ca"));
    }

    @Test
    void aPulledImageIsNotPutOverAnother() {
        assertRefused(Cli.run("pull", "--port", module.port(), image), "is there already");
    }
}

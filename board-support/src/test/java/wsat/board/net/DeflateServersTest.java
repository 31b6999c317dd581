package wsat.board.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import wsat.port.OpenRequest;
import wsat.port.WebSocketPort;

/** permessage-deflate against npm's ws and Python's websockets, with every setting of theirs and ours. */
class DeflateServersTest {
    private final Loop loop = new Loop(1, 64 * 1024);
    private Server server;

    @AfterEach
    void stop() {
        loop.close();
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}",
        "{\"threshold\":0}",
        "{\"threshold\":0,\"serverNoContextTakeover\":true}",
        "{\"threshold\":0,\"clientNoContextTakeover\":true}",
        "{\"threshold\":0,\"serverNoContextTakeover\":true,\"clientNoContextTakeover\":true}",
        "{\"threshold\":0,\"serverMaxWindowBits\":9}",
        "{\"threshold\":0,\"clientMaxWindowBits\":9}",
        "{\"threshold\":0,\"clientMaxWindowBits\":12,\"serverMaxWindowBits\":12}",
        "{\"threshold\":0,\"serverMaxWindowBits\":15,\"zlibDeflateOptions\":{\"level\":9}}",
        "{\"threshold\":0,\"zlibDeflateOptions\":{\"level\":0}}",
        "{\"threshold\":0,\"zlibDeflateOptions\":{\"strategy\":4,\"memLevel\":1}}",
    })
    void nodesWs(String settings) throws IOException {
        server = Server.node("", settings);
        String agreed = everySettingOfOurs();
        assertTrue(agreed.startsWith("permessage-deflate"), agreed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{}",
        "{\"server_no_context_takeover\":true}",
        "{\"client_no_context_takeover\":true}",
        "{\"server_no_context_takeover\":true,\"client_no_context_takeover\":true}",
        "{\"server_max_window_bits\":9}",
        "{\"server_max_window_bits\":12,\"client_max_window_bits\":12}",
        "{\"client_max_window_bits\":9,\"require_client_max_window_bits\":true,\"client_no_context_takeover\":true}",
        "{\"server_max_window_bits\":15,\"compress_settings\":{\"level\":9,\"memLevel\":9}}",
    })
    void pythonsWebsockets(String settings) throws IOException {
        server = Server.python("", settings);
        String agreed = everySettingOfOurs();
        assertTrue(agreed.contains("PerMessageDeflate("), agreed);
    }

    /** @return what was agreed on at last, in the server's words */
    private String everySettingOfOurs() {
        String agreed = "";
        for (int setting = 0; setting < 4; setting++) {
            OpenRequest request = Loop.request("127.0.0.1", server.port, "/extensions", 1 + 1000 * setting);
            request.deflate.offered = true;
            request.deflate.minLength = 0;
            request.deflate.serverContext = (setting & 1) == 0;
            request.deflate.clientContext = (setting & 2) == 0;
            loop.network.open(0, request);
            loop.untilState(WebSocketPort.OPEN);
            agreed = new String(loop.message());
            messagesComeBack(new Random(setting));
            loop.network.close(0, 1000);
        }
        return agreed;
    }

    private void messagesComeBack(Random random) {
        for (int size : new int[] {0, 1, 5, 1000, 1001, 3000, 20_000, 64 * 1024}) {
            byte[] message = new byte[size];
            for (int at = 0; at < size; at++) {
                message[at] = (byte) (' ' + random.nextInt(1 + size % 7) * random.nextInt(12));
            }
            loop.send(2, true, message);
            assertArrayEquals(message, loop.message());
            loop.send(1, false, Arrays.copyOf("in fragments: ".getBytes(), 14)).send(9, true, new byte[0])
                .send(0, true, new byte[300]);
            assertEquals(314, loop.message().length);
        }
    }
}

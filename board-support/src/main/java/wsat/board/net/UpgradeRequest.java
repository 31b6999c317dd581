package wsat.board.net;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import wsat.port.OpenRequest;
import wsat.port.Text;

/** The head of the HTTP request that asks for the upgrade (RFC 6455, 4.1), byte for byte as ESP-AT sends it. */
final class UpgradeRequest {
    private byte[] bytes = new byte[1024];
    private int length;

    private UpgradeRequest() {
    }

    static byte[] bytes(OpenRequest request, String key) {
        UpgradeRequest head = new UpgradeRequest();
        head.add("GET ").add(request.target).add(" HTTP/1.1\r\n");
        head.add("Connection: Upgrade\r\n");
        head.add("Host: ").add(request.hostHeader).add("\r\n");
        head.add("User-Agent: ESP32 Websocket Client\r\n");
        head.add("Upgrade: websocket\r\n");
        head.add("Sec-WebSocket-Version: 13\r\n");
        head.add("Sec-WebSocket-Key: ").add(key).add("\r\n");
        if (request.deflate.offered) {
            head.add("Sec-WebSocket-Extensions: ").add(DeflateTerms.offer(request.deflate)).add("\r\n");
        }
        head.given("Sec-WebSocket-Protocol: ", request.protocol);
        head.given("Authorization: ", request.authorization);
        head.add(request.headers).add("\r\n");
        return Arrays.copyOf(head.bytes, head.length);
    }

    private void given(String name, Text value) {
        if (value.length > 0) {
            add(name).add(value).add("\r\n");
        }
    }

    private UpgradeRequest add(String text) {
        byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
        return add(latin, latin.length);
    }

    private UpgradeRequest add(Text text) {
        return add(text.bytes, text.length);
    }

    private UpgradeRequest add(byte[] source, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + count));
        }
        System.arraycopy(source, 0, bytes, length, count);
        length += count;
        return this;
    }
}

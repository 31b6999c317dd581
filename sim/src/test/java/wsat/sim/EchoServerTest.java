package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import wsat.board.StderrLog;
import wsat.port.Log;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EchoServerTest {

    @Test
    void itSaysTextAndBinaryBackInTheSubprotocolAskedFor() throws Exception {
        String url = EchoServer.open(new StderrLog(Log.WARN, System.err));
        LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
                heard.add(text.toString());
                return WebSocket.Listener.super.onText(socket, text, last);
            }

            @Override
            public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer bytes, boolean last) {
                heard.add(bytes.get());
                return WebSocket.Listener.super.onBinary(socket, bytes, last);
            }
        };
        WebSocket socket = HttpClient.newHttpClient().newWebSocketBuilder().subprotocols("ocpp1.6", "mqtt")
                .buildAsync(URI.create(url), listener).get(30, TimeUnit.SECONDS);
        assertEquals("ocpp1.6", socket.getSubprotocol());
        socket.sendText("h\u00e9", true).get(30, TimeUnit.SECONDS);
        assertEquals("h\u00e9", heard.take());
        socket.sendBinary(ByteBuffer.wrap(new byte[] {-1}), true).get(30, TimeUnit.SECONDS);
        assertEquals((byte) -1, heard.take());
        socket.abort();
    }
}

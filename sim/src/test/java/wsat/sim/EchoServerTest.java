package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocketImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.board.StderrLog;
import wsat.port.Log;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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

    @Test
    void anEchoLeavesEvenIfTheLibraryForgetsToWatchForIt() throws Exception {
        EchoServer server = EchoServer.started(new StderrLog(Log.WARN, System.err));
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(new InetSocketAddress("127.0.0.1", server.getPort()));
            upgrade(client);
            int count = 12;
            for (int i = 0; i < count; i++) {
                client.getOutputStream().write(frame(1 << 20));
            }
            WebSocketImpl connection = (WebSocketImpl) server.getConnections().iterator().next();
            long written = -1;
            for (long left = left(connection); !connection.hasBufferedData() || left != written;
                    left = left(connection)) {
                written = left; // until the client's side is full
                Thread.sleep(200);
            }
            connection.getSelectionKey().interestOps(SelectionKey.OP_READ);
            DataInputStream in = new DataInputStream(client.getInputStream());
            in.readFully(new byte[count * (10 + (1 << 20))]);
        }
    }

    private static long left(WebSocketImpl connection) {
        long left = 0;
        for (ByteBuffer buffer : connection.outQueue) {
            left += buffer.remaining();
        }
        return left;
    }

    private static void upgrade(Socket client) throws Exception {
        client.getOutputStream().write(("GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        int last = 0;
        while (last != 0x0D0A0D0A) {
            last = last << 8 | client.getInputStream().read();
        }
    }

    /** Masked with zeros. */
    private static byte[] frame(int length) {
        return ByteBuffer.allocate(14 + length).put((byte) 0x82).put((byte) 0xFF).putLong(length).array();
    }
}

package wsat.sim;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.protocols.IProtocol;
import org.java_websocket.server.WebSocketServer;
import wsat.port.Log;

/** Something to talk to on an empty desk: a WebSocket server that says everything back. */
final class EchoServer extends WebSocketServer {
    private static final int MESSAGE_MAX = 1 << 20;
    private static final int START_SECONDS = 10;

    private static final int LOOK_MILLIS = 20;

    /** Clients whose echo is looked after, and who does it. */
    private final Set<WebSocket> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(EchoServer::daemon);
    private final CountDownLatch started = new CountDownLatch(1);
    private final Log log;
    private volatile boolean listening;

    private EchoServer(Log log) {
        super(new InetSocketAddress("127.0.0.1", 0), 1,
                List.of(new Draft_6455(List.of(), List.of(new AnyProtocol("")), MESSAGE_MAX)));
        this.log = log;
        setDaemon(true);
        setTcpNoDelay(true);
        setConnectionLostTimeout(0);
    }

    /** Starts one on a free port. @return its URL, or null when there is none: the log says why */
    static String open(Log log) {
        EchoServer server = started(log);
        return server.listening ? "ws://127.0.0.1:" + server.getPort() : null;
    }

    static EchoServer started(Log log) {
        EchoServer server = new EchoServer(log);
        server.start();
        try {
            server.started.await(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return server;
    }

    @Override
    public void onStart() {
        listening = true;
        started.countDown();
    }

    @Override
    public void onOpen(WebSocket client, ClientHandshake handshake) {
        // nothing to say first
    }

    @Override
    public void onMessage(WebSocket client, String message) {
        client.send(message);
        seeItLeave(client);
    }

    @Override
    public void onMessage(WebSocket client, ByteBuffer message) {
        client.send(message);
        seeItLeave(client);
    }

    /**
     * The library's selector thread, when it has just found nothing to write, may undo the wish to write that its
     * worker makes at that moment; then the echo would stay until something else comes. So the wish is repeated.
     */
    private void seeItLeave(WebSocket client) {
        if (watched.add(client)) {
            watch.schedule(() -> {
                watched.remove(client);
                if (!client.isClosed() && client.hasBufferedData()) {
                    onWriteDemand(client);
                    seeItLeave(client);
                }
            }, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "echo-watch");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void onClose(WebSocket client, int code, String reason, boolean remote) {
        // nothing is kept of a client
    }

    @Override
    public void onError(WebSocket client, Exception e) {
        if (client == null) {
            log.log(Log.ERROR, "echo server", String.valueOf(e.getMessage()), Log.NO_VALUE);
            started.countDown();
        }
    }

    /** Whatever subprotocol the client would like best. */
    private static final class AnyProtocol implements IProtocol {
        private String name;

        AnyProtocol(String name) {
            this.name = name;
        }

        @Override
        public boolean acceptProvidedProtocol(String asked) {
            int comma = asked.indexOf(',');
            name = (comma < 0 ? asked : asked.substring(0, comma)).trim();
            return true;
        }

        @Override
        public String getProvidedProtocol() {
            return name;
        }

        @Override
        public IProtocol copyInstance() {
            return new AnyProtocol("");
        }
    }
}

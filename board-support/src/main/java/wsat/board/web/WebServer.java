package wsat.board.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import wsat.board.fault.Faults;
import wsat.board.text.AddressText;

/**
 * Serves the page, its events, and what is typed on it. Only who knows the address, which has a token of 128 random
 * bits in it, is served, and only pages of this server may ask (no other site's, whatever its name resolves to). Its
 * threads never touch the module: they read {@link RecentEvents}, and hand over bytes and words.
 */
public final class WebServer {
    private static final int PAGES_MAX = 8;
    private static final int THREADS_MAX = PAGES_MAX + 8;
    /** More are closed at once: they would take descriptors and memory from the module. */
    private static final int CONNECTIONS_MAX = 256;
    private static final int TOKEN_BYTES = 16;
    private static final int BODY_MAX = 1 << 20;
    private static final int HEARTBEAT_MILLIS = 15_000;

    private final HttpServer server;
    private final RecentEvents events;
    private final String token;
    /** Null: who looks at the page cannot type. */
    private final TypedLine typed;
    /** Null: nor make faults. */
    private final Faults faults;
    private final AtomicInteger pages = new AtomicInteger();
    private final WebThreads threads = new WebThreads(THREADS_MAX);

    private WebServer(HttpServer server, RecentEvents events, TypedLine typed, Faults faults) {
        this.server = server;
        this.events = events;
        this.typed = typed;
        this.faults = faults;
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random);
    }

    /**
     * Begins to serve.
     *
     * @param address where; port 0: any that is free
     * @param typed   null: nobody may type
     * @param faults  null: nobody may make faults
     * @throws IOException nobody can listen there
     */
    public static WebServer start(InetSocketAddress address, RecentEvents events, TypedLine typed, Faults faults)
            throws IOException {
        // a request is there in so many seconds, or its connection is closed
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxReqHeaders", "100");
        System.setProperty("sun.net.httpserver.idleInterval", "10");
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS_MAX));
        WebServer web = new WebServer(HttpServer.create(address, 0), events, typed, faults);
        web.server.setExecutor(web.threads);
        web.server.createContext("/", web::answer);
        web.server.start();
        return web;
    }

    /** The page's address, token and all: for the person who started it, and for nobody else. */
    public String url() {
        InetSocketAddress at = server.getAddress();
        String host = at.getAddress().isAnyLocalAddress() ? "127.0.0.1:" + at.getPort()
                : AddressText.of(at.getAddress(), at.getPort());
        return "http://" + host + "/" + token + "/";
    }

    /** Ends it. */
    public void stop() {
        events.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String refusal = refusal(exchange);
            if (refusal != null) {
                say(exchange, 403, "text/plain; charset=utf-8", refusal + "\n");
                return;
            }
            threads.known();
            String path = exchange.getRequestURI().getRawPath().substring(token.length() + 1);
            String asked = exchange.getRequestMethod() + " " + path;
            switch (asked) {
                case "GET /" -> page(exchange);
                case "GET /events" -> events(exchange);
                case "POST /type" -> type(exchange);
                case "POST /fault" -> fault(exchange);
                default -> say(exchange, 404, "text/plain; charset=utf-8", "there is nothing here\n");
            }
        }
    }

    /** Why this request is not one of our own page's, or null. */
    private String refusal(HttpExchange exchange) {
        String host = header(exchange, "Host");
        if (!isOurs(host)) {
            return "this server is not called so"; // a name of somebody else's that resolves to this machine
        }
        String origin = header(exchange, "Origin");
        if (!origin.isEmpty() && !origin.equals("http://" + host)) {
            return "only its own page may ask";
        }
        String site = header(exchange, "Sec-Fetch-Site");
        if (!site.isEmpty() && !site.equals("same-origin") && !site.equals("none")) {
            return "only its own page may ask";
        }
        byte[] path = exchange.getRequestURI().getRawPath().getBytes(StandardCharsets.UTF_8);
        byte[] begin = ("/" + token + "/").getBytes(StandardCharsets.UTF_8);
        byte[] given = Arrays.copyOf(path, begin.length);
        return MessageDigest.isEqual(begin, given) ? null
                : "the address has a token in it: take it as wsat has printed it";
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }

    /** An address cannot be rebound as a name can; of names only the one that resolves to nothing else. */
    private boolean isOurs(String host) {
        String port = ":" + server.getAddress().getPort();
        if (!host.endsWith(port)) {
            return false;
        }
        String name = host.substring(0, host.length() - port.length());
        return name.equals("localhost") || name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                || name.matches("\\[[0-9a-f:.]+\\]");
    }

    private static void headers(HttpExchange exchange, String type) {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Cross-Origin-Resource-Policy", "same-origin");
        exchange.getResponseHeaders().set("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static void say(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        headers(exchange, type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1); // with a length the JDK writes a warning to standard error
            return;
        }
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void page(HttpExchange exchange) throws IOException {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String nonce = Base64.getEncoder().encodeToString(random);
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'none'; script-src 'nonce-" + nonce
                + "'; style-src 'nonce-" + nonce + "'; connect-src 'self'; img-src data:; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'");
        say(exchange, 200, "text/html; charset=utf-8", WebPage.html(nonce));
    }

    /** Server-sent events (HTML standard, 9.2), for as long as the page is there. */
    private void events(HttpExchange exchange) throws IOException {
        if (pages.incrementAndGet() > PAGES_MAX) {
            pages.decrementAndGet();
            say(exchange, 503, "text/plain; charset=utf-8", "too many pages are open\n");
            return;
        }
        try {
            headers(exchange, "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            send(exchange.getResponseBody(), events.new Reader());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pages.decrementAndGet();
        }
    }

    private static void send(OutputStream out, RecentEvents.Reader reader) throws IOException, InterruptedException {
        for (String[] batch = reader.take(0); batch != null; batch = reader.take(HEARTBEAT_MILLIS)) {
            StringBuilder text = new StringBuilder();
            for (String event : batch) {
                text.append("data: ").append(event).append("\n\n");
            }
            out.write((batch.length == 0 ? ": still here\n\n" : text.toString()).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private void type(HttpExchange exchange) throws IOException {
        byte[] body = body(exchange);
        if (typed == null) {
            say(exchange, 403, "text/plain; charset=utf-8", "this page only looks; --web-control lets it type\n");
        } else if (body == null || !typed.type(body)) {
            say(exchange, 413, "text/plain; charset=utf-8", "more than the line takes at once\n");
        } else {
            say(exchange, 200, "text/plain; charset=utf-8", "");
        }
    }

    private void fault(HttpExchange exchange) throws IOException {
        byte[] body = body(exchange);
        if (faults == null) {
            say(exchange, 403, "text/plain; charset=utf-8", "this page only looks, see --web-control\n");
            return;
        }
        String wrong = body == null ? "too long" : faults.make(new String(body, StandardCharsets.UTF_8));
        say(exchange, wrong == null ? 200 : 400, "text/plain; charset=utf-8", wrong == null ? "" : wrong + "\n");
    }

    /** Null: it is too long. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
        return body.length > BODY_MAX ? null : body;
    }
}

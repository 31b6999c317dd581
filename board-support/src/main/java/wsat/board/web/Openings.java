package wsat.board.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import wsat.board.net.LinkWatch;
import wsat.board.os.Ticks;
import wsat.board.text.Printable;
import wsat.board.trace.Masking;

/** What only the network side knows of links, as events: heads, TLS and its certificates, control frames. */
public final class Openings implements LinkWatch {
    /** All others may hold a token, as those of AT+WSHEAD. */
    private static final Pattern HARMLESS = Pattern.compile("(?i)(Connection|Host|User-Agent|Upgrade"
            + "|Origin|Sec-WebSocket-(Version|Key|Accept|Extensions|Protocol)):.*");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 [0-9]{3} .*");
    private static final Pattern REQUEST = Pattern.compile("(GET [^ ?#]*)([^ ]*)( HTTP/1\\.1)");
    private static final int CERTIFICATES_MAX = 10;

    private final EventSink sink;
    private final Ticks clock;

    public Openings(EventSink sink, Ticks clock) {
        this.sink = sink;
        this.clock = clock;
    }

    private Event event(String kind, int link) {
        return new Event(kind, clock.micros()).put("link", link);
    }

    @Override
    public void request(int link, ByteBuffer head) {
        head(link, "out", head);
    }

    @Override
    public void answer(int link, List<String> head) {
        sink.add(event("head", link).put("dir", "in").put("x", WatchedLinks.shown(head)).json());
    }

    @Override
    public void served(int link, ByteBuffer request, ByteBuffer answer) {
        head(link, "in", request);
        head(link, "out", answer);
    }

    private void head(int link, String way, ByteBuffer head) {
        String text = StandardCharsets.ISO_8859_1.decode(head.duplicate()).toString();
        sink.add(event("head", link).put("dir", way).put("x", masked(text)).json());
    }

    static String masked(String head) {
        String[] lines = head.split("\r\n", -1);
        Matcher request = REQUEST.matcher(lines[0]);
        lines[0] = ANSWER.matcher(lines[0]).matches() ? lines[0] : !request.matches() ? Masking.HIDDEN
                : request.group(1) + (request.group(2).isEmpty() ? "" : "?" + Masking.HIDDEN) + request.group(3);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (!lines[i].isEmpty() && !HARMLESS.matcher(lines[i]).matches()) {
                lines[i] = (colon < 0 ? "" : lines[i].substring(0, colon + 1) + " ") + Masking.HIDDEN;
            }
        }
        return String.join("\r\n", lines);
    }

    @Override
    public void control(int link, boolean in, int opcode, byte[] payload) {
        sink.add(event("frame", link).put("dir", in ? "in" : "out").put("op", opcode).put("fin", true).put("at", 0)
                .put("whole", payload.length).bytes(payload, 0, payload.length).json());
    }

    @Override
    public void secured(int link, boolean socket, SSLSession session) {
        sink.add(event("tls", link).put("socket", socket).put("version", session.getProtocol())
                .put("cipher", session.getCipherSuite()).json());
        try {
            Certificate[] chain = session.getPeerCertificates();
            for (int i = 0; i < Math.min(chain.length, CERTIFICATES_MAX); i++) {
                X509Certificate one = (X509Certificate) chain[i];
                byte[] print = MessageDigest.getInstance("SHA-256").digest(one.getEncoded());
                sink.add(event("certificate", link).put("socket", socket).put("at", i)
                        .put("subject", Printable.of(one.getSubjectX500Principal().getName()))
                        .put("issuer", Printable.of(one.getIssuerX500Principal().getName()))
                        .put("from", one.getNotBefore().toInstant().toString())
                        .put("to", one.getNotAfter().toInstant().toString())
                        .put("sha256", HexFormat.of().formatHex(print)).json());
            }
        } catch (SSLPeerUnverifiedException | CertificateEncodingException | NoSuchAlgorithmException e) {
            // A server that shows no certificate has none to be told.
        }
    }
}

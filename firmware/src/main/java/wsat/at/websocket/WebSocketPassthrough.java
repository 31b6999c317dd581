package wsat.at.websocket;

import wsat.at.Command;
import wsat.at.LinkCertificates;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.at.WebSocketAtPowerUp;
import wsat.link.Link;
import wsat.link.WireUri;
import wsat.port.Log;
import wsat.port.Text;

/**
 * Passthrough on a WebSocket link, which only wsat has ({@code AT+WSMODE}, {@code AT+WSSEND=<link>}): what the host
 * says leaves as frames. A link that is lost comes back as ever; one that the server has closed is opened again, too.
 */
public final class WebSocketPassthrough extends Passthrough implements WebSocketAtPowerUp {
    private static final int TEXT = 1;
    private static final int CHARACTER_MAX = 4;
    private static final long REOPEN_MICROS = 10_000_000;

    private final WebSocketLinks webSockets;
    private final LinkCertificates certificates;
    private final NumberCommand messages;
    private final Output output;
    private final Log log;
    private final WireUri uri = new WireUri(URI_MAX);
    private final Text nothing = new Text(0);

    private Link link;
    /** Whether the host has opened the link, so that the module opens it again. */
    private boolean ours;
    private boolean first;
    private boolean prompts;
    private boolean waiting;
    private long reopenAt;

    /** @param messages {@code AT+SYSMSG} */
    WebSocketPassthrough(WebSocketLinks webSockets, LinkCertificates certificates, NumberCommand messages,
            Output output, Log log) {
        this.webSockets = webSockets;
        this.certificates = certificates;
        this.messages = messages;
        this.output = output;
        this.log = log;
    }

    /** Goes on with a link that is open. */
    WebSocketPassthrough on(Link open) {
        link = open;
        ours = !open.isServed();
        first = false;
        prompts = false;
        waiting = false;
        return this;
    }

    @Override
    public String check(Text given, int port) {
        return uri.read(given, port);
    }

    @Override
    public Passthrough atPowerUp(Command asker, Text given, int port, Text protocol) {
        Link wanted = webSockets.links[0];
        String wrong = uri.read(given, port);
        if (wrong == null) {
            wrong = wanted.prepare(uri.text, protocol, nothing);
        }
        if (wrong != null) {
            log.log(Log.WARN, asker.name, wrong, Log.NO_VALUE);
            return null;
        }
        if (wanted.isSecure() && certificates.renew(asker, log, 0, wanted.config.tls) != Command.OK) {
            return null; // who is to mend it has to be heard
        }
        wanted.passthrough.on = true;
        on(wanted);
        first = true;
        prompts = true;
        return this;
    }

    @Override
    public int pieceMax() {
        return link.passthrough.frameMax;
    }

    @Override
    public long intervalMicros() {
        return link.passthrough.idleMillis * 1000L;
    }

    @Override
    public boolean isMessages() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return link.passes();
    }

    @Override
    public int send(byte[] bytes, int from, int length, long now) {
        boolean cut = length == pieceMax() && link.passthrough.opcode == TEXT;
        int whole = cut ? wholeCharacters(bytes, from, length) : length;
        return link.pass(bytes, from, whole) ? whole : 0;
    }

    /** A text frame is no text if it ends within a character (RFC 6455, 5.6). @return how many bytes are none cut */
    private static int wholeCharacters(byte[] bytes, int from, int length) {
        int at = length;
        int least = Math.max(1, length - CHARACTER_MAX);
        while (at > least && (bytes[from + at - 1] & 0xC0) == 0x80) {
            at--;
        }
        int head = bytes[from + at - 1] & 0xFF;
        int wanted = head >= 0xF0 ? 4 : head >= 0xE0 ? 3 : head >= 0xC0 ? 2 : 1;
        return at - 1 + wanted <= length || at == 1 ? length : at - 1;
    }

    @Override
    public int poll(long now) {
        if (!ours || link.isOpen()) {
            first = false;
            return 0;
        }
        if (!first && !waiting) {
            waiting = true;
            reopenAt = now + REOPEN_MICROS;
            return 1;
        }
        if (!first && now - reopenAt < 0) {
            return 0;
        }
        first = false;
        waiting = false;
        link.openAtPowerUp(now);
        return 1;
    }

    @Override
    public long deadline() {
        return waiting && !link.isOpen() ? reopenAt : Long.MAX_VALUE;
    }

    @Override
    public boolean tellsStation() {
        return (messages.value & TELLS_STATUS) != 0;
    }

    @Override
    public boolean tell(long now) {
        int news = link.news();
        if (news == Link.NO_NEWS) {
            return false;
        }
        if (news == Link.DATA || tellsStation()) {
            webSockets.tell(link, now);
        } else {
            link.told(news, now);
        }
        if (news == Link.CONNECT && prompts) {
            prompts = false;
            output.say("\r\n>");
        }
        return true;
    }

    @Override
    public void ended() {
        if ((messages.value & TELLS_QUIT) != 0) {
            output.say("+QUITT\r\n");
        }
    }
}

package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.at.Settings;
import wsat.link.DataFormat;
import wsat.link.Link;
import wsat.link.LinkConfig;
import wsat.link.RequestHeaders;
import wsat.link.TlsConfig;
import wsat.port.Log;
import wsat.port.Text;
import wsat.port.WebSocketPort;

/** The WebSocket chapter (ESP-AT, WebSocket AT Commands). */
public final class WebSocketCommands {
    private static final byte[] NOTHING = {};

    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;

    private final WebSocketLinks webSockets;
    private final Link[] links;
    private final LinkCertificates certificates;
    private final Output output;
    private final Log log;

    public WebSocketCommands(WebSocketLinks webSockets, RequestHeaders headers, LinkCertificates certificates,
            Output output, Log log, Settings settings) {
        this.webSockets = webSockets;
        links = webSockets.links;
        this.certificates = certificates;
        this.output = output;
        this.log = log;
        table = new Command[] {
            new Configure(settings.bufferMax),
            new Open(settings.lineMax),
            new HeaderCommand(headers, links, output, log),
            new Send(settings.frameMax()),
            new Format(),
            new Close(),
        };
    }

    /** {@code AT+WSCFG=<link>,<ping_intv>,<ping_timeout>[,<buffer_size>][,<auth_mode>,<pki>,<ca>]}. */
    private final class Configure extends Command {
        private final int bufferMax;
        private int link;
        private int interval;
        private int timeout;
        private int bufferSize;
        private int authMode;
        private int pki;
        private int ca;

        Configure(int bufferMax) {
            super("AT+WSCFG", QUERY | SET);
            listedAs(SET);
            this.bufferMax = bufferMax;
        }

        @Override
        protected int query() {
            for (int i = 0; i < links.length; i++) {
                LinkConfig config = links[i].config;
                line(output).say(i).say(",").say(config.pingIntervalSeconds).say(",").say(config.pongTimeoutSeconds)
                        .say(",").say(config.bufferSize).say(",").say(config.tls.authMode).say(",").say(config.tls.pki)
                        .say(",").say(config.tls.ca).say("\r\n");
            }
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(3, 7);
            link = a.number(0, 0, links.length - 1);
            interval = a.number(1, 1, 7200);
            timeout = a.number(2, 1, 7200);
            bufferSize = a.number(3, 1, bufferMax, Math.min(LinkConfig.BUFFER_SIZE, bufferMax));
            authMode = a.number(4, 0, 3, 0);
            pki = a.number(5, 0, TlsConfig.SLOT_MAX, 0);
            ca = a.number(6, 0, TlsConfig.SLOT_MAX, 0);
            if (a.error() != 0) {
                return a.error();
            }
            int missing = certificates.tellMissing(this, output, log, authMode, pki, ca);
            if (missing != OK) {
                return missing;
            }
            certificates.configure(link, authMode, pki, ca);
            return poll(now);
        }

        /** Nothing takes effect before the board has accepted the certificates. */
        @Override
        protected int poll(long now) {
            int answer = certificates.configured(link);
            if (answer == OK) {
                LinkConfig config = links[link].config;
                config.pingIntervalSeconds = interval;
                config.pongTimeoutSeconds = timeout;
                config.bufferSize = bufferSize;
                config.tls.set(authMode, pki, ca, certificates.edition());
            }
            return answer;
        }
    }

    /** {@code AT+WSOPEN=<link>,<"uri">[,<"subprotocol">][,<timeout_ms>][,<"auth">]}. */
    private final class Open extends Command {
        private final Text uri;
        private final Text protocol;
        private final Text auth;
        private Link link;
        private int timeoutMillis;
        private boolean reading;

        Open(int lineMax) {
            super("AT+WSOPEN", QUERY | SET);
            uri = new Text(lineMax);
            protocol = new Text(lineMax);
            auth = new Text(lineMax);
        }

        @Override
        protected int query() {
            for (int i = 0; i < links.length; i++) {
                int state = links[i].state();
                if (state != Link.CLOSED) {
                    output.say("+WSOPEN:").say(i).say(",").say(state).say(",\"").say(links[i].uri()).say("\"\r\n");
                }
            }
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(2, 5);
            int number = a.number(0, 0, links.length - 1);
            a.string(1, uri);
            a.optionalString(2, protocol);
            timeoutMillis = a.number(3, 0, 180000, 15000);
            a.optionalString(4, auth);
            if (a.error() != 0) {
                return a.error();
            }
            link = links[number];
            if (link.isOpen()) {
                return failed(log, "the link is open already, or opening again after a loss; AT+WSCLOSE ends it");
            }
            String wrong = link.prepare(uri, protocol, auth);
            if (wrong != null) {
                return failed(log, wrong);
            }
            if (timeoutMillis == 0) {
                timeoutMillis = Link.NETWORK_TIMEOUT_MICROS / 1000;
            }
            reading = link.isSecure() && certificates.stale(link.config.tls);
            // written since AT+WSCFG: what the partition says now counts
            return open(reading ? certificates.renew(this, log, link.number(), link.config.tls) : OK, now);
        }

        /** Opens once the certificates are {@link #OK}. */
        private int open(int certified, long now) {
            if (certified != OK) {
                return certified;
            }
            reading = false;
            link.open(now, timeoutMillis * 1000L);
            return RUNNING;
        }

        @Override
        protected int poll(long now) {
            if (reading) {
                return open(certificates.renewed(link.number(), link.config.tls), now);
            }
            switch (link.opening(now)) {
                case Link.CONNECTING:
                    return RUNNING;
                case Link.CONNECTED:
                    output.say("+WS_CONNECTED:").say(link.number()).say("\r\n");
                    return OK;
                default:
                    return ErrorCode.FAILED;
            }
        }

        @Override
        protected long deadline() {
            return reading ? Long.MAX_VALUE : link.openBy();
        }
    }

    /** {@code AT+WSSEND=<link>,<length>[,<opcode>][,<timeout_ms>][,<fin>]} and then the payload, if there is one. */
    private final class Send extends Command {
        private static final int CONTROL_MAX = 125;

        private final int frameMax;
        private Link link;
        private int length;
        private int timeoutMillis;
        private long deadline;

        Send(int frameMax) {
            super("AT+WSSEND", SET);
            this.frameMax = frameMax;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(2, 5);
            link = links[a.number(0, 0, links.length - 1)];
            length = a.number(1, 0, frameMax);
            int opcode = a.number(2, 0, 15, 1);
            timeoutMillis = a.number(3, 0, 60000, 10000);
            boolean fin = a.number(4, 0, 1, 1) == 1;
            if (a.error() != 0) {
                return a.error() == ErrorCode.invalid(1) ? badLength() : a.error();
            }
            if (opcode >= 8 && length > CONTROL_MAX) {
                log.log(Log.WARN, name, "a control frame holds at most 125 bytes (RFC 6455, 5.5), not", length);
                return ErrorCode.told(ErrorCode.invalid(1));
            }
            if (!fin && opcode > 2) {
                log.log(Log.WARN, name, "only opcodes 0, 1 and 2 can be fragmented, not", opcode);
                return ErrorCode.told(ErrorCode.invalid(4));
            }
            if (link.state() != Link.CONNECTED) {
                return failed(log, "the link is not open");
            }
            if (link.closeSent()) {
                return failed(log, "a close frame has been sent on this link; AT+WSCLOSE ends it");
            }
            link.prepareFrame(opcode, fin);
            return length == 0 ? payload(NOTHING, 0, true, now) : PROMPT;
        }

        @Override
        protected int payloadLength() {
            return length;
        }

        private int badLength() {
            log.log(Log.WARN, name, "the length of a frame goes from 0 to", frameMax);
            return ErrorCode.told(ErrorCode.invalid(1));
        }

        @Override
        protected int payload(byte[] bytes, int count, boolean last, long now) {
            link.send(bytes, length);
            // Even a host that will not wait gives the board one turn to hand the frame on.
            deadline = now + Math.max(1, timeoutMillis) * 1000L;
            return RUNNING;
        }

        @Override
        protected int poll(long now) {
            switch (link.sending()) {
                case Link.SENT:
                    return SEND_OK;
                case Link.NOT_SENT:
                    webSockets.tellLoss(link, now);
                    return failed(log, "the connection ended before the frame was sent");
                default:
                    return now - deadline < 0 ? RUNNING : timedOut(now);
            }
        }

        private int timedOut(long now) {
            log.log(Log.WARN, name, "not sent within milliseconds:", timeoutMillis);
            link.stopSending(now);
            webSockets.tellLoss(link, now);
            return ErrorCode.FAILED;
        }

        @Override
        protected long deadline() {
            return deadline;
        }
    }

    /** {@code AT+WSDATAFMT=<link>[,<level>][,<mask>]}. */
    private final class Format extends Command {
        Format() {
            super("AT+WSDATAFMT", SET);
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 3);
            int link = a.number(0, 0, links.length - 1);
            int level = a.number(1, DataFormat.CHUNK, DataFormat.MESSAGE, DataFormat.CHUNK);
            int mask = a.number(2, 0, DataFormat.ALL, DataFormat.DATA_LENGTH | DataFormat.CRLF);
            if (a.error() == 0) {
                links[link].format.level = level;
                links[link].format.mask = mask;
            }
            return a.error();
        }
    }

    /** {@code AT+WSCLOSE=<link>}. */
    private final class Close extends Command {
        Close() {
            super("AT+WSCLOSE", SET);
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            Link link = links[a.number(0, 0, links.length - 1)];
            if (a.error() != 0) {
                return a.error();
            }
            if (!link.isOpen()) {
                return failed(log, "the link is not open");
            }
            link.close(WebSocketPort.NORMAL);
            return OK;
        }
    }
}

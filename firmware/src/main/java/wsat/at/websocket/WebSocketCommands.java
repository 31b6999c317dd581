package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.LinkCertificates;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.at.SavedRecord;
import wsat.at.Settings;
import wsat.link.DataFormat;
import wsat.link.Link;
import wsat.link.LinkConfig;
import wsat.link.RequestHeaders;
import wsat.link.TlsConfig;
import wsat.port.Log;

/** The WebSocket chapter (ESP-AT, WebSocket AT Commands). */
public final class WebSocketCommands {
    private static final byte[] NOTHING = {};

    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;
    /** What {@code AT+WSSAVE} keeps of them. */
    final LinkSetting[] settings;

    /** Also begins what was kept over a restart. */
    public final WebSocketPassthrough passthrough;

    private final WebSocketLinks webSockets;
    private final Link[] links;
    private final LinkCertificates certificates;
    private final Output output;
    private final Log log;

    /** @param messages {@code AT+SYSMSG} */
    public WebSocketCommands(WebSocketLinks webSockets, RequestHeaders headers, LinkCertificates certificates,
            NumberCommand messages, Output output, Log log, Settings settings) {
        passthrough = new WebSocketPassthrough(webSockets, certificates, messages, output, log);
        this.webSockets = webSockets;
        links = webSockets.links;
        this.certificates = certificates;
        this.output = output;
        this.log = log;
        Configure configure = new Configure(settings.bufferMax);
        WebSocketOpen open = new WebSocketOpen("AT+WSOPEN", webSockets, certificates, output, log,
                settings.lineMax);
        HeaderCommand header = new HeaderCommand(headers, links, output, log, settings.headerMax);
        Format format = new Format();
        table = new Command[] {
            configure,
            open,
            header,
            new Send(settings.frameMax()),
            format,
            new CloseCommand(links, log),
        };
        this.settings = new LinkSetting[] {configure, format, header, open};
    }

    /** {@code AT+WSCFG=<link>,<ping_intv>,<ping_timeout>[,<buffer_size>][,<auth_mode>,<pki>,<ca>]}. */
    private final class Configure extends LinkSetting {
        private final int bufferMax;
        private int link;
        private int interval;
        private int timeout;
        private int bufferSize;
        private int authMode;
        private int pki;
        private int ca;
        private boolean begun;

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
        void keep(int link, SavedRecord record) {
            LinkConfig config = links[link].config;
            record.line(this).number(link).number(config.pingIntervalSeconds).number(config.pongTimeoutSeconds)
                    .number(config.bufferSize).number(config.tls.authMode).number(config.tls.pki).number(config.tls.ca)
                    .end();
        }

        /** The board is given the certificates when the link is opened. */
        @Override
        protected int restore(Arguments kept) {
            if (read(kept) == 0) {
                take(TlsConfig.NEVER);
            }
            return kept.error();
        }

        @Override
        protected int set(Arguments a, long now) {
            if (read(a) != 0) {
                return a.error();
            }
            int missing = certificates.tellMissing(this, output, log, authMode, pki, ca);
            if (missing != OK) {
                return missing;
            }
            begun = false;
            return poll(now);
        }

        private int read(Arguments a) {
            a.expect(3, 7);
            link = a.number(0, 0, links.length - 1);
            interval = a.number(1, 1, 7200);
            timeout = a.number(2, 1, 7200);
            bufferSize = a.number(3, 1, bufferMax, Math.min(LinkConfig.BUFFER_SIZE, bufferMax));
            authMode = a.number(4, 0, TlsConfig.MODE_MAX, 0);
            pki = a.number(5, 0, TlsConfig.SLOT_MAX, 0);
            ca = a.number(6, 0, TlsConfig.SLOT_MAX, 0);
            return a.error();
        }

        /** Nothing takes effect before the board has accepted the certificates. */
        @Override
        protected int poll(long now) {
            if (links[link].config.tls.isReading()) {
                return RUNNING; // what was set before belongs to the opening that is under way
            }
            if (!begun) {
                begun = true;
                certificates.configure(link, authMode, pki, ca);
            }
            int answer = certificates.configured(link);
            if (answer == OK) {
                take(certificates.edition());
            }
            return answer;
        }

        private void take(int edition) {
            LinkConfig config = links[link].config;
            config.pingIntervalSeconds = interval;
            config.pongTimeoutSeconds = timeout;
            config.bufferSize = bufferSize;
            config.tls.set(authMode, pki, ca, edition);
        }
    }

    /**
     * {@code AT+WSSEND=<link>,<length>[,<opcode>][,<timeout_ms>][,<fin>]} and then the payload, if there is one;
     * {@code =<link>} alone is passthrough, where {@code AT+WSMODE} says so.
     */
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
            if (a.count() == 1 && links[a.number(0, 0, links.length - 1)].passthrough.on) {
                return passThrough(a);
            }
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
            int open = isOpen();
            if (open != OK) {
                return open;
            }
            link.prepareFrame(opcode, fin);
            return length == 0 ? payload(NOTHING, 0, true, now) : PROMPT;
        }

        private int isOpen() {
            if (link.state() != Link.CONNECTED) {
                return failed(log, "the link is not open");
            }
            return link.closeSent() ? failed(log, "a close frame has been sent on this link; AT+WSCLOSE ends it") : OK;
        }

        private int passThrough(Arguments a) {
            link = links[a.number(0, 0, links.length - 1)];
            if (a.error() != 0) {
                return a.error();
            }
            int open = isOpen();
            return open == OK ? DATA_MODE : open;
        }

        @Override
        protected Passthrough passthrough() {
            return passthrough.on(link);
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
            link.send(bytes, length, now);
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
    private final class Format extends LinkSetting {
        Format() {
            super("AT+WSDATAFMT", SET);
        }

        @Override
        void keep(int link, SavedRecord record) {
            record.line(this).number(link).number(links[link].format.level).number(links[link].format.mask).end();
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
}

package wsat.at.socket;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.port.Text;
import wsat.port.TlsOptions;

/**
 * What SSL links say and want in TLS beside certificates (ESP-AT, AT+CIPSSLCCIPHER, AT+CIPSSLCCN, AT+CIPSSLCSNI,
 * AT+CIPSSLCALPN): heeded when a link is opened next, never kept over a restart.
 */
final class SslOptions {
    final Command ciphers = new Ciphers();
    final Command commonName = new CommonName();
    final Command serverName = new ServerName();
    final Command protocols = new Protocols();

    private final SocketLinks sockets;
    private final Output output;
    private final TlsOptions given = new TlsOptions();
    private final Text one = new Text(TlsOptions.PROTOCOLS_BYTES_MAX - 1);

    SslOptions(SocketLinks sockets, Output output) {
        this.sockets = sockets;
        this.output = output;
    }

    /** A line a link, and {@code [<link>,]} in front of what is set; the number behind the last link means all. */
    private abstract class LinkOption extends Command {
        LinkOption(String name) {
            super(name, QUERY | SET);
        }

        @Override
        protected int query() {
            for (int i = 0; i < (sockets.several ? sockets.links.length : 1); i++) {
                line(output).say(i);
                say(sockets.links[i].tlsOptions);
                output.say("\r\n");
            }
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            int named = sockets.linkOrAll(a);
            read(a, sockets.first());
            for (int i = 0; a.error() == 0 && i < sockets.links.length; i++) {
                if (named == i || named == sockets.links.length) {
                    take(sockets.links[i].tlsOptions);
                }
            }
            return a.error();
        }

        /** Appends the value, a comma in front of each part. */
        abstract void say(TlsOptions of);

        /** Reads the value into {@link #given}. */
        abstract void read(Arguments a, int first);

        /** Takes the value over from {@link #given}. */
        abstract void take(TlsOptions into);

        final void sayQuoted(Text text) {
            output.say(",\"").say(text).say("\"");
        }
    }

    /** {@code AT+CIPSSLCSNI=[<link>,]<"sni">}; the empty one is that of the host again. */
    private final class ServerName extends LinkOption {
        ServerName() {
            super("AT+CIPSSLCSNI");
        }

        @Override
        void say(TlsOptions of) {
            sayQuoted(of.serverName);
        }

        @Override
        void read(Arguments a, int first) {
            a.expect(first + 1, first + 1);
            a.string(first, given.serverName);
            if (given.serverName.length > 0 && !Address.isHost(given.serverName)) {
                a.fail(ErrorCode.invalid(first));
            }
        }

        @Override
        void take(TlsOptions into) {
            into.serverName.set(given.serverName);
        }
    }

    /** {@code AT+CIPSSLCCN=[<link>,]<"common name">}; the empty one is anybody's again. */
    private final class CommonName extends LinkOption {
        CommonName() {
            super("AT+CIPSSLCCN");
        }

        @Override
        void say(TlsOptions of) {
            sayQuoted(of.commonName);
        }

        @Override
        void read(Arguments a, int first) {
            a.expect(first + 1, first + 1);
            a.string(first, given.commonName);
            if (!given.commonName.isPlain()) {
                a.fail(ErrorCode.invalid(first));
            }
        }

        @Override
        void take(TlsOptions into) {
            into.commonName.set(given.commonName);
        }
    }

    /** {@code AT+CIPSSLCALPN=[<link>,]<counts>[,<"alpn">]...}, as many as counted; 0 forgets them. */
    private final class Protocols extends LinkOption {
        Protocols() {
            super("AT+CIPSSLCALPN");
        }

        @Override
        void say(TlsOptions of) {
            byte[] bytes = of.protocols.bytes;
            for (int at = 0; at < of.protocols.length; at += 1 + (bytes[at] & 0xFF)) {
                output.say(",\"").say(bytes, at + 1, bytes[at] & 0xFF).say("\"");
            }
        }

        @Override
        void read(Arguments a, int first) {
            given.protocols.clear();
            int count = a.number(first, 0, TlsOptions.PROTOCOLS_MAX);
            a.expect(first + 1 + count, first + 1 + count);
            for (int i = first + 1; a.error() == 0 && i <= first + count; i++) {
                a.string(i, one);
                if (a.error() == 0 && (one.length == 0 || !one.isPlain())) {
                    a.fail(ErrorCode.invalid(i));
                } else if (!given.protocols.fits(1 + one.length)) {
                    a.fail(ErrorCode.length(i));
                } else {
                    given.protocols.append(one.length).append(one);
                }
            }
        }

        @Override
        void take(TlsOptions into) {
            into.protocols.set(given.protocols);
        }
    }

    /** {@code AT+CIPSSLCCIPHER=[<link>,]<count>[,<suite>]...}, by IANA's numbers; 0 allows all again. */
    private final class Ciphers extends LinkOption {
        Ciphers() {
            super("AT+CIPSSLCCIPHER");
        }

        @Override
        void say(TlsOptions of) {
            for (int i = 0; i < of.suiteCount; i++) {
                output.say(",0x").sayHex(of.suites[i], 4);
            }
        }

        @Override
        void read(Arguments a, int first) {
            given.suiteCount = a.number(first, 0, TlsOptions.SUITES_MAX);
            a.expect(first + 1 + given.suiteCount, first + 1 + given.suiteCount);
            for (int i = 0; i < given.suiteCount; i++) {
                given.suites[i] = a.number(first + 1 + i, 0, 0xFFFF);
            }
        }

        @Override
        void take(TlsOptions into) {
            System.arraycopy(given.suites, 0, into.suites, 0, given.suiteCount);
            into.suiteCount = given.suiteCount;
        }
    }
}

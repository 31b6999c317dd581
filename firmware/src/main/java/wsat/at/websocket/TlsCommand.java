package wsat.at.websocket;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.SavedRecord;
import wsat.link.Link;
import wsat.port.Log;
import wsat.port.Text;
import wsat.port.TlsOptions;

/**
 * {@code AT+WSTLS=<link>,<"setting">,<value>}: what a link says and wants in TLS beside certificates. Heeded when the
 * host opens the link next; the query tells all of a link in one line, in the order of {@link #SETTINGS}.
 */
final class TlsCommand extends LinkSetting {
    private static final String[] SETTINGS = {"sni", "alpn", "host", "store", "pin", "min"};
    private static final int SNI = 0;
    private static final int ALPN = 1;
    private static final int HOST = 2;
    private static final int STORE = 3;
    private static final int PIN = 4;
    private static final int MIN = 5;
    /** Of the parameters. */
    private static final int VALUE = 2;

    private final Link[] links;
    private final Output output;
    private final Log log;
    private final Text setting = new Text(5);
    private final Text value = new Text(TlsOptions.PROTOCOLS_BYTES_MAX);
    private final Text listed = new Text(TlsOptions.PROTOCOLS_BYTES_MAX);

    TlsCommand(Link[] links, Output output, Log log) {
        super("AT+WSTLS", QUERY | SET);
        this.links = links;
        this.output = output;
        this.log = log;
    }

    @Override
    protected int query() {
        for (int i = 0; i < links.length; i++) {
            TlsOptions tls = links[i].config.tlsOptions;
            line(output).say(i).say(",").sayQuoted(tls.serverName).say(",");
            join(tls.protocols);
            output.sayQuoted(listed).say(",");
            if (tls.commonName.length > 0) {
                output.sayQuoted(tls.commonName);
            } else {
                output.say(tls.checksHost ? 1 : 0);
            }
            output.say(tls.systemRoots ? ",1," : ",0,").sayQuoted(tls.pins)
                    .say(tls.versionMin == TlsOptions.TLS_1_3 ? ",\"1.3\"\r\n" : ",\"1.2\"\r\n");
        }
        return OK;
    }

    @Override
    void keep(int link, SavedRecord record) {
        TlsOptions tls = links[link].config.tlsOptions;
        keep(link, SNI, record).string(tls.serverName).end();
        join(tls.protocols);
        keep(link, ALPN, record).string(listed).end();
        if (tls.commonName.length > 0) {
            keep(link, HOST, record).string(tls.commonName).end();
        } else {
            keep(link, HOST, record).number(tls.checksHost ? 1 : 0).end();
        }
        keep(link, STORE, record).number(tls.systemRoots ? 1 : 0).end();
        keep(link, PIN, record).string(tls.pins).end();
        keep(link, MIN, record).string(value.set(tls.versionMin == TlsOptions.TLS_1_3 ? "1.3" : "1.2")).end();
    }

    private SavedRecord keep(int link, int which, SavedRecord record) {
        return record.line(this).number(link).string(setting.set(SETTINGS[which]));
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(3, 3);
        int link = a.number(0, 0, links.length - 1);
        a.string(1, setting);
        if (a.error() != 0) {
            return a.error();
        }
        TlsOptions tls = links[link].config.tlsOptions;
        switch (setting()) {
            case SNI: return serverName(a, tls);
            case ALPN: return protocols(a, tls);
            case HOST: return a.isString(VALUE) ? hostName(a, tls) : host(a, tls);
            case STORE: return store(a, tls);
            case PIN: return pins(a, tls);
            case MIN: return versionMin(a, tls);
            default: return wrong(1, "the settings are sni, alpn, host, store, pin and min");
        }
    }

    /** @return its place in {@link #SETTINGS}, -1: there is none of that name */
    private int setting() {
        for (int i = 0; i < SETTINGS.length; i++) {
            if (is(setting, SETTINGS[i])) {
                return i;
            }
        }
        return -1;
    }

    private static boolean is(Text text, String word) {
        boolean same = text.length == word.length();
        for (int i = 0; same && i < text.length; i++) {
            same = text.bytes[i] == word.charAt(i);
        }
        return same;
    }

    private int wrong(int index, String what) {
        log.log(Log.WARN, name, what, Log.NO_VALUE);
        return ErrorCode.told(ErrorCode.invalid(index));
    }

    /** Reads the value as a string. @return its error */
    private int string(Arguments a, int bytesMax) {
        a.string(VALUE, value);
        if (a.error() == 0 && value.length > bytesMax) {
            a.fail(ErrorCode.length(VALUE));
        }
        return a.error();
    }

    private int serverName(Arguments a, TlsOptions tls) {
        if (string(a, TlsOptions.NAME_MAX) != 0) {
            return a.error();
        }
        if (value.length > 0 && (!Address.isHost(value) || Address.isIp(value))) {
            return wrong(VALUE, "the server name is that of a machine, and no address (RFC 6066, 3)");
        }
        tls.serverName.set(value);
        return OK;
    }

    private int host(Arguments a, TlsOptions tls) {
        int checks = a.number(VALUE, 0, 1);
        if (a.error() == 0) {
            tls.checksHost = checks == 1;
            tls.commonName.clear();
        }
        return a.error();
    }

    private int hostName(Arguments a, TlsOptions tls) {
        if (string(a, TlsOptions.NAME_MAX) != 0) {
            return a.error();
        }
        if (!Address.isHost(value)) {
            return wrong(VALUE, "host is 0, 1, or the name or address that the certificate must be for");
        }
        tls.checksHost = true;
        tls.commonName.set(value);
        return OK;
    }

    private int store(Arguments a, TlsOptions tls) {
        int trusts = a.number(VALUE, 0, 1);
        if (a.error() == 0) {
            tls.systemRoots = trusts == 1;
        }
        return a.error();
    }

    private int versionMin(Arguments a, TlsOptions tls) {
        if (string(a, value.bytes.length) != 0) {
            return a.error();
        }
        boolean newest = is(value, "1.3");
        if (!newest && value.length > 0 && !is(value, "1.2")) {
            return wrong(VALUE, "the oldest version of TLS is \"1.2\" or \"1.3\"");
        }
        tls.versionMin = newest ? TlsOptions.TLS_1_3 : TlsOptions.TLS_1_2;
        return OK;
    }

    /** {@code "a,b"}, into the form of {@link TlsOptions#protocols}. */
    private int protocols(Arguments a, TlsOptions tls) {
        if (string(a, TlsOptions.PROTOCOLS_BYTES_MAX - 1) != 0) {
            return a.error();
        }
        listed.clear();
        int count = 0;
        int from = 0;
        for (int i = 0; value.length > 0 && i <= value.length; i++) {
            if (i == value.length || value.bytes[i] == ',') {
                count += i > from ? 1 : TlsOptions.PROTOCOLS_MAX + 1;
                listed.append(i - from).append(value.bytes, from, i - from);
                from = i + 1;
            }
        }
        if (count > TlsOptions.PROTOCOLS_MAX || !value.isPlain()) {
            return wrong(VALUE, "protocols are up to five names with commas between, such as \"http/1.1\"");
        }
        tls.protocols.set(listed);
        return OK;
    }

    /** The reverse of {@link #protocols}. */
    private void join(Text protocols) {
        listed.set(protocols);
        int length;
        for (int at = 0; at < listed.length; at += 1 + length) {
            length = listed.bytes[at] & 0xFF;
            listed.bytes[at] = ',';
        }
        if (listed.length > 0) {
            listed.length--;
            System.arraycopy(listed.bytes, 1, listed.bytes, 0, listed.length);
        }
    }

    /** {@code sha256//} and the base64 of 32 bytes, with semicolons between. */
    private int pins(Arguments a, TlsOptions tls) {
        if (string(a, tls.pins.bytes.length) != 0) {
            return a.error();
        }
        boolean good = value.length % (TlsOptions.PIN_LENGTH + 1) == TlsOptions.PIN_LENGTH || value.length == 0;
        for (int at = 0; good && at < value.length; at += TlsOptions.PIN_LENGTH + 1) {
            int end = at + TlsOptions.PIN_LENGTH;
            good = isPin(at) && (end == value.length || value.bytes[end] == ';');
        }
        if (!good) {
            return wrong(VALUE, "pins are sha256// and the base64 of a SHA-256, as curl's, with semicolons between");
        }
        tls.pins.set(value);
        return OK;
    }

    private boolean isPin(int from) {
        int at = from;
        boolean good = true;
        for (int i = 0; good && i < TlsOptions.PIN.length(); i++) {
            good = value.bytes[at++] == TlsOptions.PIN.charAt(i);
        }
        int last = from + TlsOptions.PIN_LENGTH - 1;
        for (; good && at < last; at++) {
            byte b = value.bytes[at];
            good = b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || b == '+' || b == '/';
        }
        return good && value.bytes[last] == '=';
    }
}

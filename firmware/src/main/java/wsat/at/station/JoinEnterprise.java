package wsat.at.station;

import wsat.at.Arguments;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.port.EnterpriseRequest;
import wsat.port.Log;
import wsat.port.Slot;
import wsat.port.Station;

/**
 * {@code AT+CWJEAP=<"ssid">,<method>,<"identity">,<"username">,<"password">,<security>[,<jeap_timeout>]} (ESP-AT,
 * AT+CWJEAP), with the slots {@code wpa_ent_cert}, {@code wpa_ent_key} and {@code wpa_ent_ca}.
 */
public final class JoinEnterprise extends JoinCommand {
    /** Bits of {@code <security>}. */
    private static final int SHOW_CERTIFICATE = 1;
    private static final int VERIFY_SERVER = 2;

    private final Join join;
    private final Slot certificate;
    private final Slot key;
    private final Slot ca;
    private final EnterpriseRequest given = new EnterpriseRequest();
    /** What was joined last; without a name: nothing. */
    private final EnterpriseRequest last = new EnterpriseRequest();

    /** @param chapter of {@code AT+CWJAP}, which is told of the network that was joined last */
    public JoinEnterprise(Wifi wifi, WifiCommands chapter, Slot certificate, Slot key, Slot ca, Saved saved,
            Output output, Log log) {
        super("AT+CWJEAP", QUERY | SET, wifi, saved, output, log);
        join = chapter.join;
        this.certificate = certificate;
        this.key = key;
        this.ca = ca;
    }

    /** Of the network that is joined, if it was joined so: with what the host gave, the password included. */
    @Override
    protected int query() {
        if (wifi.state() != Station.DOWN && last.ssid.length > 0 && last.ssid.same(wifi.ssid())) {
            line(output).say("\"").say(last.ssid).say("\",").say(last.method).say(",\"").say(last.identity)
                    .say("\",\"").say(last.username).say("\",\"").say(last.password).say("\",")
                    .say(security(last)).say("\r\n");
        }
        return OK;
    }

    private static int security(EnterpriseRequest of) {
        return (of.key == null ? 0 : SHOW_CERTIFICATE) | (of.ca == null ? 0 : VERIFY_SERVER);
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(6, 7);
        a.string(0, given.ssid);
        given.method = a.number(1, EnterpriseRequest.TLS, EnterpriseRequest.TTLS);
        a.string(2, given.identity);
        a.optionalString(3, given.username);
        a.optionalString(4, given.password);
        int security = a.number(5, 0, SHOW_CERTIFICATE | VERIFY_SERVER);
        int seconds = a.number(6, 3, 600, TIMEOUT_SECONDS);
        checkLengths(a);
        if (a.error() != 0) {
            return a.error();
        }
        if (!hasStation()) {
            return ErrorCode.EAP_NO_STATION;
        }
        int status = take(security);
        if (status != OK) {
            return status;
        }
        return wifi.join(given) ? await(seconds, now) : ErrorCode.EAP_FAILED;
    }

    private void checkLengths(Arguments a) {
        if (given.ssid.length == 0) {
            a.fail(ErrorCode.length(0));
        }
        if (given.identity.length == 0) {
            a.fail(ErrorCode.length(2));
        }
        if (given.method != EnterpriseRequest.TLS && given.username.length == 0) {
            a.fail(ErrorCode.length(3));
        }
        if (given.method != EnterpriseRequest.TLS && given.password.length == 0) {
            a.fail(ErrorCode.length(4));
        }
    }

    /** The slots that are wanted, which must be there. */
    private int take(int security) {
        boolean shows = (security & SHOW_CERTIFICATE) != 0;
        if (given.method == EnterpriseRequest.TLS && !shows) {
            log.log(Log.WARN, name, "EAP-TLS shows a certificate: <security> is 1 or 3, not", security);
            return ErrorCode.EAP_SECURITY_UNMATCHED;
        }
        use(security);
        if (shows && certificate.size() < 0) {
            return missing("there is no wpa_ent_cert (wsat pki add --for wpa-ent)", ErrorCode.EAP_NO_CERTIFICATE);
        }
        if (shows && key.size() < 0) {
            return missing("there is no wpa_ent_key (wsat pki add --for wpa-ent)", ErrorCode.EAP_NO_KEY);
        }
        return given.ca != null && ca.size() < 0
                ? missing("there is no wpa_ent_ca (wsat pki add --for wpa-ent)", ErrorCode.EAP_NO_CA) : OK;
    }

    private int missing(String what, int code) {
        log.log(Log.WARN, name, what, Log.NO_VALUE);
        return code;
    }

    private void use(int security) {
        boolean shows = (security & SHOW_CERTIFICATE) != 0;
        given.certificate = shows ? certificate : null;
        given.key = shows ? key : null;
        given.ca = (security & VERIFY_SERVER) != 0 ? ca : null;
    }

    /** All but the password, which the machine has. */
    @Override
    void keep() {
        last.set(given);
        saved.begin(this).string(last.ssid).number(last.method).string(last.identity).string(last.username)
                .number(security(last)).keep();
        join.last(last.ssid);
    }

    @Override
    protected int restore(Arguments kept) {
        kept.expect(5, 5);
        kept.string(0, given.ssid);
        given.method = kept.number(1, EnterpriseRequest.TLS, EnterpriseRequest.TTLS);
        kept.string(2, given.identity);
        kept.string(3, given.username);
        given.password.clear();
        int security = kept.number(4, 0, SHOW_CERTIFICATE | VERIFY_SERVER);
        if (kept.error() == 0) {
            use(security);
            last.set(given);
        }
        return kept.error();
    }

    /** ESP-AT tries until the time is up, whatever holds it up; here it may be known before. */
    @Override
    int refused(int answer, boolean late) {
        if (!late && answer == Station.FAILED) {
            return ErrorCode.EAP_FAILED;
        }
        line(output).say("Timeout\r\n");
        return ErrorCode.EAP_TIMED_OUT;
    }
}

package wsat.at.socket;

import wsat.at.Modes;
import wsat.at.Output;
import wsat.at.Settings;
import wsat.link.Socket;
import wsat.port.Ending;
import wsat.port.TlsReason;

/**
 * {@code +ERRNO:0x%x} in front of {@code ERROR}, which ESP-AT 4.2 says while {@code AT+SYSLOG} is 1: errno where TCP or
 * the name failed; of TLS mbedTLS's flags of the certificate (mbedtls/x509.h), or else its error code or ESP-TLS's.
 */
final class SocketErrno {
    private static final int BADCERT_EXPIRED = 0x01;
    private static final int BADCERT_CN_MISMATCH = 0x04;
    private static final int BADCERT_NOT_TRUSTED = 0x08;
    private static final int BADCERT_OTHER = 0x0100;
    private static final int BADCERT_FUTURE = 0x0200;
    private static final int BADCERT_EXT_KEY_USAGE = 0x1000;
    private static final int BADCERT_BAD_KEY = 0x010000;
    private static final int SSL_INVALID_RECORD = 0x7200;
    private static final int SSL_CONN_EOF = 0x7280;
    private static final int SSL_FATAL_ALERT_MESSAGE = 0x7780;
    private static final int SSL_CA_CHAIN_REQUIRED = 0x7680;
    private static final int ESP_TLS_CONNECTION_TIMEOUT = 0x8006;

    private final Modes modes;
    private final boolean on;
    private final Output output;

    SocketErrno(Modes modes, Settings settings, Output output) {
        this.modes = modes;
        on = settings.dialect == Settings.V4_2;
        this.output = output;
    }

    /** Why the socket could not be opened. */
    void say(Socket socket) {
        Ending ending = socket.ending();
        say(ending.stage == Ending.TLS ? tls(ending.code) : ending.code);
    }

    /** A server has no certificate. */
    void sayNoMaterial() {
        say(SSL_CA_CHAIN_REQUIRED);
    }

    /** @param number errno, or one of mbedTLS's or ESP-TLS's */
    void say(int number) {
        if (on && modes.sysLog) {
            output.say("+ERRNO:0x").sayHex(number, 1).say("\r\n");
        }
    }

    private static int tls(int code) {
        switch (code) {
            case TlsReason.LATE: return ESP_TLS_CONNECTION_TIMEOUT;
            case TlsReason.CUT:
            case TlsReason.CERTIFICATE_WANTED: return SSL_CONN_EOF;
            case TlsReason.NOT_TLS: return SSL_INVALID_RECORD;
            case TlsReason.NO_MATERIAL: return SSL_CA_CHAIN_REQUIRED;
            case TlsReason.NOT_TRUSTED: return BADCERT_NOT_TRUSTED;
            case TlsReason.EXPIRED: return BADCERT_EXPIRED;
            case TlsReason.NOT_YET_VALID: return BADCERT_FUTURE;
            case TlsReason.WRONG_HOST: return BADCERT_CN_MISMATCH;
            case TlsReason.TOO_WEAK: return BADCERT_BAD_KEY;
            case TlsReason.WRONG_USE: return BADCERT_EXT_KEY_USAGE;
            default: return code > TlsReason.ALERT_MAX ? BADCERT_OTHER : SSL_FATAL_ALERT_MESSAGE;
        }
    }
}

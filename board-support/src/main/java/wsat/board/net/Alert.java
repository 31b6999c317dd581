package wsat.board.net;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The alerts of TLS by their numbers (RFC 8446, 6; RFC 5246, 7.2), which Java tells by name alone. */
final class Alert {
    private static final int RECORD = 21;
    /** Type, version and length of a record, and the two bytes of an alert that is not sealed. */
    private static final int RECORD_LENGTH = 7;
    private static final int FATAL = 2;

    private static final Map<String, Integer> NUMBERS = new HashMap<>();

    static {
        String[] all = {"close_notify 0", "unexpected_message 10", "bad_record_mac 20", "decryption_failed 21",
                "record_overflow 22",
            "decompression_failure 30", "handshake_failure 40", "no_certificate 41", "bad_certificate 42",
            "unsupported_certificate 43", "certificate_revoked 44", "certificate_expired 45", "certificate_unknown 46",
            "illegal_parameter 47", "unknown_ca 48", "access_denied 49", "decode_error 50", "decrypt_error 51",
            "export_restriction 60", "protocol_version 70", "insufficient_security 71", "internal_error 80",
            "inappropriate_fallback 86", "user_canceled 90", "no_renegotiation 100", "missing_extension 109",
            "unsupported_extension 110", "certificate_unobtainable 111", "unrecognized_name 112",
            "bad_certificate_status_response 113", "bad_certificate_hash_value 114", "unknown_psk_identity 115",
            "certificate_required 116", "no_application_protocol 120"};
        for (String one : all) {
            String[] words = one.split(" ");
            NUMBERS.put(words[0], Integer.valueOf(words[1]));
        }
    }

    private Alert() {
    }

    /** @param name as Java has it, anything may stand behind it @return its number, 0: not known */
    static int number(String name) {
        return NUMBERS.getOrDefault(name.split("[^a-z_]", 2)[0], 0);
    }

    /** @return the number of the fatal alert that ends what is to be sent, 0: there is none, or it is sealed */
    static int last(ByteBuffer out) {
        int at = out.limit() - RECORD_LENGTH;
        boolean plain = at >= out.position() && out.get(at) == RECORD && out.getShort(at + 3) == 2
                && out.get(at + 5) == FATAL;
        return plain ? out.get(at + 6) & 0xFF : 0;
    }
}

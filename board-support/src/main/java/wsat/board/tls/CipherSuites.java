package wsat.board.tls;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** IANA's numbers of the cipher suites that Java may have (TLS Cipher Suites registry), with its names for them. */
final class CipherSuites {
    private static final String[] TABLE = {
        "1301 TLS_AES_128_GCM_SHA256", "1302 TLS_AES_256_GCM_SHA384", "1303 TLS_CHACHA20_POLY1305_SHA256",
        "C02B TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "C02C TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "C02F TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "C030 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "CCA8 TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", "CCA9 TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "CCAA TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
        "009E TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "009F TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
        "C023 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "C024 TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
        "C027 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", "C028 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
        "C009 TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", "C00A TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
        "C013 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "C014 TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
        "0067 TLS_DHE_RSA_WITH_AES_128_CBC_SHA256", "006B TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
        "0033 TLS_DHE_RSA_WITH_AES_128_CBC_SHA", "0039 TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
        "C02D TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256", "C02E TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384",
        "C031 TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256", "C032 TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384",
        "C025 TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256", "C026 TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384",
        "C029 TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256", "C02A TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384",
        "C004 TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", "C005 TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA",
        "C00E TLS_ECDH_RSA_WITH_AES_128_CBC_SHA", "C00F TLS_ECDH_RSA_WITH_AES_256_CBC_SHA",
        "009C TLS_RSA_WITH_AES_128_GCM_SHA256", "009D TLS_RSA_WITH_AES_256_GCM_SHA384",
        "003C TLS_RSA_WITH_AES_128_CBC_SHA256", "003D TLS_RSA_WITH_AES_256_CBC_SHA256",
        "002F TLS_RSA_WITH_AES_128_CBC_SHA", "0035 TLS_RSA_WITH_AES_256_CBC_SHA",
    };

    private CipherSuites() {
    }

    /** Those of the suites that are supported, in their order; what Java does not know is left out. */
    static String[] names(List<Integer> suites, String[] supported) {
        Map<Integer, String> known = new TreeMap<>();
        for (String row : TABLE) {
            known.put(Integer.parseInt(row.substring(0, 4), 16), row.substring(5));
        }
        return suites.stream().map(known::get).filter(Arrays.asList(supported)::contains).toArray(String[]::new);
    }
}

package wsat.board.nm;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.types.Variant;
import wsat.board.tls.Material;
import wsat.board.tls.MaterialException;
import wsat.board.tls.SlotBytes;
import wsat.port.EnterpriseRequest;
import wsat.port.Station;
import wsat.port.Text;

/**
 * What one is let in with by IEEE 802.1X, from {@code AT+CWJEAP}, as NetworkManager's setting 802-1x. Everybody on the
 * machine may read a profile but for its secrets, and {@code private-key} is none of them: so the key goes there as
 * PKCS#12, encrypted with a password of chance, which is one.
 */
final class Supplicant {
    private static final String FAMILY = "wpa_ent";
    private static final List<String> METHODS = List.of("tls", "peap", "ttls");
    private static final String METHOD = "eap";
    private static final String IDENTITY = "identity";
    private static final String OUTER_IDENTITY = "anonymous-identity";
    private static final String PASSWORD = "password";
    private static final String CLIENT_CERT = "client-cert";
    private static final String PRIVATE_KEY = "private-key";
    private static final String CA_CERT = "ca-cert";
    private static final int KEY_PASSWORD_BYTES = 16;

    private final int method;
    private final byte[] identity;
    private final byte[] username;
    private final byte[] password;
    private final Material material;
    private boolean isRead;

    /** Copies it all. @throws MaterialException a slot that is wanted cannot be read */
    Supplicant(EnterpriseRequest request) throws MaterialException {
        method = request.method;
        identity = copy(request.identity);
        username = copy(request.username);
        password = copy(request.password);
        boolean shows = request.key != null;
        boolean verifies = request.ca != null;
        material = new Material(FAMILY,
                (shows ? Material.SHOW_CERTIFICATE : 0) | (verifies ? Material.VERIFY_SERVER : 0),
                shows ? SlotBytes.of(FAMILY + "_cert", request.certificate) : null,
                shows ? SlotBytes.of(FAMILY + "_key", request.key) : null,
                verifies ? SlotBytes.of(FAMILY + "_ca", request.ca) : null);
    }

    private static byte[] copy(Text text) {
        return Arrays.copyOf(text.bytes, text.length);
    }

    /** Looks at the slots, once, which takes a while. */
    void read() throws Refusal {
        if (!isRead) {
            try {
                material.read();
            } catch (MaterialException e) {
                throw new Refusal(e.getMessage(), Station.FAILED);
            }
            isRead = true;
        }
    }

    /** The setting, after {@link #read}. Who asks gives it to NetworkManager and keeps it no longer. */
    Map<String, Variant<?>> setting() throws Refusal {
        Map<String, Variant<?>> setting = new HashMap<>();
        setting.put(METHOD, new Variant<>(List.of(METHODS.get(method)), "as"));
        if (method == EnterpriseRequest.TLS) {
            setting.put(IDENTITY, new Variant<>(Wanted.utf8(identity)));
        } else {
            setting.put(OUTER_IDENTITY, new Variant<>(Wanted.utf8(identity)));
            setting.put(IDENTITY, new Variant<>(Wanted.utf8(username)));
            setting.put(PASSWORD, new Variant<>(Wanted.utf8(password)));
            setting.put("phase2-auth", new Variant<>("mschapv2"));
        }
        try {
            putMaterial(setting);
        } catch (MaterialException e) {
            throw new Refusal(e.getMessage(), Station.FAILED);
        }
        return setting;
    }

    private void putMaterial(Map<String, Variant<?>> setting) throws MaterialException {
        if (material.shows()) {
            byte[] chance = new byte[KEY_PASSWORD_BYTES];
            new SecureRandom().nextBytes(chance);
            String keyPassword = HexFormat.of().formatHex(chance);
            Variant<byte[]> pkcs12 = new Variant<>(material.pkcs12(keyPassword.toCharArray()), "ay");
            setting.put(CLIENT_CERT, pkcs12);
            setting.put(PRIVATE_KEY, pkcs12);
            setting.put("private-key-password", new Variant<>(keyPassword));
        }
        if (material.verifies()) {
            setting.put(CA_CERT, new Variant<>(material.caPem(), "ay"));
        }
    }

    /** Whether two settings say the same; of certificates, which NetworkManager tells as paths, nobody knows. */
    static boolean same(Map<String, Variant<?>> one, Map<String, Variant<?>> other) {
        for (String key : List.of(IDENTITY, OUTER_IDENTITY, PASSWORD)) {
            if (!Bus.string(one.get(key)).equals(Bus.string(other.get(key)))) {
                return false;
            }
        }
        return strings(one).equals(strings(other)) && !hasMaterial(one) && !hasMaterial(other);
    }

    private static List<?> strings(Map<String, Variant<?>> setting) {
        return setting.containsKey(METHOD) ? Bus.list(setting.get(METHOD).getValue()) : List.of();
    }

    private static boolean hasMaterial(Map<String, Variant<?>> setting) {
        return setting.containsKey(CLIENT_CERT) || setting.containsKey(PRIVATE_KEY) || setting.containsKey(CA_CERT);
    }

    void erase() {
        Arrays.fill(identity, (byte) 0);
        Arrays.fill(username, (byte) 0);
        Arrays.fill(password, (byte) 0);
    }
}

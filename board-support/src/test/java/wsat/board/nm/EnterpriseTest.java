package wsat.board.nm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.freedesktop.dbus.types.UInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import wsat.board.tls.Pki;
import wsat.port.AccessPoint;
import wsat.port.EnterpriseRequest;
import wsat.port.Station;
import wsat.port.Text;

/** Networks with IEEE 802.1X against python-dbusmock's NetworkManager. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EnterpriseTest extends OnMockNetwork {
    private static final int WPA_EAP = 0x200;
    private static final String KEPT = "802-11-wireless.mode=infrastructure 802-11-wireless.ssid=work "
            + "802-11-wireless-security.key-mgmt=wpa-eap %sconnection.autoconnect=1 connection.id=work "
            + "connection.type=802-11-wireless ipv4.method=auto ipv6.method=auto";
    private static final String PEAP = "802-1x.anonymous-identity=anonymous 802-1x.eap=peap 802-1x.identity=oscar "
            + "802-1x.password=" + PASSWORD + " 802-1x.phase2-auth=mschapv2 ";

    private void enterpriseAccessPoint(int flags) {
        mock.mock("Flags", "sssuu", "a", "work", "02:00:00:00:00:A1", new UInt32(0), new UInt32(flags));
    }

    private static EnterpriseRequest request(int method) {
        EnterpriseRequest request = new EnterpriseRequest();
        request.ssid.set("work");
        request.method = method;
        request.identity.set("anonymous");
        request.username.set("oscar");
        request.password.set(PASSWORD);
        return request;
    }

    private static EnterpriseRequest tls(String alias) throws Exception {
        EnterpriseRequest request = request(EnterpriseRequest.TLS);
        request.username.clear();
        request.password.clear();
        request.certificate = new LentText(Pki.chainPem(alias));
        request.key = new LentText(Pki.keyPem(alias));
        return request;
    }

    private int join(EnterpriseRequest request) {
        assertTrue(station.joinEnterprise(request), said::toString);
        until("the end of the join", () -> station.joined() != Station.JOINING);
        return station.joined();
    }

    private void untilKept(String... profiles) {
        until(List.of(profiles) + " but there is " + mock.kept(), () -> mock.kept().equals(List.of(profiles)));
    }

    @Test
    void aPasswordGoesIntoTheTunnelOfItsMethod() {
        enterpriseAccessPoint(WPA_EAP);
        assertEquals(Station.JOINED, join(request(EnterpriseRequest.PEAP)));
        assertEquals("work", new String(station.info().ssid.bytes, 0, station.info().ssid.length));
        untilKept("1 " + String.format(KEPT, PEAP));
        assertEquals(Station.JOINED, join(request(EnterpriseRequest.PEAP)));
        untilKept("1 " + String.format(KEPT, PEAP)); // not written again
        assertEquals(Station.JOINED, join(request(EnterpriseRequest.TTLS)));
        untilKept("2 " + String.format(KEPT, PEAP.replace("peap", "ttls")));
        assertFalse(said.toString().contains("oscar") || said.toString().contains("anonymous"), said::toString);
    }

    @Test
    void aKeyGoesWhereItCannotBeReadWithoutASecret() throws Exception {
        enterpriseAccessPoint(WPA_EAP);
        EnterpriseRequest request = tls("client");
        request.ca = new LentText(Pki.certificatePem("root") + Pki.certificatePem("ec-root"));
        assertEquals(Station.JOINED, join(request));
        until("the profile", () -> mock.kept().size() == 1 && mock.kept().get(0).startsWith("1 "));
        String kept = mock.kept().get(0);
        assertTrue(kept.contains("802-1x.eap=tls 802-1x.identity=anonymous "), kept);
        assertFalse(kept.contains("802-1x.password"), kept);
        char[] password = value(kept, "private-key-password").toCharArray();
        assertEquals(32, password.length);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(HexFormat.of().parseHex(value(kept, "private-key"))), password);
        assertEquals(2, store.getCertificateChain("client").length, "its issuer is shown too");
        assertArrayEquals(Pki.key("client").getEncoded(), store.getKey("client", password).getEncoded());
        assertEquals(value(kept, "private-key"), value(kept, "client-cert"));
        String ca = new String(HexFormat.of().parseHex(value(kept, "ca-cert")), StandardCharsets.US_ASCII);
        assertEquals(2, ca.split("BEGIN CERTIFICATE", -1).length - 1, ca);
    }

    private static String value(String kept, String name) {
        Matcher matcher = Pattern.compile("802-1x\\." + name + "=(\\S*) ").matcher(kept);
        assertTrue(matcher.find(), name);
        return matcher.group(1);
    }

    @Test
    void aServerMayBeVerifiedWhereAPasswordLetsIn() throws Exception {
        enterpriseAccessPoint(WPA_EAP);
        EnterpriseRequest request = request(EnterpriseRequest.PEAP);
        request.ca = new LentText(Pki.certificatePem("root"));
        assertEquals(Station.JOINED, join(request));
        until("the profile", () -> mock.kept().toString().contains("802-1x.ca-cert=2d2d2d2d2d"));
        assertFalse(mock.kept().toString().contains("private-key"));
    }

    @Test
    void slotsThatDoNotFitAreToldAndLeaveNoProfile() throws Exception {
        enterpriseAccessPoint(WPA_EAP);
        EnterpriseRequest request = tls("client");
        request.key = new LentText(Pki.keyPem("ec-client"));
        assertEquals(Station.FAILED, join(request));
        assertTrue(logged("AT+CWJEAP: wpa_ent_key: the key does not belong to the certificate"), said::toString);
        request.key = new LentText("no key");
        assertEquals(Station.FAILED, join(request));
        request.key = new LentText("");
        assertFalse(station.joinEnterprise(request));
        assertTrue(logged("AT+CWJEAP: wpa_ent_key: is empty"), said::toString);
        assertEquals(List.of(), mock.kept());
    }

    @Test
    void failuresAreToldApartAndLeaveNoProfile() {
        enterpriseAccessPoint(WPA_EAP);
        for (String outcome : new String[] {"wrong-password", "asks-the-user"}) {
            mock.outcome(outcome);
            assertEquals(Station.WRONG_PASSWORD, join(request(EnterpriseRequest.PEAP)), outcome);
            station.leave();
            untilKept();
        }
        assertTrue(logged("AT+CWJEAP: identity, password or certificate is wrong"), said::toString);
        mock.outcome("no-address");
        assertEquals(Station.FAILED, join(request(EnterpriseRequest.PEAP)));
        station.leave();
        untilKept();
        EnterpriseRequest request = request(EnterpriseRequest.PEAP);
        request.password.set("latin \u00e4"); // its bytes are no UTF-8
        assertEquals(Station.WRONG_PASSWORD, join(request));
    }

    @Test
    void aNetworkOfThatNameThatTakesAPasswordForAllIsAnother() {
        mock.accessPoint("b", "work", "02:00:00:00:00:02", 90, false);
        assertEquals(Station.NOT_FOUND, join(request(EnterpriseRequest.PEAP)));
        enterpriseAccessPoint(WPA_EAP);
        assertEquals(Station.JOINED, join(request(EnterpriseRequest.PEAP)));
    }

    @Test
    void aNetworkOfSuiteBHasKeysOfItsOwn() {
        enterpriseAccessPoint(0x2000);
        assertEquals(Station.JOINED, join(request(EnterpriseRequest.TTLS)));
        until("the profile", () -> mock.kept().toString().contains("key-mgmt=wpa-eap-suite-b-192"));
    }

    @Test
    void whatWasJoinedSoIsJoinedByItsNameAlone() {
        enterpriseAccessPoint(WPA_EAP);
        station.join(text("work"), text("12345678"), text(""), AccessPoint.OPEN);
        until("the end of the join", () -> station.joined() != Station.JOINING);
        assertEquals(Station.FAILED, station.joined());
        assertTrue(logged("AT+CWJAP: it is for AT+CWJEAP"), said::toString);
        assertEquals(Station.JOINED, join(request(EnterpriseRequest.PEAP)));
        untilKept("1 " + String.format(KEPT, PEAP));
        station.leave();
        station.join(text("work"), text(""), text(""), AccessPoint.OPEN);
        until("the end of the join", () -> station.joined() != Station.JOINING);
        assertEquals(Station.JOINED, station.joined());
        untilKept("1 " + String.format(KEPT, PEAP));
    }

    @Test
    void aProfileThatIsThereIsAsItWasWhenItIsNotLetIn() {
        enterpriseAccessPoint(WPA_EAP);
        assertEquals(Station.JOINED, join(request(EnterpriseRequest.PEAP)));
        untilKept("1 " + String.format(KEPT, PEAP));
        mock.outcome("wrong-password");
        EnterpriseRequest request = request(EnterpriseRequest.TTLS);
        request.username.set("emil");
        assertEquals(Station.WRONG_PASSWORD, join(request));
        untilKept("2 " + String.format(KEPT, PEAP));
    }

    private static Text text(String text) {
        return new Text(64).append(text);
    }
}

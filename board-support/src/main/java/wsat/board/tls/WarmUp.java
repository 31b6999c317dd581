package wsat.board.tls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * Shakes hands with a server in memory, both showing a certificate, and says something each way, so that the classes
 * that TLS needs are loaded, and its random generator is started, before a host waits for them. For the slow thread,
 * while nothing else is to do.
 */
public final class WarmUp {
    private static final int TURNS_MAX = 100;
    private static final ByteBuffer NOWHERE = ByteBuffer.allocate(0);
    private static final byte[] WORDS = {'o', 'k'};

    /**
     * The server's, and nobody trusts its CA but this class: they protect nothing, so that the key may lie
     * here. Making them at each start would take longer than the handshake.
     */
    private static final String CERTIFICATE = """
            -----BEGIN CERTIFICATE-----
            MIIBezCCASCgAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA93c2F0IHdh
            cm0tdXAgQ0EwIBcNMjYxMTIzMTQyODEyWhgPMjEyNjEwMzAxNDI4MTJaMBcxFTAT
            BgNVBAMMDHdzYXQgd2FybS11cDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABJe7
            nIRK9uVhDWR1FRn0GmxtaYU7ydYBIGz3T2fMx/ix6uaiiA74q8eXsAOaNOrKP8VC
            M6GE3cheB1Feopz4os+jWDBWMBQGA1UdEQQNMAuCCWxvY2FsaG9zdDAdBgNVHQ4E
            FgQUNY9gxOO6dTxBltQg+bxyXYGyNBkwHwYDVR0jBBgwFoAU06rBgj/ZYvgONft5
            IDa8fAOnjEUwCgYIKoZIzj0EAwIDSQAwRgIhAP5nGvfYZysSR2AmaxLAq+1DW2j/
            ESN2ZPI4ngoIP9sGAiEA/GIawqgNFDByiM5eNxMRjcEk/hBli9f6dH3eOC0SH4k=
            -----END CERTIFICATE-----
            """;
    private static final String KEY = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKEF9LXLDBCqrtgYp
            vxeqeSxonKi0aaRnHMXkjWMCScahRANCAASXu5yESvblYQ1kdRUZ9BpsbWmFO8nW
            ASBs909nzMf4sermoogO+KvHl7ADmjTqyj/FQjOhhN3IXgdRXqKc+KLP
            -----END PRIVATE KEY-----
            """;
    private static final String CA = """
            -----BEGIN CERTIFICATE-----
            MIIBizCCATGgAwIBAgIUdmMpqdYfa+CY3gH00TxG0cwO5DswCgYIKoZIzj0EAwIw
            GjEYMBYGA1UEAwwPd3NhdCB3YXJtLXVwIENBMCAXDTI2MTEyMzE0MjgxMloYDzIx
            MjYxMDMwMTQyODEyWjAaMRgwFgYDVQQDDA93c2F0IHdhcm0tdXAgQ0EwWTATBgcq
            hkjOPQIBBggqhkjOPQMBBwNCAASgfm9XxR0LPQ9BibV6piTm1JOzpKh02EX6jbuY
            ig25Eed4l6FoqNyPvcJucHqdJxk4TMEYJ3DPXQ8mZBJHYt6Qo1MwUTAdBgNVHQ4E
            FgQU06rBgj/ZYvgONft5IDa8fAOnjEUwHwYDVR0jBBgwFoAU06rBgj/ZYvgONft5
            IDa8fAOnjEUwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAjUqKI
            sk+aA4HoHxGbh/Wbt6Wkw7vnjfs/Hgr0w0FppgIhALEhlTBecZm6xFB1oUkStlf9
            0/8LomGjpJmD0EWWwk6k
            -----END CERTIFICATE-----
            """;

    private static final Demands DEMANDS = new Demands("localhost", null, true, false, false, List.of(), 0);

    private WarmUp() {
    }

    /** Does it once. @return false: it could not, which does no harm */
    public static boolean run() {
        try {
            Material material = new Material("wss", Material.SHOW_CERTIFICATE | Material.VERIFY_SERVER,
                    bytes(CERTIFICATE), bytes(KEY), bytes(CA));
            material.read();
            long time = material.chain()[0].getNotBefore().getTime();
            Verdict verdict = new Verdict(DEMANDS, time, new VerifyOptions(true, false));
            TlsContext context = new TlsContext(material);
            context.judging(verdict);
            return shake(context.engine(verdict, new ClientHello("localhost", true, 443)),
                    context.serverEngine(verdict)) && verdict.wantsCertificate();
        } catch (MaterialException | GeneralSecurityException | SSLException | RuntimeException e) {
            return false;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean shake(SSLEngine client, SSLEngine server) throws SSLException {
        client.beginHandshake();
        server.beginHandshake();
        ByteBuffer up = ByteBuffer.allocate(2 * client.getSession().getPacketBufferSize()).limit(0);
        ByteBuffer down = ByteBuffer.allocate(up.capacity()).limit(0);
        for (int i = 0; i < TURNS_MAX; i++) {
            turn(client, down, up);
            turn(server, up, down);
            if (done(client) && done(server)) {
                say(client, up);
                say(server, down);
                return hear(server, up) && hear(client, down);
            }
        }
        return false;
    }

    private static void say(SSLEngine engine, ByteBuffer out) throws SSLException {
        engine.wrap(ByteBuffer.wrap(WORDS), out.compact());
        out.flip();
    }

    /** Hears what is said, behind what belongs to the session. */
    private static boolean hear(SSLEngine engine, ByteBuffer in) throws SSLException {
        ByteBuffer heard = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        for (int i = 0; i < TURNS_MAX && in.hasRemaining(); i++) {
            engine.unwrap(in, heard);
        }
        return heard.position() == WORDS.length;
    }

    private static boolean done(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void turn(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> engine.getDelegatedTask().run();
            case NEED_WRAP -> {
                engine.wrap(NOWHERE, out.compact());
                out.flip();
            }
            case NEED_UNWRAP -> engine.unwrap(in, NOWHERE);
            default -> { }
        }
    }
}

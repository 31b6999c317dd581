package wsat.board.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Makes engines that show and trust one material, and remembers the sessions of its servers. Engines are
 * made, and shake hands, one at a time, in slow threads that hold its lock; {@link #judging} says first on whose
 * behalf.
 */
public final class TlsContext {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
    private static final String[] NEWEST = {"TLSv1.3"};
    private static final int SESSIONS_MAX = 8;

    private final Material material;
    private SSLContext context;
    private Verdict verdict;

    /** @param material read already; the costly rest is done with the first engine */
    public TlsContext(Material material) {
        this.material = material;
    }

    public Material material() {
        return material;
    }

    /** Whose server is being looked at from now on. */
    public void judging(Verdict whose) {
        verdict = whose;
    }

    /** An engine for a connection to the verdict's host. */
    public SSLEngine engine(Verdict whose, ClientHello hello) throws GeneralSecurityException, SSLException {
        if (context == null) {
            context = context();
        }
        // A session is taken up again only with the server name that it was made with (RFC 6066, 3).
        SSLEngine engine = context.createSSLEngine(
                hello.serverName() == null ? hello.host() : hello.serverName(), hello.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(whose.demands().newestOnly() ? NEWEST : VERSIONS);
        parameters.setServerNames(serverNames(hello));
        parameters.setApplicationProtocols(hello.protocols().toArray(new String[0]));
        if (!hello.suites().isEmpty()) {
            parameters.setCipherSuites(suites(hello, engine));
        }
        if (whose.strict(material)) {
            parameters.setAlgorithmConstraints(new HandshakeHashes());
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** An engine for a client that has come. */
    public SSLEngine serverEngine(Verdict whose) throws GeneralSecurityException {
        if (context == null) {
            context = context();
        }
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setNeedClientAuth(whose.verifies(material));
        if (whose.strict(material)) {
            parameters.setAlgorithmConstraints(new HandshakeHashes());
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static String[] suites(ClientHello hello, SSLEngine engine) throws SSLException {
        String[] names = CipherSuites.names(hello.suites(), engine.getSupportedCipherSuites());
        if (names.length == 0) {
            throw new SSLException("this Java has none of the cipher suites that are allowed");
        }
        return names;
    }

    private SSLContext context() throws GeneralSecurityException {
        SSLContext fresh = SSLContext.getInstance("TLS");
        fresh.init(new KeyManager[] {new Shown()}, new TrustManager[] {new Trusted()}, null);
        fresh.getClientSessionContext().setSessionCacheSize(SESSIONS_MAX);
        fresh.getServerSessionContext().setSessionCacheSize(SESSIONS_MAX);
        return fresh;
    }

    /** RFC 6066, 3: a name, and never an address. */
    private static List<SNIServerName> serverNames(ClientHello hello) {
        String host = hello.serverName() == null ? hello.host() : hello.serverName();
        if (hello.serverName() != null || hello.isName()) {
            try {
                return List.of(new SNIHostName(host.endsWith(".") ? host.substring(0, host.length() - 1) : host));
            } catch (IllegalArgumentException e) {
                // A name that TLS cannot say, such as one with an underscore; the resolver may know it.
            }
        }
        return List.of();
    }

    /**
     * Looks at a session that was taken up again: its certificates were not shown this time, but may have
     * expired since. @return false: it is refused, and forgotten
     */
    public boolean accepts(SSLSession session, Verdict whose) {
        if (!whose.seen()) {
            whose.resume();
        }
        if (whose.resumed()) {
            try {
                Certificate[] chain = session.getPeerCertificates();
                whose.judge(Arrays.copyOf(chain, chain.length, X509Certificate[].class), material);
            } catch (SSLPeerUnverifiedException e) {
                return !whose.verifies(material) && !whose.pinned();
            }
        }
        if (whose.refusal() != null) {
            session.invalidate();
        }
        return whose.refusal() == null;
    }

    /** Judges the server, or the client. */
    private final class Trusted extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            verdict.judge(chain, material);
            if (verdict.refusal() != null) {
                throw new CertificateException(verdict.refusal().words());
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("there are no sockets here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("there are no sockets here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
                throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
                throws CertificateException {
            checkServerTrusted(chain, authType, engine); // whose certificate it is, the verdict knows
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("there are no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Shows our one certificate, whichever CAs the server names: it is the one that the host chose. */
    private final class Shown extends X509ExtendedKeyManager {
        private static final String ALIAS = "wss";

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            verdict.certificateAsked();
            if (material.key() != null) {
                for (String keyType : keyTypes) {
                    if (keyType.equals(material.key().getAlgorithm())) {
                        return ALIAS;
                    }
                }
            }
            return null;
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return keyType.equals(material.key().getAlgorithm()) ? ALIAS : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return material.chain();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return material.key();
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return null;
        }
    }
}

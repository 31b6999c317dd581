package wsat.board.tls;

/**
 * How strictly auth modes 2 and 3 look at a server.
 *
 * @param host             whether a certificate for another host is refused
 * @param weakCertificates whether weak keys and signatures are let in, see {@link Strength}
 */
public record VerifyOptions(boolean host, boolean weakCertificates) {
    /** As ESP-AT: any host, nothing weak. */
    public static final VerifyOptions USUAL = new VerifyOptions(false, false);
}

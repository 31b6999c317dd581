package wsat.board.tls;

/**
 * How servers are looked at, whatever link they are of.
 *
 * @param host             whether a certificate for another host is refused
 * @param weakCertificates whether weak keys and signatures are let in, see {@link Strength}
 * @param roots            those of the machine
 */
public record VerifyOptions(boolean host, boolean weakCertificates, SystemRoots roots) {
    /** As ESP-AT: any host, nothing weak. */
    public static final VerifyOptions USUAL = new VerifyOptions(false, false);

    /** With the roots where this machine has them. */
    public VerifyOptions(boolean host, boolean weakCertificates) {
        this(host, weakCertificates, SystemRoots.USUAL);
    }
}

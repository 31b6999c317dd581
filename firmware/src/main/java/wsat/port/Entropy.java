package wsat.port;

/** Where chance comes from. */
public interface Entropy {
    /** Any int, each as likely as another; does not wait. */
    int next();
}

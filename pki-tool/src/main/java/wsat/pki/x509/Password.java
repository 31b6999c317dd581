package wsat.pki.x509;

import wsat.pki.Refusal;

/** Where the password of a key is to be had, asked only when one is needed. */
public interface Password {
    /**
     * The password.
     *
     * @param what the file that needs it, for a prompt
     */
    char[] get(String what) throws Refusal;
}

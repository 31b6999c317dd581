package wsat.at;

/** What the Basic commands switch and the interpreter obeys; as after power-up when made. */
public final class Modes {
    /** {@code ATE1}: the host's command lines are repeated to it. */
    public boolean echo = true;
    /** {@code AT+SYSLOG=1}: {@code ERR CODE} lines before ERROR and busy. */
    public boolean sysLog;
}

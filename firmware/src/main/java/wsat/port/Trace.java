package wsat.port;

/**
 * Who is told what host and module say to each other, as the firmware understands it: which bytes are a command, which
 * its payload. Nothing is masked: a command line may hold a password, an answer the token of a URI. Bytes are lent for
 * the call, which is the loop thread's and must not wait.
 */
public interface Trace {
    /** Of the host: a command line, without its end. */
    int COMMAND = 0;
    /** Of the host: a piece of the payload that the last command has asked for. */
    int PAYLOAD = 1;
    /** Of the host: a piece of what it said while a command ran, which nobody heeds. */
    int REFUSED = 2;
    /** Of the module: a piece of what the host has said, repeated. */
    int ECHO = 3;
    /** Of the module: lines, or the end of a line, that belong to the last command; its prompt. */
    int ANSWER = 4;
    /** Of the module: the same, unsolicited. */
    int NEWS = 5;
    /** Of the module: bytes that belong to the line said last, of a server or from a partition. */
    int DATA = 6;

    /**
     * Something has been heard, or been given to the line.
     *
     * @param kind {@link #COMMAND} to {@link #DATA}
     * @param now  microseconds of the clock given to the coprocessor
     */
    void said(int kind, byte[] bytes, int offset, int length, long now);
}

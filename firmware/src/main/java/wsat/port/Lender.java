package wsat.port;

/** Who lends bytes that have come, until they are given back: the network does not wait for the line otherwise. */
public interface Lender {

    /** Gives back the first {@code count} bytes still held of what is lent; what is empty with 0. */
    void release(int link, int count);
}

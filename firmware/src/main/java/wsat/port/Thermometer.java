package wsat.port;

/** How warm the machine is. */
public interface Thermometer {
    /** {@link #hundredths}: nobody knows. */
    int UNKNOWN = Integer.MIN_VALUE;

    /** Hundredths of a degree Celsius, or {@link #UNKNOWN}. Does not wait. */
    int hundredths();
}

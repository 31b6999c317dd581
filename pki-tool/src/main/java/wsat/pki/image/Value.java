package wsat.pki.image;

import java.math.BigInteger;
import wsat.nvs.Types;

/**
 * A key of a namespace.
 *
 * @param type one of {@link Types}
 * @param size bytes of the value
 * @param integer of an integer type, the value as its 64 bits
 */
public record Value(String namespace, String key, int type, int size, long integer) {
    /** The type as the CSV of {@code nvs_partition_gen} names it. */
    public String typeName() {
        switch (type) {
            case Types.STRING: return "string";
            case Types.BLOB: return "blob";
            default: return Types.isInteger(type) ? (isSigned() ? "i" : "u") + 8 * Types.width(type)
                    : String.format("0x%02x", type);
        }
    }

    /** Of an integer type: the number. */
    public String number() {
        return !isSigned() && Types.width(type) == 8 ? new BigInteger(Long.toUnsignedString(integer)).toString()
                : Long.toString(integer);
    }

    private boolean isSigned() {
        return (type & 0x10) != 0;
    }
}

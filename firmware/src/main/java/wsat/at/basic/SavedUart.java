package wsat.at.basic;

import wsat.at.Command;
import wsat.at.Saved;
import wsat.nvs.Cursor;
import wsat.nvs.Nvs;
import wsat.nvs.Types;
import wsat.port.Text;
import wsat.port.UartConfig;

/**
 * {@code AT+UART_DEF} in flash as ESP-AT keeps it: five keys in the namespace {@code UART}, which count only together.
 * Where more than one of them changes, all five are first written as one value: a power cut leaves the old
 * settings or the new ones, and never a line that nobody can talk on.
 */
public final class SavedUart {
    private static final int RATE = 0;
    private static final int DATA_BITS = 1;
    private static final int STOP_BITS = 2;
    private static final int PARITY = 3;
    private static final int FLOW = 4;
    private static final int KEYS = 5;
    private static final int RATE_BITS = 24;

    private final Saved saved;
    private final Nvs nvs;
    private final Text namespace = new Text(Nvs.NAME_MAX).append("UART");
    private final Text[] keys = new Text[KEYS];
    private final Text next = new Text(Nvs.NAME_MAX).append("next");
    private final int[] values = new int[KEYS];
    private final UartConfig found = new UartConfig();
    private final Cursor cursor = new Cursor();

    public SavedUart(Saved saved) {
        this.saved = saved;
        nvs = saved.nvs();
        keys[RATE] = new Text(Nvs.NAME_MAX).append("rate");
        keys[DATA_BITS] = new Text(Nvs.NAME_MAX).append("databits");
        keys[STOP_BITS] = new Text(Nvs.NAME_MAX).append("stopbits");
        keys[PARITY] = new Text(Nvs.NAME_MAX).append("parity");
        keys[FLOW] = new Text(Nvs.NAME_MAX).append("flow_ctrl");
    }

    /** Reads what is kept. Nothing, or nothing that can be used: {@code into} stays as it is. */
    void read(UartConfig into) {
        int number = nvs.namespace(namespace.bytes, 0, namespace.length);
        if (number < 0) {
            return;
        }
        if (find(number, next) == Types.U64) {
            unpack(cursor.integer());
            write(number);
        } else {
            for (int i = 0; i < KEYS; i++) {
                if (find(number, keys[i]) != type(i)) {
                    return;
                }
                values[i] = (int) cursor.integer();
            }
        }
        fromValues();
        if (found.isValid()) {
            into.set(found);
        }
    }

    /** Keeps settings. @return {@link Command#OK}, or an error that has been logged */
    int keep(UartConfig config) {
        int number = saved.makeNamespace(namespace);
        if (number < 0) {
            return saved.refused(number);
        }
        toValues(config);
        int different = 0;
        for (int i = 0; i < KEYS; i++) {
            different += find(number, keys[i]) == type(i) && cursor.integer() == values[i] ? 0 : 1;
        }
        // without a rate nothing counts, and the rate is written last
        if (different > 1 && find(number, keys[RATE]) == type(RATE)) {
            int status = nvs.setInteger(number, next.bytes, 0, next.length, Types.U64, pack());
            if (status < 0) {
                return saved.refused(status);
            }
            write(number); // should it fail now, the next power-up does it
            return Command.OK;
        }
        // what was prepared and is not done would be done by the next power-up
        int status = different == 0 && find(number, next) == Nvs.NOT_FOUND ? Nvs.OK : write(number);
        return status < 0 ? saved.refused(status) : Command.OK;
    }

    /** The five keys, then what they were prepared in is of no use any more. */
    private int write(int number) {
        int status = Nvs.OK;
        for (int i = KEYS - 1; status == Nvs.OK && i >= 0; i--) {
            status = nvs.setInteger(number, keys[i].bytes, 0, keys[i].length, type(i), values[i]);
        }
        if (status == Nvs.OK) {
            status = nvs.eraseKey(number, next.bytes, 0, next.length);
        }
        return status == Nvs.NOT_FOUND ? Nvs.OK : status;
    }

    private int find(int number, Text key) {
        return nvs.find(number, key.bytes, 0, key.length, cursor);
    }

    private static int type(int key) {
        return key == RATE ? Types.I32 : Types.I8;
    }

    /** In ESP-IDF's numbers: data bits from 0 for 5, odd parity 3. */
    private void toValues(UartConfig config) {
        values[RATE] = config.baud;
        values[DATA_BITS] = config.dataBits - 5;
        values[STOP_BITS] = config.stopBits;
        values[PARITY] = config.parity == 1 ? 3 : config.parity;
        values[FLOW] = config.flow;
    }

    private void fromValues() {
        found.baud = values[RATE];
        found.dataBits = values[DATA_BITS] + 5;
        found.stopBits = values[STOP_BITS];
        found.parity = values[PARITY] == 3 ? 1 : values[PARITY];
        found.flow = values[FLOW];
    }

    private long pack() {
        long packed = values[RATE];
        for (int i = DATA_BITS; i < KEYS; i++) {
            packed |= (long) values[i] << RATE_BITS + 8 * (i - DATA_BITS);
        }
        return packed;
    }

    private void unpack(long packed) {
        values[RATE] = (int) packed & (1 << RATE_BITS) - 1;
        for (int i = DATA_BITS; i < KEYS; i++) {
            values[i] = (int) (packed >> RATE_BITS + 8 * (i - DATA_BITS)) & 0x7F;
        }
    }
}

package wsat.at.basic;

import wsat.nvs.Cursor;
import wsat.nvs.Nvs;
import wsat.nvs.Types;
import wsat.port.Log;
import wsat.port.Text;
import wsat.port.UartConfig;

/**
 * What a module has from its factory, in the namespace {@code factory_param} of the partition {@code mfg_nvs} (ESP-AT,
 * How to Update mfg_nvs Partition). Of its keys those that mean something here: {@code uart_baudrate} and
 * {@code sys_store}.
 */
public final class FactoryParam {
    private final Nvs nvs;
    private final Log log;
    private final Text namespace = new Text(Nvs.NAME_MAX).append("factory_param");
    private final Text baudRate = new Text(Nvs.NAME_MAX).append("uart_baudrate");
    private final Text store = new Text(Nvs.NAME_MAX).append("sys_store");
    private final Cursor found = new Cursor();

    /** @param nvs the partition {@code mfg_nvs} */
    public FactoryParam(Nvs nvs, Log log) {
        this.nvs = nvs;
        this.log = log;
    }

    /** The line's rate while the host has kept none. */
    int baud(int otherwise) {
        long baud = number(baudRate, otherwise);
        if (baud >= UartConfig.BAUD_LEAST && baud <= UartConfig.BAUD_MOST) {
            return (int) baud;
        }
        log.log(Log.WARN, "factory_param", "uart_baudrate cannot be used:", baud);
        return otherwise;
    }

    /** {@code AT+SYSSTORE} at power-up, 0 or 1. */
    int store() {
        return number(store, 1) == 0 ? 0 : 1;
    }

    private long number(Text key, int otherwise) {
        int number = nvs.namespace(namespace.bytes, 0, namespace.length);
        if (number < 0) {
            return otherwise;
        }
        int type = nvs.find(number, key.bytes, 0, key.length, found);
        return type >= 0 && Types.isInteger(type) ? found.integer() : otherwise;
    }
}

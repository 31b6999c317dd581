package wsat.board.serial;

import com.pi4j.io.serial.Serial;
import com.pi4j.io.serial.SerialConfig;
import com.pi4j.io.serial.SerialProviderBase;

/**
 * Pi4J's serial provider for ttys. Pi4J 2.8.0 comes with one for pigpio alone, which wants root and does not
 * know the Pi 5.
 */
final class TtyProvider extends SerialProviderBase {
    private static final String ID = "tty";

    TtyProvider() {
        super(ID, "Linux tty");
    }

    /**
     * Makes a port, closed yet, without a Pi4J context: that would find out about the board first, which takes longer
     * than all the rest of a start, and a tty needs nothing of it.
     */
    static TtySerial port(String path) {
        return new TtySerial(new TtyProvider(), Serial.newConfigBuilder(null).device(path).provider(ID).build());
    }

    /** In a Pi4J context, which then knows the port too. */
    @Override
    public Serial create(SerialConfig config) {
        Serial serial = new TtySerial(this, config);
        context().registry().add(serial);
        return serial;
    }
}

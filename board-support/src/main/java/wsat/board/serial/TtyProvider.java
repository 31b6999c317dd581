package wsat.board.serial;

import com.pi4j.io.serial.Serial;
import com.pi4j.io.serial.SerialConfig;
import com.pi4j.io.serial.SerialProviderBase;

/**
 * Pi4J's serial provider for ttys. Pi4J 2.8.0 comes with one for pigpio alone, which wants root and does not
 * know the Pi 5.
 */
final class TtyProvider extends SerialProviderBase {
    static final String ID = "tty";

    TtyProvider() {
        super(ID, "Linux tty");
    }

    /**
     * In a Pi4J context, which then knows the port too. {@link SerialLine} makes its port without one: a context finds
     * out about the board first, which takes longer than all the rest of a start, and a tty needs nothing of it.
     */
    @Override
    public Serial create(SerialConfig config) {
        Serial serial = new TtySerial(this, config);
        context().registry().add(serial);
        return serial;
    }
}

package wsat.board.serial;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.serial.Serial;
import com.pi4j.io.serial.SerialConfig;
import com.pi4j.io.serial.SerialProviderBase;

/**
 * Pi4J's serial provider for ttys. Pi4J 2.8.0 comes with one for pigpio alone, which wants root and does not
 * know the Pi 5.
 */
final class TtyProvider extends SerialProviderBase {
    private static final String ID = "tty";

    private static Context context;

    private TtyProvider() {
        super(ID, "Linux tty");
    }

    /** Makes a port, closed yet. Pi4J is started at the first one, with this provider and no look for others. */
    static synchronized TtySerial port(String path) {
        if (context == null) {
            context = Pi4J.newContextBuilder().noAutoDetect().disableShutdownHook().add(new TtyProvider()).build();
        }
        // names are unique in Pi4J's registry, ports need not be
        String name = ID + " " + context.registry().all().size() + " " + path;
        SerialConfig config = Serial.newConfigBuilder(context).id(name).device(path).provider(ID).build();
        return (TtySerial) context.create(config);
    }

    @Override
    public Serial create(SerialConfig config) {
        Serial serial = new TtySerial(this, config);
        context().registry().add(serial);
        return serial;
    }
}

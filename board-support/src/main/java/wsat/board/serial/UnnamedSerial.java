package wsat.board.serial;

import com.pi4j.common.Metadata;
import com.pi4j.context.Context;
import com.pi4j.io.serial.Serial;
import com.pi4j.io.serial.SerialConfig;
import com.pi4j.io.serial.SerialProvider;

/**
 * What Pi4J wants to know of a serial port beside its bytes: its name and where it comes from, made when it is asked.
 * Pi4J's own base class makes it with each port, and a logger, which took a tenth of a start. For one thread.
 */
abstract class UnnamedSerial implements Serial {
    private final String device;
    /** Null: made when it is asked for. */
    private SerialProvider provider;
    private SerialConfig config;
    private String name;
    private String description;

    /** A port that no context knows. @param device its path */
    UnnamedSerial(String device) {
        this.device = device;
    }

    /** A port of a context. */
    UnnamedSerial(SerialProvider provider, SerialConfig config) {
        this.device = config.device();
        this.provider = provider;
        this.config = config;
    }

    @Override
    public SerialProvider provider() {
        if (provider == null) {
            provider = new TtyProvider();
        }
        return provider;
    }

    @Override
    public SerialConfig config() {
        if (config == null) {
            config = Serial.newConfigBuilder(null).device(device).provider(TtyProvider.ID).build();
        }
        return config;
    }

    @Override
    public String id() {
        return config().id();
    }

    @Override
    public String name() {
        return name == null ? config().name() : name;
    }

    @Override
    public Serial name(String given) {
        name = given;
        return this;
    }

    @Override
    public String description() {
        return description == null ? config().description() : description;
    }

    @Override
    public Serial description(String given) {
        description = given;
        return this;
    }

    @Override
    public Metadata metadata() {
        return Metadata.create();
    }

    @Override
    public Serial initialize(Context context) {
        return this;
    }

    @Override
    public Serial shutdown(Context context) {
        return this;
    }
}

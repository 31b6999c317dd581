package wsat.board.pins;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import java.io.IOException;

/** A pin that is driven. */
final class HeaderOutput extends DigitalOutputBase {
    private final GpioLine line;

    HeaderOutput(DigitalOutputProvider provider, DigitalOutputConfig config, GpioLine line) {
        super(provider, config);
        this.line = line;
    }

    @Override
    public DigitalOutput state(DigitalState wanted) {
        try {
            line.drive(wanted == DigitalState.HIGH);
        } catch (IOException e) {
            throw new com.pi4j.io.exception.IOException(e);
        }
        return super.state(wanted);
    }

    @Override
    public DigitalOutput shutdown(Context context) {
        try {
            return super.shutdown(context);
        } finally {
            line.close();
        }
    }
}

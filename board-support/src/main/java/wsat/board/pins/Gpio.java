package wsat.board.pins;

import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;

/** Where Pi4J's pins come from. */
public interface Gpio {
    /** Digital inputs, made when first asked for. */
    DigitalInputProvider inputs();

    /** Digital outputs. */
    DigitalOutputProvider outputs();
}

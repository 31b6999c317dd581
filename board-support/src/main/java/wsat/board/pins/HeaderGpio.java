package wsat.board.pins;

import com.pi4j.config.Config;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.PullResistance;
import java.io.IOException;
import java.nio.channels.Selector;
import java.nio.file.Path;

/**
 * The pins of a Raspberry Pi's header as Pi4J's digital I/O. Pi4J's own provider asks its list of boards first, which
 * lacks some, looks a hundred times a second whether an edge has come, and brings no native code for ARMv6.
 */
public final class HeaderGpio implements Gpio {
    private static final Path DEVICES = Path.of("/dev");

    private final Selector selector;

    /** @param selector the loop's, which edges wake */
    public HeaderGpio(Selector selector) {
        this.selector = selector;
    }

    @Override
    public DigitalInputProvider inputs() {
        return new Inputs();
    }

    @Override
    public DigitalOutputProvider outputs() {
        return new Outputs();
    }

    private final class Inputs extends DigitalInputProviderBase {
        Inputs() {
            super("header-input", "GPIO character device");
        }

        @Override
        public DigitalInput create(DigitalInputConfig config) {
            int flags = GpioChip.HIGH_TO_LOW_AND_BACK
                    | (config.pull() == PullResistance.PULL_UP ? GpioChip.PULL_UP : 0);
            try (GpioChip chip = GpioChip.ofTheHeader(DEVICES)) {
                GpioLine line = chip.input(config.address(), consumer(config), flags);
                DigitalInput made = new HeaderInput(this, config, line, selector);
                context().registry().add(made);
                return made;
            } catch (IOException e) {
                throw new com.pi4j.io.exception.IOException(e);
            }
        }
    }

    private static final class Outputs extends DigitalOutputProviderBase {
        Outputs() {
            super("header-output", "GPIO character device");
        }

        @Override
        public DigitalOutput create(DigitalOutputConfig config) {
            try (GpioChip chip = GpioChip.ofTheHeader(DEVICES)) {
                DigitalOutput made = new HeaderOutput(this, config, chip.output(config.address(), consumer(config)));
                context().registry().add(made);
                return made;
            } catch (IOException e) {
                throw new com.pi4j.io.exception.IOException(e);
            }
        }
    }

    /** Who uses a line, as gpioinfo(1) shows it. */
    private static String consumer(Config<?> config) {
        return "wsat " + config.id();
    }
}

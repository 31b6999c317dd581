package wsat.board.pins;

import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;

/**
 * The kernel's GPIO character device, on every Raspberry Pi. (Pi4J's provider on sysfs has no pull-up, and the
 * numbers in sysfs are not those of the header on newer kernels.)
 */
public final class Gpiod implements Gpio {
    @Override
    public DigitalInputProvider inputs() {
        return GpioDDigitalInputProvider.newInstance();
    }

    @Override
    public DigitalOutputProvider outputs() {
        return GpioDDigitalOutputProvider.newInstance();
    }
}

package wsat.board.pins;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.exception.Pi4JException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.gpio.digital.DigitalStateChangeListener;
import com.pi4j.io.gpio.digital.PullResistance;
import wsat.board.Indicator;
import wsat.board.Panel;

/**
 * The pins that are in use. They are opened in a thread beside the loop, which takes about as long as all the rest of
 * a start; what they are to show is shown from then on. Pi4J's own threads tell the {@link Panel} of EN.
 */
public final class Pins implements Indicator {
    private final int enable;
    private final int led;
    private final int ready;
    private final Gpio gpio;
    private final StatusLed lamp = new StatusLed();
    private Context context;
    /** Null: not in use. */
    private DigitalOutput lampPin;
    private DigitalOutput readyPin;
    /** Written after all the others: whether the pins can be used. */
    private volatile boolean open;
    private boolean lit;
    private boolean high;

    /** GPIO numbers; negative: not in use. */
    public Pins(int enable, int led, int ready, Gpio gpio) {
        this.enable = enable;
        this.led = led;
        this.ready = ready;
        this.gpio = gpio;
    }

    /**
     * Takes the pins, in any thread; may take a second.
     *
     * @param panel is told of EN, its level now too
     * @throws IllegalStateException with what is wrong in one line
     */
    public synchronized void open(Panel panel) {
        String doing = "start Pi4J for the pins";
        try {
            DigitalInputProvider inputs = gpio.inputs();
            DigitalOutputProvider outputs = gpio.outputs();
            context = Pi4J.newContextBuilder().noAutoDetect().disableShutdownHook().add(inputs, outputs).build();
            doing = "use GPIO " + led + " for the LED";
            lampPin = led < 0 ? null : output(outputs, "led", led);
            doing = "use GPIO " + ready + " as ready output";
            readyPin = ready < 0 ? null : output(outputs, "ready", ready);
            doing = "use GPIO " + enable + " as EN";
            if (enable >= 0) {
                watch(inputs, panel);
            }
        } catch (Pi4JException | IllegalStateException | IllegalArgumentException | UnsatisfiedLinkError e) {
            throw new IllegalStateException("cannot " + doing + " (" + reason(e)
                    + "): is this a Raspberry Pi, the user in" + " the group gpio, and the pin free?", e);
        }
        open = true;
    }

    private static String reason(Throwable e) {
        String message = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
        return String.valueOf(message).lines().findFirst().orElse(e.toString());
    }

    private DigitalOutput output(DigitalOutputProvider outputs, String id, int pin) {
        return outputs.create(DigitalOutput.newConfigBuilder(context).id(id).address(pin)
                .initial(DigitalState.LOW).shutdown(DigitalState.LOW).build());
    }

    private void watch(DigitalInputProvider inputs, Panel panel) {
        DigitalInput pin = inputs.create(DigitalInput.newConfigBuilder(context).id("en").address(enable)
                .pull(PullResistance.PULL_UP).debounce(0L).build());
        pin.addListener(new DigitalStateChangeListener() {
            @Override
            @SuppressWarnings("rawtypes") // as Pi4J declares it
            public void onDigitalStateChange(DigitalStateChangeEvent event) {
                // the level of now: of a pin that bounces, events may be old or lost
                panel.enable(pin.isHigh());
            }
        });
        panel.enable(pin.isHigh());
    }

    @Override
    public void show(int module, int network, boolean work, long now) {
        if (!open) {
            return;
        }
        if (lampPin != null) {
            boolean shine = lamp.lit(module, network, work, now);
            if (shine != lit) {
                lit = shine;
                lampPin.state(shine ? DigitalState.HIGH : DigitalState.LOW);
            }
        }
        if (readyPin != null && high != (module == READY)) {
            high = !high;
            readyPin.state(high ? DigitalState.HIGH : DigitalState.LOW);
        }
    }

    @Override
    public long nextDeadline() {
        return open && lampPin != null ? lamp.nextDeadline() : Long.MAX_VALUE;
    }

    /** Outputs go low, and the pins are given back. */
    public synchronized void close() {
        open = false;
        if (context != null) {
            context.shutdown();
            context = null;
        }
    }
}

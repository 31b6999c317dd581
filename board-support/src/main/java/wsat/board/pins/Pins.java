package wsat.board.pins;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.gpio.digital.DigitalStateChangeListener;
import com.pi4j.io.gpio.digital.PullResistance;
import java.util.function.Consumer;
import wsat.board.Indicator;
import wsat.board.Panel;

/**
 * The pins that are in use. They are opened in a thread beside the rest of a start, before the module says
 * {@code ready}; what they are to show is shown from then on. The {@link Panel} is told of EN, by edges and, since
 * edges may be lost, by its level every second.
 */
public final class Pins implements Indicator {
    private static final long LOOK_MILLIS = 1000;

    private final int enable;
    private final int led;
    private final int ready;
    private final Gpio gpio;
    private final StatusLed lamp = new StatusLed();
    private Context context;
    private Panel panel;
    private Consumer<String> failed;
    /** Null: not in use. */
    private DigitalOutput lampPin;
    private DigitalOutput readyPin;
    private DigitalInput enablePin;
    /** Written after all the others: whether the pins can be used. */
    private volatile boolean open;
    private boolean lit;
    private boolean high;
    private boolean looked;
    private long lookAgainAt;

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
     * @param told   is told of EN, its level now too
     * @param failed hears in one line when a pin cannot be used any more, in any thread, once or more
     * @throws IllegalStateException with what is wrong in one line
     */
    public synchronized void open(Panel told, Consumer<String> failed) {
        this.panel = told;
        this.failed = failed;
        String doing = "start Pi4J for the pins";
        try {
            DigitalInputProvider inputs = gpio.inputs();
            DigitalOutputProvider outputs = gpio.outputs();
            context = Pi4J.newContextBuilder().noAutoDetect().disableShutdownHook().add(inputs, outputs).build();
            doing = using(led, "for the LED");
            lampPin = led < 0 ? null : output(outputs, "led", led);
            doing = using(ready, "as ready output");
            readyPin = ready < 0 ? null : output(outputs, "ready", ready);
            doing = using(enable, "as EN");
            if (enable >= 0) {
                enablePin = watched(inputs);
            }
        } catch (RuntimeException | LinkageError e) { // whatever Pi4J throws: nobody promises which
            throw new IllegalStateException(cannot(doing, e), e);
        }
        open = true;
        told.showAnew(); // a loop that sleeps may have no other reason to wake
    }

    private static String using(int pin, String as) {
        return "use GPIO " + pin + " " + as;
    }

    private static String cannot(String doing, Throwable e) {
        return "cannot " + doing + " (" + reason(e)
                + "): is this a Raspberry Pi, the user in the group gpio, and the pin free?";
    }

    /** What is at the bottom of it, in a line. */
    private static String reason(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage()).lines().findFirst().orElse(first.toString());
    }

    private DigitalOutput output(DigitalOutputProvider outputs, String id, int pin) {
        return outputs.create(DigitalOutput.newConfigBuilder(context).id(id).address(pin)
                .initial(DigitalState.LOW).shutdown(DigitalState.LOW).build());
    }

    private DigitalInput watched(DigitalInputProvider inputs) {
        DigitalInput pin = inputs.create(DigitalInput.newConfigBuilder(context).id("en").address(enable)
                .pull(PullResistance.PULL_UP).debounce(0L).build());
        pin.addListener(new DigitalStateChangeListener() {
            @Override
            @SuppressWarnings("rawtypes") // as Pi4J declares it
            public void onDigitalStateChange(DigitalStateChangeEvent event) {
                if (event instanceof HeaderInput.Edge edge) {
                    panel.enable(edge.state().isHigh(), edge.micros);
                } else {
                    look(pin); // of a pin that bounces, events may be old or lost
                }
            }
        });
        panel.enable(pin.isHigh());
        return pin;
    }

    /** The level of now. */
    private void look(DigitalInput pin) {
        try {
            panel.enable(pin.isHigh());
        } catch (RuntimeException e) {
            failed.accept(cannot(using(enable, "as EN"), e));
        }
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
                drive(lampPin, lit, using(led, "for the LED"));
            }
        }
        if (readyPin != null && high != (module == READY)) {
            high = !high;
            drive(readyPin, high, using(ready, "as ready output"));
        }
        if (enablePin != null && (!looked || now - lookAgainAt >= 0)) {
            looked = true;
            lookAgainAt = now + LOOK_MILLIS;
            look(enablePin);
        }
    }

    private void drive(DigitalOutput pin, boolean up, String doing) {
        try {
            pin.state(up ? DigitalState.HIGH : DigitalState.LOW);
        } catch (RuntimeException e) {
            failed.accept(cannot(doing, e));
        }
    }

    @Override
    public long nextDeadline() {
        long next = open && lampPin != null ? lamp.nextDeadline() : Long.MAX_VALUE;
        return looked ? Math.min(next, lookAgainAt) : next;
    }

    /** Outputs go low, and the pins are given back. */
    public synchronized void close() {
        open = false;
        if (context != null) {
            try {
                context.shutdown();
            } catch (RuntimeException e) {
                // a pin that cannot be used any more: told already, and the process ends
            }
            context = null;
        }
    }
}

package wsat.at.basic;

import wsat.at.Arguments;
import wsat.at.Chapters;
import wsat.at.Command;
import wsat.at.Modes;
import wsat.at.NumberCommand;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.at.Settings;
import wsat.at.Version;
import wsat.at.time.WallClock;
import wsat.port.Log;

/** The Basic chapter up to AT+SYSRAM (ESP-AT, Basic AT Commands); {@link SystemCommands} has the rest. */
public final class BasicCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;

    private final Output output;

    /**
     * @param chapters            all chapters, for {@code AT+CMD?}
     * @param powerUpLink         {@code AT+SAVETRANSLINK}
     * @param passthroughInterval {@code AT+TRANSINTVL}
     */
    public BasicCommands(Modes modes, WallClock clock, Chapters chapters, Settings settings, Saved saved,
            Command powerUpLink, Command passthroughInterval, Output output, Log log) {
        this.output = output;
        table = new Command[] {
            new Command("AT", Command.EXECUTE) {
                @Override
                protected int execute(long now) {
                    return OK;
                }
            },
            new Echo("ATE0", false, modes),
            new Echo("ATE1", true, modes),
            new Restart(log),
            new ModuleVersion(settings),
            new List(chapters),
            powerUpLink,
            passthroughInterval,
            new DeepSleep(),
            new Timestamp(clock),
            new NumberCommand("AT+SLEEP", 0, 3, 0, NumberCommand.BLANK_LINE, output).withoutEffect(),
            new WakeUp(log).withoutEffect(),
            new Restore(saved),
            new Memory(),
        };
    }

    private static final class Echo extends Command {
        private final boolean on;
        private final Modes modes;

        Echo(String name, boolean on, Modes modes) {
            super(name, EXECUTE);
            this.on = on;
            this.modes = modes;
        }

        @Override
        protected int execute(long now) {
            modes.echo = on;
            return OK;
        }
    }

    /** {@code AT+RST}, {@code =<mode>}: 1 is an ESP32-C3's firmware download, which is not there. */
    private static final class Restart extends Command {
        private final Log log;

        Restart(Log log) {
            super("AT+RST", SET | EXECUTE);
            this.log = log;
        }

        @Override
        protected int execute(long now) {
            return RESTART;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            int mode = a.number(0, 0, 1);
            if (a.error() != 0) {
                return a.error();
            }
            return mode == 0 ? RESTART : failed(log, "there is no firmware download");
        }
    }

    /** {@code AT+SLEEPWKCFG=2,<gpio>[,<level>]}: who never sleeps is awake at any level. */
    private static final class WakeUp extends Command {
        private static final int BY_GPIO = 2;
        private static final int GPIO_MAX = 48;

        private final Log log;

        WakeUp(Log log) {
            super("AT+SLEEPWKCFG", SET);
            this.log = log;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(2, 3);
            a.number(0, BY_GPIO, BY_GPIO);
            a.number(1, 0, GPIO_MAX);
            a.number(2, 0, 1, 0);
            if (a.error() == 0) {
                log.log(Log.INFO, name, "the coprocessor never sleeps", Log.NO_VALUE);
            }
            return a.error();
        }
    }

    /** Forgets what was kept, and starts anew; the certificates are in another partition and stay. */
    private static final class Restore extends Command {
        private final Saved saved;

        Restore(Saved saved) {
            super("AT+RESTORE", EXECUTE);
            this.saved = saved;
        }

        @Override
        protected int execute(long now) {
            saved.beginErasing();
            return WORKING;
        }

        @Override
        protected int poll(long now) {
            int status = saved.erase();
            return status == OK ? RESTART : status;
        }
    }

    private final class ModuleVersion extends Command {
        private final Settings settings;

        ModuleVersion(Settings settings) {
            super("AT+GMR", EXECUTE);
            this.settings = settings;
        }

        @Override
        protected int execute(long now) {
            Version.say(output, settings.version(), settings.moduleName);
            return OK;
        }
    }

    private final class List extends Command {
        private final Chapters chapters;

        List(Chapters chapters) {
            super("AT+CMD", QUERY);
            this.chapters = chapters;
        }

        @Override
        protected int query() {
            int index = 0;
            for (int i = 0; i < chapters.count(); i++) {
                Command[] table = chapters.table(i);
                for (int j = 0; j < table.length; j++) {
                    Command command = table[j];
                    line(output).say(index++).say(",\"").say(command.name).say("\"");
                    for (int form = TEST; form <= EXECUTE; form <<= 1) {
                        output.say((command.listed() & form) != 0 ? ",1" : ",0");
                    }
                    output.say("\r\n");
                }
            }
            return OK;
        }
    }

    /** {@code AT+GSLP=<ms>}: deaf for that time, then as after power-up; 0 starts anew at once. */
    private final class DeepSleep extends Command {
        private int millis;

        DeepSleep() {
            super("AT+GSLP", SET);
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            millis = a.number(0, 0, Integer.MAX_VALUE);
            if (a.error() != 0) {
                return a.error();
            }
            output.say(millis).say("\r\n");
            return RESTART;
        }

        @Override
        protected int sleepMillis() {
            return millis;
        }
    }

    private final class Timestamp extends Command {
        private final WallClock clock;

        Timestamp(WallClock clock) {
            super("AT+SYSTIMESTAMP", QUERY | SET);
            this.clock = clock;
        }

        @Override
        protected int query() {
            line(output).say(clock.unixSeconds());
            return OK;
        }

        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            int seconds = a.number(0, 0, Integer.MAX_VALUE);
            if (a.error() == 0) {
                clock.set(seconds);
            }
            return a.error();
        }
    }

    /** {@code AT+SYSRAM}: the machine's heap, and the least of it that was free when a host asked. */
    private final class Memory extends Command {
        private static final long MOST = 0xFFFFFFFFL;

        private final Runtime runtime = Runtime.getRuntime();
        private long leastFree = MOST;

        Memory() {
            super("AT+SYSRAM", QUERY | SET);
        }

        private long free() {
            long free = Math.min(MOST, runtime.freeMemory());
            leastFree = Math.min(leastFree, free);
            return free;
        }

        @Override
        protected int query() {
            line(output).say(free()).say(",").say(leastFree);
            return OK;
        }

        /** {@code =<caps>}: a machine has one kind of memory. Free, least free, largest piece, all. */
        @Override
        protected int set(Arguments a, long now) {
            a.expect(1, 1);
            a.longNumber(0, 0, MOST);
            if (a.error() != 0) {
                return a.error();
            }
            long free = free();
            line(output).say(free).say(",").say(leastFree).say(",").say(free).say(",")
                    .say(Math.min(MOST, runtime.totalMemory()));
            return OK;
        }
    }
}

package wsat.at;

/** The Basic chapter (ESP-AT, Basic AT Commands). */
final class BasicCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    final Command[] table;

    /** @param chapters all chapters, for {@code AT+CMD?} */
    BasicCommands(final Output output, final Modes modes, final WallClock clock,
            final Command[][] chapters) {
        table = new Command[] {
            new Command("AT", Command.EXECUTE) {
                @Override
                int execute(long now) {
                    return OK;
                }
            },
            new Command("ATE0", Command.EXECUTE) {
                @Override
                int execute(long now) {
                    modes.echo = false;
                    return OK;
                }
            },
            new Command("ATE1", Command.EXECUTE) {
                @Override
                int execute(long now) {
                    modes.echo = true;
                    return OK;
                }
            },
            new Command("AT+RST", Command.EXECUTE) {
                @Override
                int execute(long now) {
                    return RESTART;
                }
            },
            new Command("AT+GMR", Command.EXECUTE) {
                @Override
                int execute(long now) {
                    output.say(Version.LINES);
                    return OK;
                }
            },
            new Command("AT+CMD", Command.QUERY) {
                @Override
                int query() {
                    sayCommands(output, chapters);
                    return OK;
                }
            },
            new Command("AT+SYSTIMESTAMP", Command.QUERY | Command.SET) {
                @Override
                int query() {
                    output.say("+SYSTIMESTAMP:").say(clock.unixSeconds());
                    return OK;
                }

                @Override
                int set(Arguments arguments, long now) {
                    arguments.expect(1, 1);
                    int seconds = arguments.number(0, 0, Integer.MAX_VALUE);
                    if (arguments.error() == 0) {
                        clock.set(seconds);
                    }
                    return arguments.error();
                }
            },
            new Command("AT+SYSLOG", Command.QUERY | Command.SET) {
                @Override
                int query() {
                    output.say("+SYSLOG:").say(modes.sysLog ? 1 : 0).say("\r\n");
                    return OK;
                }

                @Override
                int set(Arguments arguments, long now) {
                    arguments.expect(1, 1);
                    int on = arguments.number(0, 0, 1);
                    if (arguments.error() == 0) {
                        modes.sysLog = on == 1;
                    }
                    return arguments.error();
                }
            },
        };
    }

    private static void sayCommands(Output output, Command[][] chapters) {
        int index = 0;
        for (int i = 0; i < chapters.length; i++) {
            for (int j = 0; j < chapters[i].length; j++) {
                Command command = chapters[i][j];
                output.say("+CMD:").say(index++).say(",\"").say(command.name).say("\"");
                for (int form = Command.TEST; form <= Command.EXECUTE; form <<= 1) {
                    output.say((command.forms & form) != 0 ? ",1" : ",0");
                }
                output.say("\r\n");
            }
        }
    }
}

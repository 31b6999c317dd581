package wsat.at.basic;

import wsat.at.Command;
import wsat.at.Output;

/** The User chapter (ESP-AT, User AT Commands): where the manual is. */
public final class UserCommands {
    /** In the order of ESP-AT's own {@code AT+CMD?}. */
    public final Command[] table;

    private static final String MANUAL = "https://docs.espressif.com/projects/esp-at/";

    private final String moduleName;
    private final Output output;

    /** @param moduleName of the chip, as {@code AT+GMR} tells it */
    public UserCommands(String moduleName, Output output) {
        this.moduleName = moduleName;
        this.output = output;
        table = new Command[] {new Docs()};
    }

    /** {@code AT+USERDOCS?}: in English and in Chinese, of the chip. */
    private final class Docs extends Command {
        Docs() {
            super("AT+USERDOCS", QUERY);
        }

        @Override
        protected int query() {
            say("en");
            say("zh_CN");
            return OK;
        }

        private void say(String language) {
            line(output).say("\"").say(MANUAL).say(language).say("/latest/");
            for (int i = 0; i < moduleName.length(); i++) {
                char c = moduleName.charAt(i);
                output.sayByte(c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
            }
            output.say("/index.html\"\r\n");
        }
    }
}

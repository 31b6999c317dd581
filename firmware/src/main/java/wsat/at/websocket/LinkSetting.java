package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.SavedRecord;

/** A command that sets something for one link, which {@code AT+WSSAVE} keeps. */
abstract class LinkSetting extends Command {
    LinkSetting(String name, int forms) {
        super(name, forms);
    }

    /** Appends the line, or lines, that set a link as it is set now. */
    abstract void keep(int link, SavedRecord record);

    /** Such a line, which is checked as what a host says. */
    @Override
    protected int restore(Arguments kept) {
        return set(kept, 0);
    }
}

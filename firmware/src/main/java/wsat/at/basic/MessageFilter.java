package wsat.at.basic;

import wsat.at.Filters;
import wsat.at.NumberCommand;
import wsat.at.Output;

/** {@code AT+SYSMSGFILTER}: whether what the host is told goes through the filters, from behind its own OK on. */
final class MessageFilter extends NumberCommand {
    private final Filters filters;

    MessageFilter(Output output) {
        super("AT+SYSMSGFILTER", 0, 1, 0, BLANK_LINE, output);
        filters = output.filters;
    }

    @Override
    protected int change(int number) {
        filters.enabled = number == 1;
        return super.change(number);
    }
}

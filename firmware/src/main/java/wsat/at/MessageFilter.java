package wsat.at;

/** {@code AT+SYSMSGFILTER}: whether what the host is told goes through the filters, from behind its own OK on. */
final class MessageFilter extends Remembered {
    private final Filters filters;

    MessageFilter(Output output) {
        super("AT+SYSMSGFILTER", 0, 1, 0, BLANK_LINE, output);
        filters = output.filters;
    }

    @Override
    int change(int number) {
        filters.enabled = number == 1;
        return super.change(number);
    }
}

package wsat.at.basic;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Filters;
import wsat.at.Output;
import wsat.port.Log;
import wsat.regexp.Regexp;

/**
 * {@code AT+SYSMSGFILTERCFG=0}, which forgets all filters, {@code =1,<head_regexp_len>,<tail_regexp_len>[,<cflags>]},
 * which adds one, and {@code =2,…}, which removes it; the expressions follow the prompt.
 */
final class MessageFilterConfig extends Command {
    private static final int CLEAR = 0;
    private static final int REMOVE = 2;

    private final Filters filters;
    private final Output output;
    private final Log log;
    private int operation;
    private int headLength;
    private int tailLength;
    private int flags;

    MessageFilterConfig(Output output, Log log) {
        super("AT+SYSMSGFILTERCFG", QUERY | SET);
        filters = output.filters;
        this.output = output;
        this.log = log;
    }

    @Override
    protected int query() {
        for (int i = 0; i < filters.count(); i++) {
            line(output).say(i).say(",\"").say(filters.head(i)).say("\",\"").say(filters.tail(i)).say("\"\r\n");
        }
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        operation = a.number(0, CLEAR, REMOVE);
        a.expect(operation == CLEAR ? 1 : 3, operation == CLEAR ? 1 : 4);
        headLength = a.number(1, 0, Filters.LENGTH_MAX, 0);
        tailLength = a.number(2, 0, Filters.LENGTH_MAX, 0);
        flags = a.number(3, 0, Regexp.EXTENDED | Regexp.IGNORE_CASE | Regexp.NEWLINE, 0);
        if (operation != CLEAR && headLength + tailLength == 0) {
            a.fail(ErrorCode.invalid(2));
        }
        if (a.error() != 0) {
            return a.error();
        }
        if (operation == CLEAR) {
            filters.clear();
            return OK;
        }
        return PROMPT;
    }

    @Override
    protected int payloadLength() {
        return headLength + tailLength;
    }

    @Override
    protected int payload(byte[] bytes, int length, boolean last, long now) {
        if (operation == REMOVE) {
            return filters.remove(bytes, headLength, tailLength, flags) ? OK : failed(log, "there is no such filter");
        }
        String wrong = filters.add(bytes, headLength, tailLength, flags);
        return wrong == null ? OK : failed(log, wrong);
    }
}

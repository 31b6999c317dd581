package wsat.at;

/** A command that remembers one number and says it when it is asked. Others look at {@link #value}. */
public class NumberCommand extends Command {
    /** Behind an answer that ESP-AT ends with CR LF of its own: the host sees an empty line before OK. */
    public static final String BLANK_LINE = "\r\n";
    public static final String NO_BLANK_LINE = "";

    public int value;

    private final int least;
    private final int most;
    private final String end;
    private final Output output;

    /** @param end {@link #BLANK_LINE} or {@link #NO_BLANK_LINE} */
    public NumberCommand(String name, int least, int most, int initial, String end, Output output) {
        super(name, QUERY | SET);
        this.least = least;
        this.most = most;
        this.end = end;
        this.output = output;
        value = initial;
    }

    @Override
    protected int query() {
        line(output).say(value).say(end);
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, 1);
        int number = a.number(0, least, most);
        return a.error() != 0 ? a.error() : change(number);
    }

    /** Takes a number that follows from something else which the host has set; it is in range. */
    public final void become(int number) {
        change(number);
    }

    /** Takes a new number, which is in range. @return as {@link #set} */
    protected int change(int number) {
        value = number;
        return OK;
    }
}

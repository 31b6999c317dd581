package wsat.at;

/** A command that remembers one number and says it when it is asked. Others look at {@link #value}. */
class Remembered extends Command {
    /** Behind an answer that ESP-AT ends with CR LF of its own: the host sees an empty line before OK. */
    static final String BLANK_LINE = "\r\n";
    static final String NO_BLANK_LINE = "";

    int value;

    private final int least;
    private final int most;
    private final String end;
    private final Output output;

    /** @param end {@link #BLANK_LINE} or {@link #NO_BLANK_LINE} */
    Remembered(String name, int least, int most, int initial, String end, Output output) {
        super(name, QUERY | SET);
        this.least = least;
        this.most = most;
        this.end = end;
        this.output = output;
        value = initial;
    }

    @Override
    int query() {
        line(output).say(value).say(end);
        return OK;
    }

    @Override
    int set(Arguments a, long now) {
        a.expect(1, 1);
        int number = a.number(0, least, most);
        return a.error() != 0 ? a.error() : change(number);
    }

    /** Takes a new number, which is in range. @return as {@link #set} */
    int change(int number) {
        value = number;
        return OK;
    }
}

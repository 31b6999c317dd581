package wsat.at;

/** A {@link NumberCommand} whose number is kept over a restart while {@code AT+SYSSTORE} is 1. */
public class SavedNumberCommand extends NumberCommand {
    private final Saved saved;

    public SavedNumberCommand(String name, int least, int most, int initial, Saved saved, Output output) {
        this(name, least, most, initial, NO_BLANK_LINE, saved, output);
    }

    public SavedNumberCommand(String name, int least, int most, int initial, String end, Saved saved, Output output) {
        super(name, least, most, initial, end, output);
        this.saved = saved;
    }

    @Override
    protected int change(int number) {
        int status = keep(saved.begin(this).number(number));
        return status == OK ? super.change(number) : status;
    }

    /** Keeps the new number. @return {@link #OK} or an error */
    protected int keep(Saved begun) {
        return begun.keep();
    }

    @Override
    protected int restore(Arguments kept) {
        return set(kept, 0);
    }
}

package wsat.at;

/** A {@link Remembered} number that is kept over a restart while {@code AT+SYSSTORE} is 1. */
class Kept extends Remembered {
    private final Saved saved;

    Kept(String name, int least, int most, int initial, Saved saved, Output output) {
        this(name, least, most, initial, NO_BLANK_LINE, saved, output);
    }

    Kept(String name, int least, int most, int initial, String end, Saved saved, Output output) {
        super(name, least, most, initial, end, output);
        this.saved = saved;
    }

    @Override
    int change(int number) {
        int status = keep(saved.begin(this).number(number));
        return status == OK ? super.change(number) : status;
    }

    /** Keeps the new number. @return {@link #OK} or an error */
    int keep(Saved begun) {
        return begun.keep();
    }

    @Override
    int restore(Arguments kept) {
        return set(kept, 0);
    }
}

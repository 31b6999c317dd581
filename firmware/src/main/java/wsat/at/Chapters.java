package wsat.at;

/** The commands by the manual's chapters, in the order of {@code AT+CMD?}. Made once, at power-up. */
public final class Chapters {
    private Command[][] tables = {};

    /** Which chapters there are, and in which order. */
    public void are(Command[]... inOrder) {
        tables = inOrder;
    }

    /** How many chapters. */
    public int count() {
        return tables.length;
    }

    /** The commands of a chapter, from 0, in their order. */
    public Command[] table(int chapter) {
        return tables[chapter];
    }

    /** The command whose name stands at {@code line[0, end)}, or null. */
    Command find(byte[] line, int end) {
        for (int i = 0; i < tables.length; i++) {
            Command[] chapter = tables[i];
            for (int j = 0; j < chapter.length; j++) {
                if (chapter[j].isNamed(line, 0, end)) {
                    return chapter[j];
                }
            }
        }
        return null;
    }
}

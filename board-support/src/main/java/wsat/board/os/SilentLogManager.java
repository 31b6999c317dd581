package wsat.board.os;

import java.io.IOException;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * java.util.logging without output. JNA has loggers that tell us nothing, but whose set-up would take longer than all
 * of JNA: the JDK reads its properties, looks for each logger's among them and for another logging system in every jar.
 */
public final class SilentLogManager extends LogManager {

    /** For {@link LogManager}, which makes it by its name. */
    public SilentLogManager() {
    }

    /** @throws IOException always, whereupon the JDK leaves all as it is */
    @Override
    public void readConfiguration() throws IOException {
        throw new IOException("there is no configuration");
    }

    /** @return true: it is as it should be */
    @Override
    public boolean addLogger(Logger logger) {
        return true;
    }

    /** @return null: none is kept */
    @Override
    public Logger getLogger(String name) {
        return null;
    }
}

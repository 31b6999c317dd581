package wsat.sim;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Debian's Python, and what is packaged for it. */
public final class Python {
    static final String PROGRAM = "/usr/bin/python3";

    private Python() {
    }

    /** Skips the test aloud where python3-websockets is not installed. */
    static void needWebsockets() throws Exception {
        need("websockets");
    }

    /** The same of python3-serial. */
    public static void needPyserial() throws Exception {
        need("serial");
    }

    private static void need(String module) throws Exception {
        boolean there = Files.isExecutable(Path.of(PROGRAM)) && new ProcessBuilder(PROGRAM, "-c", "import " + module)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        if (!there) {
            System.out.println("skipped: needs Debian's python3-" + module);
        }
        assumeTrue(there, "needs Debian's python3-" + module);
    }
}

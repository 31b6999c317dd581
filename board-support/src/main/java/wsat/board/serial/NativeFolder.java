package wsat.board.serial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import wsat.board.os.FileTree;

/**
 * Where jSerialComm unpacks its native code: a folder that only its owner can reach, new for each run. By
 * itself it would take one below the temporary folder that everybody can write to. Where the code lies
 * unpacked already, the system property {@value #UNPACKED} names its folder, and nothing is unpacked.
 */
public final class NativeFolder {
    private static final String UNPACKED = "jSerialComm.library.path";
    private static final String TEMPORARY = "java.io.tmpdir";

    private static Path folder;

    private NativeFolder() {
    }

    /** Makes it, once; before the first use of jSerialComm, which looks for the place when it is loaded. */
    public static synchronized void prepare() throws IOException {
        if (folder == null && System.getProperty(UNPACKED) == null) {
            folder = Files.createTempDirectory("wsat"); // 0700
            System.setProperty(TEMPORARY, folder.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(NativeFolder::remove));
        }
    }

    private static void remove() {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            // It is nobody else's, and empty next time.
        }
    }
}

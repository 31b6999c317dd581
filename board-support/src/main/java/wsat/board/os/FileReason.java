package wsat.board.os;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Why a file cannot be used, in a few words: many exceptions of the JDK say no more than the file's name. */
public final class FileReason {
    private FileReason() {
    }

    /** The reason, without the name of the file; never null. */
    public static String of(IOException e) {
        String link = e instanceof FileSystemException named && named.getFile() != null
                ? deadLink(Path.of(named.getFile())) : null;
        if (link != null) {
            return link;
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it has just been made by somebody else";
        }
        if (e instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /**
     * How a name leads nowhere although it is there, such as {@code it is a link to /mnt/x, which is not there}; null:
     * it is no such link.
     */
    public static String deadLink(Path file) {
        try {
            return Files.isSymbolicLink(file) && !Files.exists(file)
                    ? "it is a link to " + Files.readSymbolicLink(file) + ", which is not there" : null;
        } catch (IOException e) {
            return null; // it has just been removed
        }
    }

    /** Why a file that {@link Files#isReadable} says no of cannot be read. */
    public static String unreadable(Path file) {
        String link = deadLink(file);
        return link != null ? link : Files.exists(file) ? "permission denied" : "there is no such file";
    }
}

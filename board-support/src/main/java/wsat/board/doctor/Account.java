package wsat.board.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A user of a machine, and what that user may do by owner, group and mode. */
final class Account {
    private static final String SERVICE = "wsat";
    private static final int READ = 4;
    private static final int WRITE = 2;
    private static final int SEARCH = 1;

    final String name;
    private final Root root;
    private final int uid;
    private final Set<Integer> groups = new HashSet<>();

    private Account(Root root, String name) {
        this.root = root;
        this.name = name;
        int id = -1;
        for (String line : root.lines("/etc/passwd")) {
            String[] fields = line.split(":");
            if (fields.length > 3 && fields[0].equals(name)) {
                id = number(fields[2]);
                groups.add(number(fields[3]));
            }
        }
        uid = id;
        for (String line : root.lines("/etc/group")) {
            String[] fields = line.split(":");
            if (fields.length > 3 && Set.of(fields[3].split(",")).contains(name)) {
                groups.add(number(fields[2]));
            }
        }
    }

    /** The user who will run it: the service's when we may speak for that one, else our own. */
    static Account of(Root root) {
        String own = System.getProperty("user.name");
        Account service = new Account(root, SERVICE);
        boolean speaksForAll = !root.isThisMachine() || own.equals("root");
        return service.uid >= 0 && speaksForAll ? service : new Account(root, own);
    }

    /** Whether we can only speak for ourselves, while the service has a user of its own. */
    static boolean speaksForItselfAlone(Root root) {
        return new Account(root, SERVICE).uid >= 0 && !of(root).name.equals(SERVICE);
    }

    private static int number(String digits) {
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : -1;
    }

    /** Whether this user may read and write a file. */
    boolean mayUse(Path file) {
        return may(file, READ + WRITE);
    }

    /** Whether this user may make files in a folder. */
    boolean mayFill(Path folder) {
        return may(folder, WRITE + SEARCH);
    }

    private boolean may(Path file, int wanted) {
        if (uid == 0) {
            return Files.exists(file);
        }
        for (Path folder = file.getParent(); folder != null && root.isBelow(folder); folder = folder.getParent()) {
            if (!has(folder, SEARCH)) {
                return false;
            }
        }
        return has(file, wanted);
    }

    private boolean has(Path file, int wanted) {
        try {
            Map<String, Object> node = Files.readAttributes(file, "unix:uid,gid,mode");
            int mode = (Integer) node.get("mode");
            int shift = uid == (Integer) node.get("uid") ? 6 : groups.contains((Integer) node.get("gid")) ? 3 : 0;
            return (mode >> shift & wanted) == wanted;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return false;
        }
    }
}

package wsat.pki.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import wsat.board.flash.FileFlash;
import wsat.board.os.FileReason;
import wsat.board.os.FileTree;
import wsat.nvs.Nvs;
import wsat.pki.Refusal;

/**
 * An image of ESP-AT's {@code raw_data} folder: a folder for each namespace, its .crt, .key and .pem files
 * sorted by name and numbered from 0; the only file of a folder stands under the plain namespace name (ESP-AT,
 * How to Update PKI Configuration).
 */
public final class RawDataImage {
    /** ESP-AT's own order; other folders follow by name. */
    private static final List<String> ORDER = List.of("server_cert", "server_key", "server_ca", "client_cert",
            "client_key", "client_ca", "wpa2_cert", "wpa2_key", "wpa2_ca", "wpa_ent_cert", "wpa_ent_key", "wpa_ent_ca",
            "mqtt_cert", "mqtt_key", "mqtt_ca", "https_cert", "https_key", "https_ca", "wss_cert", "wss_key", "wss_ca");

    /** Folders that hold tables instead of PKI files. */
    private static final List<String> TABLES = List.of("factory_param", "ble_data", "fatfs");

    private RawDataImage() {
    }

    /**
     * Builds an image of so many bytes.
     *
     * @param notes takes what was left out and why, a line each
     */
    public static byte[] build(Path folder, int size, List<String> notes) throws Refusal {
        Builder builder = new Builder(size);
        boolean any = false;
        for (Path namespace : namespaces(folder)) {
            String name = namespace.getFileName().toString();
            if (TABLES.contains(name)) {
                notes.add(namespace + ": left out, its tables are for ESP-AT's own build; build from its mfg_nvs.csv to"
                        + " have them");
            } else {
                any |= add(builder, namespace, name, notes);
            }
        }
        if (!any) {
            throw new Refusal(folder + ": has no folder such as wss_ca with .crt, .key or .pem files; give ESP-AT's"
                    + " raw_data folder");
        }
        return builder.bytes();
    }

    private static boolean add(Builder builder, Path folder, String name, List<String> notes) throws Refusal {
        List<Path> all = sorted(folder);
        int index = 0;
        for (Path file : all) {
            String fileName = file.getFileName().toString();
            if (!fileName.matches(".*\\.(crt|key|pem)")) {
                notes.add(file + ": left out, ESP-AT takes only .crt, .key and .pem");
                continue;
            }
            if (name.length() > Nvs.NAME_MAX) {
                throw new Refusal(folder + ": the name is longer than 15 bytes; rename the folder");
            }
            if (index == 0) {
                builder.namespace(folder.toString(), name);
            }
            String key = all.size() == 1 ? name : name + "." + index;
            builder.blob(file.toString(), key, OwnFile.read(file, FileFlash.SIZE_MAX));
            index++;
        }
        return index > 0;
    }

    private static List<Path> namespaces(Path folder) throws Refusal {
        if (!Files.isDirectory(folder)) {
            throw new Refusal(folder + ": is not a folder; give ESP-AT's raw_data folder");
        }
        List<Path> inOrder = new ArrayList<>();
        List<Path> rest = new ArrayList<>(sorted(folder));
        rest.removeIf(path -> !Files.isDirectory(path));
        for (String name : ORDER) {
            Path path = folder.resolve(name);
            if (rest.remove(path)) {
                inOrder.add(path);
            }
        }
        inOrder.addAll(rest);
        return inOrder;
    }

    private static List<Path> sorted(Path folder) throws Refusal {
        try {
            return FileTree.list(folder, "*");
        } catch (IOException e) {
            throw new Refusal(folder + ": cannot be read (" + FileReason.of(e) + "); check its permissions");
        }
    }
}

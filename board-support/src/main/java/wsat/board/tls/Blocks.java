package wsat.board.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A slot's bytes as blocks of DER, each with the label it had in PEM. Accepts what {@link Pem} reads, bare DER, and
 * either within the AtPKI header of ESP-AT up to v3.0.
 */
final class Blocks {
    /** The types of AtPKI items. */
    static final int CA = 1;
    static final int CERTIFICATE = 2;
    static final int KEY = 3;

    /** The label of bare DER. */
    static final String BARE = "";

    private static final int AT_PKI_HEADER = 8;
    private static final int AT_PKI_ITEM_HEADER = 4;

    /**
     * One block.
     *
     * @param kind what may be told of it
     */
    record Block(String label, String kind, byte[] der, boolean encrypted) {
    }

    private final String slot;
    private final int type;
    private final List<Block> blocks = new ArrayList<>();

    private Blocks(String slot, int type) {
        this.slot = slot;
        this.type = type;
    }

    /**
     * Takes a slot apart.
     *
     * @param slot its namespace, for the reason of a refusal
     * @param type which AtPKI items are meant
     */
    static List<Block> of(String slot, int type, byte[] bytes) throws MaterialException {
        Blocks found = new Blocks(slot, type);
        if (bytes.length >= AT_PKI_HEADER && (bytes[0] & 0xFF) == 0xF1 && (bytes[1] & 0xFF) == 0xF1) {
            found.unwrap(bytes);
        } else {
            found.read(bytes);
        }
        return found.blocks;
    }

    private MaterialException refused(String reason) {
        return new MaterialException(slot + ": " + reason);
    }

    /** The AtPKI header: little-endian, each item padded to a multiple of 4. */
    private void unwrap(byte[] bytes) throws MaterialException {
        int count = number(bytes, 2);
        int at = AT_PKI_HEADER;
        boolean any = false;
        for (int i = 0; i < count; i++) {
            int length = at + AT_PKI_ITEM_HEADER <= bytes.length ? number(bytes, at + 2) : bytes.length;
            int from = at + AT_PKI_ITEM_HEADER;
            if (from + length > bytes.length) {
                throw refused("its AtPKI header promises more than there is");
            }
            if (bytes[at] == type) {
                read(Arrays.copyOfRange(bytes, from, from + length));
                any = true;
            }
            at = from + (length + 3) / 4 * 4;
        }
        if (!any) {
            throw refused("its AtPKI header names nothing of this kind");
        }
    }

    private static int number(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
    }

    private void read(byte[] bytes) throws MaterialException {
        int before = blocks.size();
        try {
            for (Pem.Block block : Pem.read(bytes)) {
                blocks.add(new Block(block.label(), block.toString(), block.der(), block.encrypted()));
            }
        } catch (Pem.Malformed e) {
            throw refused(e.getMessage());
        }
        if (blocks.size() == before) {
            bare(bytes);
        }
    }

    /** One DER element behind the other, and padding behind the last. */
    private void bare(byte[] bytes) throws MaterialException {
        Der der = new Der(bytes);
        int before = blocks.size();
        while (der.next(Der.SEQUENCE)) {
            blocks.add(new Block(BARE, "DER", der.element(), false));
        }
        if (blocks.size() == before) {
            throw refused(bytes.length == 0 ? "is empty" : "is neither PEM nor DER, or is cut short");
        }
    }

    /** For the reason of a refusal: what kinds of blocks there are. */
    static String labels(List<Block> blocks) {
        StringBuilder labels = new StringBuilder();
        for (Block block : blocks) {
            if (labels.indexOf(block.kind) < 0) {
                labels.append(labels.length() == 0 ? "" : ", ").append(block.kind);
            }
        }
        return labels.toString();
    }
}

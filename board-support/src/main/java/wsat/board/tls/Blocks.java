package wsat.board.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A slot's bytes as blocks of DER, each with the label it had in PEM. Accepts PEM (RFC 7468) with any line
 * ends and any text around, bare DER, and either within the AtPKI header of ESP-AT up to v3.0.
 */
final class Blocks {
    /** The types of AtPKI items. */
    static final int CA = 1;
    static final int CERTIFICATE = 2;
    static final int KEY = 3;

    /** The label of bare DER. */
    static final String BARE = "";

    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";
    private static final int LABEL_MAX = 40;
    private static final int AT_PKI_HEADER = 8;
    private static final int AT_PKI_ITEM_HEADER = 4;

    /** One block. */
    record Block(String label, byte[] der, boolean encrypted) {
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
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.contains(BEGIN)) {
            pem(text);
        } else if (text.startsWith("\u00FF\u00FE") || text.startsWith("\u00FE\u00FF")) {
            throw refused("is UTF-16 text; store it as ASCII");
        } else {
            bare(bytes);
        }
    }

    private void pem(String text) throws MaterialException {
        int at = 0;
        while (true) {
            int begin = text.indexOf(BEGIN, at);
            if (begin < 0) {
                return;
            }
            int labelFrom = begin + BEGIN.length();
            int labelTo = text.indexOf(DASHES, labelFrom);
            if (labelTo < 0 || labelTo - labelFrom > LABEL_MAX) {
                throw refused("a BEGIN line is not complete");
            }
            String label = text.substring(labelFrom, labelTo);
            String endLine = "-----END " + label + DASHES;
            int from = labelTo + DASHES.length();
            int to = text.indexOf(endLine, from);
            if (to < 0 || text.substring(from, to).contains(BEGIN)) {
                throw refused("no END line for " + printable(label));
            }
            block(label, text.substring(from, to));
            at = to + endLine.length();
        }
    }

    private void block(String label, String body) throws MaterialException {
        if (body.contains("Proc-Type:")) {
            // RFC 1421, 4.6.1.1: a Proc-Type header, and base64 that is of no use without the password.
            blocks.add(new Block(label, new byte[0], true));
            return;
        }
        StringBuilder base64 = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c > ' ') {
                base64.append(c);
            }
        }
        try {
            blocks.add(new Block(label, Base64.getDecoder().decode(base64.toString()), false));
        } catch (IllegalArgumentException e) {
            throw refused("what is between BEGIN and END " + printable(label) + " is not base64");
        }
    }

    /** One DER element behind the other, and padding behind the last. */
    private void bare(byte[] bytes) throws MaterialException {
        Der der = new Der(bytes);
        int before = blocks.size();
        while (der.next(Der.SEQUENCE)) {
            blocks.add(new Block(BARE, der.element(), false));
        }
        if (blocks.size() == before) {
            throw refused(bytes.length == 0 ? "is empty" : "is neither PEM nor DER, or is cut short");
        }
    }

    private static String printable(String label) {
        return label.matches("[A-Z0-9 ]+") ? label : "it";
    }

    /** For the reason of a refusal: what kinds of blocks there are. */
    static String labels(List<Block> blocks) {
        StringBuilder labels = new StringBuilder();
        for (Block block : blocks) {
            String label = block.label.equals(BARE) ? "DER" : printable(block.label);
            if (labels.indexOf(label) < 0) {
                labels.append(labels.length() == 0 ? "" : ", ").append(label);
            }
        }
        return labels.toString();
    }
}

package wsat.pki.image;

import java.nio.charset.StandardCharsets;
import wsat.board.flash.RamFlash;
import wsat.nvs.ImageBuilder;
import wsat.nvs.Nvs;
import wsat.nvs.Types;
import wsat.pki.Refusal;

/** An image made item by item, as Espressif's {@code nvs_partition_gen} makes it. */
final class Builder {
    private final RamFlash flash;
    private final ImageBuilder builder;

    Builder(int size) {
        flash = new RamFlash(size);
        builder = new ImageBuilder(flash);
    }

    void namespace(String where, String name) throws Refusal {
        byte[] n = name.getBytes(StandardCharsets.UTF_8);
        settle(where, builder.namespace(n, 0, n.length));
    }

    void integer(String where, String key, int type, long value) throws Refusal {
        byte[] k = key.getBytes(StandardCharsets.UTF_8);
        settle(where, builder.integer(k, 0, k.length, type, value));
    }

    void string(String where, String key, byte[] value) throws Refusal {
        byte[] k = key.getBytes(StandardCharsets.UTF_8);
        settle(where, builder.string(k, 0, k.length, value, 0, value.length));
    }

    void blob(String where, String key, byte[] value) throws Refusal {
        byte[] k = key.getBytes(StandardCharsets.UTF_8);
        settle(where, builder.blob(k, 0, k.length, value, 0, value.length));
    }

    byte[] bytes() {
        byte[] bytes = new byte[flash.size()];
        flash.read(0, bytes, 0, bytes.length);
        return bytes;
    }

    private void settle(String where, int status) throws Refusal {
        if (status != Nvs.OK) {
            throw new Refusal(where + ": " + Image.reason(status, flash.size()));
        }
    }

    /** The integer type of that name, or 0. */
    static int integerType(String name) {
        switch (name) {
            case "u8": return Types.U8;
            case "i8": return Types.I8;
            case "u16": return Types.U16;
            case "i16": return Types.I16;
            case "u32": return Types.U32;
            case "i32": return Types.I32;
            case "u64": return Types.U64;
            case "i64": return Types.I64;
            default: return 0;
        }
    }
}

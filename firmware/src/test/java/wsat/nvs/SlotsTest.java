package wsat.nvs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SlotsTest {
    @Test
    void aSlotIsTheKeyOfItsNamespaceAndIndex() throws Exception {
        Slots slots = new Slots(new Nvs(new RamFlash(GoldenImageTest.resource("full-v2.bin"))));
        for (String[] slot : new String[][] {{"0", "root-0.crt"}, {"1", "root-1.crt"}}) {
            assertSlot(slots, Slots.CA, slot);
        }
        assertSlot(slots, Slots.CERT, new String[] {"1", "client-1.crt"});
        assertSlot(slots, Slots.KEY, new String[] {"0", "client-0.key"});
        assertEquals(Nvs.NOT_FOUND, slots.size(Slots.CA, 2));
        assertEquals(Nvs.NOT_FOUND, slots.size(Slots.CA, -1));
        assertEquals(Nvs.NOT_FOUND, slots.size(Slots.CA, Integer.MAX_VALUE));
    }

    @Test
    void aSingleFileIsSlotZeroUnderThePlainName() throws Exception {
        Slots slots = new Slots(new Nvs(new RamFlash(GoldenImageTest.resource("single-v2.bin"))));
        assertSlot(slots, Slots.CA, new String[] {"0", "root-0.crt"});
        assertEquals(Nvs.NOT_FOUND, slots.size(Slots.CA, 1));
        assertEquals(Nvs.NOT_FOUND, slots.size(Slots.CERT, 0));
    }

    @Test
    void theNumberedKeyGoesBeforeThePlainOne() {
        Store store = Store.blank(3);
        store.mustSet("wss_key/wss_key", "blob 01");
        store.mustSet("wss_key/wss_key.0", "blob 0203");
        store.mustSet("wss_key/wss_key.12", "string text");
        store.mustSet("wss_key/wss_key.3", "u8 1");
        Slots slots = new Slots(store.nvs);
        assertEquals(2, slots.size(Slots.KEY, 0));
        assertEquals(4, slots.size(Slots.KEY, 12));
        assertEquals(Nvs.NOT_FOUND, slots.size(Slots.KEY, 3));
        byte[] bytes = new byte[3];
        assertEquals(2, slots.read(Slots.KEY, 12, 2, bytes, 1, 2));
        assertArrayEquals(new byte[] {0, 'x', 't'}, bytes);
    }

    @Test
    void aSlotsNameHasAtMost15Bytes() {
        Store store = Store.blank(3);
        store.mustSet("client_cert/client_cert.999", "blob 01");
        store.mustSet("client_cert/client_cert.10", "blob 0203");
        store.mustSet("client_cert/client_cert.100", "blob 020304");
        Slots slots = new Slots(store.nvs);
        assertEquals(1, slots.size(Slots.CLIENT + Slots.CERT, 999));
        assertEquals(2, slots.size(Slots.CLIENT + Slots.CERT, 10));
        assertEquals(3, slots.size(Slots.CLIENT + Slots.CERT, 100));
        assertEquals(Nvs.NOT_FOUND, slots.size(Slots.CLIENT + Slots.CERT, 1000));
    }

    @Test
    void anEmptySlotIsThere() {
        Store store = Store.blank(3);
        store.mustSet("wss_ca/wss_ca.0", "blob ");
        StoredSlot slot = new StoredSlot(new Slots(store.nvs), Slots.CA);
        assertEquals(0, slot.at(0).size());
        assertEquals(0, slot.read(0, new byte[1], 0, 1));
        assertEquals(Nvs.NOT_FOUND, slot.at(1).size());
        assertEquals(Nvs.NOT_FOUND, slot.read(0, new byte[1], 0, 1));
    }

    @Test
    void everyChangeIsAnotherEdition() {
        Slots slots = new Slots(Store.blank(3).nvs);
        int edition = slots.edition();
        slots.changed();
        assertEquals(edition + 1, slots.edition());
    }

    private static void assertSlot(Slots slots, int kind, String[] slot) throws Exception {
        byte[] expected = GoldenImageTest.resource("pem/" + slot[1]);
        int index = Integer.parseInt(slot[0]);
        assertEquals(expected.length, slots.size(kind, index));
        byte[] bytes = new byte[4096];
        assertEquals(expected.length, slots.read(kind, index, 0, bytes, 0, bytes.length));
        assertArrayEquals(expected, Arrays.copyOf(bytes, expected.length));
    }
}

package wsat.pki;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import wsat.board.flash.RamFlash;
import wsat.nvs.Nvs;
import wsat.pki.image.Image;
import wsat.pki.image.PageHealth;
import wsat.port.Flash;

/** What is seen of pages before the firmware mends them. */
class PagesTest {
    private static final byte[] KEY = "client.key".getBytes(StandardCharsets.US_ASCII);
    private static final int SIZE = 4 * Flash.SECTOR;

    /**
     * A flash whose power goes after so many operations, in the middle of the next if that changes states of entries.
     */
    private static final class Cut implements Flash {
        private final RamFlash flash = new RamFlash(SIZE);
        private int left = Integer.MAX_VALUE;

        @Override
        public int size() {
            return SIZE;
        }

        @Override
        public void read(int address, byte[] buffer, int offset, int length) {
            flash.read(address, buffer, offset, length);
        }

        @Override
        public boolean write(int address, byte[] buffer, int offset, int length) {
            boolean states = address % Flash.SECTOR >= 32 && address % Flash.SECTOR < 64;
            if (left == 0 && states) {
                flash.write(address, buffer, offset, 4);
            }
            return left-- > 0 && flash.write(address, buffer, offset, length);
        }

        @Override
        public boolean erase(int address) {
            return left-- > 0 && flash.erase(address);
        }

        byte[] image() {
            byte[] image = new byte[SIZE];
            read(0, image, 0, SIZE);
            return image;
        }
    }

    @Test
    void whatAPowerCutLeavesIsNoDamage() {
        for (int operations = 0, status = Nvs.MEDIUM; status == Nvs.MEDIUM; operations++) {
            Cut flash = new Cut();
            Nvs nvs = new Nvs(flash);
            int namespace = nvs.makeNamespace(KEY, 0, 6);
            for (int i = 0; i < 3; i++) { // the fourth needs a page that is reclaimed
                assertTrue(nvs.setBlob(namespace, KEY, 0, KEY.length, new byte[3000 + i], 0, 3000 + i) == Nvs.OK);
            }
            flash.left = operations;
            status = nvs.setBlob(namespace, KEY, 0, KEY.length, new byte[2000], 0, 2000);
            if (status == Nvs.OK) {
                status = nvs.eraseKey(namespace, KEY, 0, KEY.length);
            }
            for (PageHealth.Page page : PageHealth.of(flash.image())) {
                assertNull(page.damage(), "page " + page.number() + " after operation " + operations);
            }
        }
    }

    /** An ESP32 only marks what it erases. */
    @Test
    void whatAnEsp32HasErasedIsNotHandedOn() throws Refusal {
        Image image = new Image("image", Image.erased(SIZE));
        image.write("n", "k", "open sesame, and be open for longer than an entry".getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = image.bytes();
        assertTrue(text(bytes).contains("sesame"));
        Arrays.fill(bytes, 32, 36, (byte) 0); // the states of the first entries
        assertFalse(text(PageHealth.withoutErased(bytes)).contains("sesame"));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}

package wsat.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import wsat.port.Chunk;

class FrameRestTest {
    private final FrameRest rest = new FrameRest();
    private final DataFormat format = new DataFormat();

    private static Chunk chunk(long offset, boolean last) {
        Chunk chunk = new Chunk();
        chunk.offset = offset;
        chunk.last = last;
        return chunk;
    }

    @Test
    void atLevelZeroEachChunkIsWhole() {
        assertTrue(rest.told(chunk(0, false), format, 0));
        assertFalse(rest.holds(0));
        assertTrue(rest.told(chunk(100, true), format, 0));
    }

    @Test
    void atLevelOneTheRestHoldsTheLineForASecond() {
        format.level = DataFormat.FRAME;
        assertFalse(rest.told(chunk(0, false), format, 5));
        assertTrue(rest.has(chunk(100, true)));
        assertFalse(rest.has(chunk(0, true)), "another frame");
        assertTrue(rest.holds(1_000_004));
        assertFalse(rest.holds(1_000_005));
        assertEquals(1_000_005, rest.until());
        rest.saying(10);
        assertEquals(1_000_010, rest.until());
        assertTrue(rest.told(chunk(100, true), format, 20), "CR LF behind the end");
        assertEquals(Long.MAX_VALUE, rest.until());
    }

    @Test
    void whatBeganWithAFormatEndsWithIt() {
        format.level = DataFormat.FRAME;
        rest.told(chunk(0, false), format, 0);
        format.mask = 0;
        assertTrue(rest.told(chunk(100, true), format, 0), "CR LF, as its head has announced");
    }

    @Test
    void withoutCrLfNoneStandsBehindTheEnd() {
        format.level = DataFormat.FRAME;
        format.mask = 0;
        rest.told(chunk(0, false), format, 0);
        assertTrue(rest.isOwed());
        assertFalse(rest.told(chunk(100, true), format, 0));
        assertFalse(rest.isOwed());
    }

    @Test
    void nothingIsOwedOfAConnectionThatIsGone() {
        format.level = DataFormat.FRAME;
        rest.told(chunk(0, false), format, 0);
        rest.forget();
        assertFalse(rest.holds(0));
        assertFalse(rest.has(chunk(100, true)));
    }
}

package wsat.board.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.serial.Serial;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The provider in Pi4J's own way of use. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TtyProviderTest {
    @TempDir
    Path folder;

    @Test
    void aPi4jContextOpensAnyTtyByIt() throws Exception {
        try (PtyPair cable = new PtyPair(folder); RandomAccessFile host = cable.openHost()) {
            Context context = Pi4J.newContextBuilder().noAutoDetect().disableShutdownHook().add(new TtyProvider())
                    .build();
            Serial serial = context.create(Serial.newConfigBuilder(context).id("uart").device(cable.module.toString())
                    .baud(57600).provider("tty").build());
            serial.open();
            assertTrue(serial.isOpen());
            assertEquals("57600 57600", cable.speeds());
            host.write(new byte[] {'h', 'i'});
            assertEquals('h', serial.read());
            assertEquals('i', serial.read());
            serial.write((byte) 'y');
            assertEquals('y', host.read());
            serial.close();
            context.shutdown();
        }
    }

    @Test
    void aPortWithoutAContextSaysWhatItIs() {
        Serial serial = new TtySerial("/dev/ttyAMA0");
        assertEquals("/dev/ttyAMA0", serial.config().device());
        assertEquals("tty", serial.provider().id());
        assertEquals("uart", serial.name("uart").name());
        assertEquals("to the host", serial.description("to the host").description());
        assertEquals(serial.config().id(), serial.id());
        assertFalse(serial.isOpen());
    }

    @Test
    void whatIsNotThereIsAnError() {
        Serial serial = new TtySerial(folder.resolve("none").toString());
        assertEquals("there is no " + folder.resolve("none"),
                assertThrows(IOException.class, serial::open).getMessage());
    }
}

package wsat.board.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import wsat.port.Thermometer;

/** The first thermal zone that the kernel shows: a few bytes that it has at hand, so nobody waits. */
public final class HostThermometer implements Thermometer {
    private static final Path ZONE = Path.of("/sys/class/thermal/thermal_zone0/temp");

    private final Path file;

    public HostThermometer() {
        this(ZONE);
    }

    HostThermometer(Path file) {
        this.file = file;
    }

    @Override
    public int hundredths() {
        try {
            return Integer.parseInt(Files.readString(file).trim()) / 10;
        } catch (IOException | NumberFormatException e) {
            return UNKNOWN;
        }
    }
}

package wsat.pki.module;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.EOFException;
import java.io.IOException;
import wsat.board.os.HangUp;
import wsat.board.serial.NativeFolder;
import wsat.board.serial.OpenError;

/** A tty: a UART, a USB adapter or a pseudo-terminal. */
final class TtyLine implements ModuleLine {
    private static final int PIECE = 1024;

    private final SerialPort port;

    TtyLine(String path, int baud, boolean rtsCts) throws IOException {
        HangUp hangUp = new HangUp();
        NativeFolder.prepare();
        try {
            port = SerialPort.getCommPort(path);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no such serial port");
        }
        port.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        port.setFlowControl(rtsCts ? SerialPort.FLOW_CONTROL_RTS_ENABLED | SerialPort.FLOW_CONTROL_CTS_ENABLED
                : SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, PIECE, 0);
        if (!port.openPort()) {
            throw new IOException("it " + OpenError.words(port.getLastErrorCode()));
        }
        hangUp.restore();
    }

    @Override
    public int read(byte[] into, int timeoutMillis) throws IOException {
        long end = System.nanoTime() + timeoutMillis * 1_000_000L;
        do {
            int waiting = port.bytesAvailable();
            if (waiting < 0) {
                throw new EOFException("the port is gone");
            }
            if (waiting > 0) {
                int count = port.readBytes(into, Math.min(waiting, into.length));
                if (count < 0) {
                    throw new EOFException("the port is gone");
                }
                return count;
            }
            pause();
        } while (System.nanoTime() < end);
        return 0;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length;) {
            int count = port.writeBytes(bytes, Math.min(PIECE, bytes.length - at), at);
            if (count < 0) {
                throw new EOFException("the port is gone");
            }
            at += count;
        }
    }

    @Override
    public void baud(int baud) {
        port.setBaudRate(baud);
    }

    @Override
    public void close() {
        port.closePort();
    }
}

package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TcpLineTest {
    private volatile InetSocketAddress address;

    private EchoDevice device() throws Exception {
        return new EchoDevice(network -> {
            TcpLine line = new TcpLine(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), network.selector(), 4096);
            address = line.address();
            return line;
        });
    }

    private Socket connect() throws Exception {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static byte[] exchange(Socket host, byte[] said) throws Exception {
        host.getOutputStream().write(said);
        return new DataInputStream(host.getInputStream()).readNBytes(said.length);
    }

    @Test
    void hostsComeAndGo() throws Exception {
        byte[] said = new byte[3000];
        new Random(5).nextBytes(said);
        try (EchoDevice device = device()) {
            for (int i = 0; i < 5; i++) {
                try (Socket host = connect()) {
                    assertArrayEquals(said, exchange(host, said));
                }
            }
        }
    }

    @Test
    void theNextHostWaitsUntilTheFirstLeaves() throws Exception {
        try (EchoDevice device = device(); Socket first = connect()) {
            assertArrayEquals(new byte[] {1}, exchange(first, new byte[] {1}));
            try (Socket second = connect()) {
                second.getOutputStream().write(2);
                assertArrayEquals(new byte[] {3}, exchange(first, new byte[] {3}));
                first.close();
                assertEquals(2, second.getInputStream().read());
            }
        }
    }

    @Test
    void aHostThatHasStoppedSendingStillHearsItsAnswer() throws Exception {
        byte[] said = {1, 2, 3};
        try (EchoDevice device = device(); Socket host = connect()) {
            host.getOutputStream().write(said);
            host.shutdownOutput();
            assertArrayEquals(said, host.getInputStream().readAllBytes(), "all of it, then the end");
        }
    }

    @Test
    void aHostThatIsCutOffMakesRoomForTheNext() throws Exception {
        try (EchoDevice device = device()) {
            Socket first = connect();
            assertArrayEquals(new byte[] {1}, exchange(first, new byte[] {1}));
            first.setSoLinger(true, 0);
            first.close();
            try (Socket second = connect()) {
                assertArrayEquals(new byte[] {2}, exchange(second, new byte[] {2}));
            }
        }
    }

    @Test
    void moreThanFitsAnywhereArrivesWhole() throws Exception {
        byte[] said = new byte[20_000_000];
        new Random(6).nextBytes(said);
        try (EchoDevice device = device(); Socket host = connect()) {
            Thread writer = new Thread(() -> {
                try {
                    host.getOutputStream().write(said);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            writer.start();
            assertArrayEquals(said, new DataInputStream(host.getInputStream()).readNBytes(said.length));
            writer.join();
        }
    }
}

package wsat.sim;

import java.util.concurrent.Callable;
import wsat.board.StderrLog;
import wsat.board.host.SntpClock;
import wsat.board.line.Line;
import wsat.board.net.Network;
import wsat.board.net.Slow;
import wsat.board.os.Ticks;
import wsat.board.tls.VerifyOptions;

/** The least that can be at our end of a line: says everything back, at most so fast as it is heard. */
final class EchoDevice implements AutoCloseable {
    /** Makes the line that is to be tested, on the network's selector. */
    interface LineMaker {
        Line make(Network network) throws Exception;
    }

    private final Network network = network();
    private final Line line;
    private final Thread thread = new Thread(this::run, "device");
    private volatile boolean stopped;
    private volatile boolean deaf;
    private volatile int cuts;

    EchoDevice(LineMaker maker) throws Exception {
        line = maker.make(network);
        thread.start();
    }

    /** Whether it does not take input, as firmware whose output is stuck. */
    void setDeaf(boolean deaf) {
        this.deaf = deaf;
        network.wake();
    }

    /** How often the line was cut. */
    int cuts() {
        return cuts;
    }

    private static Network network() {
        StderrLog log = new StderrLog(StderrLog.OFF, System.err);
        Slow slow = new Slow();
        return new Network(1, 1024, slow, new SntpClock(slow, log), VerifyOptions.USUAL, log, new Ticks());
    }

    private void run() {
        byte[] bytes = new byte[1000];
        while (!stopped) {
            int n = deaf ? 0 : line.read(bytes, 0, Math.min(bytes.length, line.room()));
            if (n == Line.CUT) {
                cuts++;
                n = 0;
            }
            line.write(bytes, 0, n);
            line.flush();
            long deadline = line.nextDeadline();
            network.turn(n > 0 ? 0 : deadline == Long.MAX_VALUE ? -1 : Math.max(0, deadline - network.now()));
        }
    }

    @Override
    public void close() {
        stopped = true;
        network.wake();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        line.close();
        network.close();
    }

    /** Asks again and again, as somebody who looks, until it is so. */
    static void until(Callable<Boolean> so) throws Exception {
        while (!so.call()) {
            Thread.onSpinWait();
        }
    }
}

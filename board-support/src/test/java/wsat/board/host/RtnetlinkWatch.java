package wsat.board.host;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import wsat.board.net.Ready;

/** Says what the kernel tells, and forgets it for each byte on standard input; for a test to start elsewhere. */
final class RtnetlinkWatch {
    private RtnetlinkWatch() {
    }

    public static void main(String[] arguments) throws IOException {
        try (Selector selector = Selector.open()) {
            Rtnetlink kernel = new Rtnetlink(selector);
            System.out.print("listening\n");
            do {
                while (!kernel.changed()) {
                    selector.select(RtnetlinkWatch::tell);
                }
                System.out.print("changed\n");
            } while (forgets(kernel));
            kernel.close();
        }
    }

    /** @return false: the test has ended */
    private static boolean forgets(Rtnetlink kernel) throws IOException {
        if (System.in.read() < 0) {
            return false;
        }
        kernel.forget();
        System.out.print("forgotten\n");
        return true;
    }

    private static void tell(SelectionKey key) {
        ((Ready) key.attachment()).ready(key);
    }
}

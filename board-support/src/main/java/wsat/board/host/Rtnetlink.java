package wsat.board.host;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import wsat.board.line.DescriptorPipe;
import wsat.board.net.Ready;
import wsat.board.os.Libc;

/**
 * The kernel's word that interfaces, addresses or routes have changed (rtnetlink(7)). What it says is not read: who
 * hears of a change looks himself, so that a message which did not fit into the kernel's queue is none that is missed.
 * It wakes the loop once, and again after {@link #forget}. Used by the loop thread alone.
 */
final class Rtnetlink implements Ready {
    /** RTMGRP_LINK, RTMGRP_IPV4_IFADDR, RTMGRP_IPV4_ROUTE, RTMGRP_IPV6_IFADDR. */
    private static final int GROUPS = 0x1 | 0x10 | 0x40 | 0x100;
    /** struct sockaddr_nl: family, padding, whose, groups. */
    private static final int ADDRESS_SIZE = 12;
    private static final int GROUPS_AT = 8;
    /** A kernel that always has more does not hold up the loop. */
    private static final int MESSAGES_MAX = 1000;

    /** The rest of a message that is longer is dropped. */
    private final ByteBuffer message = ByteBuffer.allocateDirect(1);
    private final DescriptorPipe messages;
    private final SelectionKey key;
    private boolean changed;

    /**
     * @param selector the loop's
     * @throws IOException           the kernel does not tell this process
     * @throws IllegalStateException JNA's native code cannot be loaded
     */
    Rtnetlink(Selector selector) throws IOException {
        int socket = Libc.socket(Libc.AF_NETLINK, Libc.SOCK_RAW | Libc.SOCK_CLOEXEC, Libc.NETLINK_ROUTE);
        if (socket < 0) {
            throw failed("socket");
        }
        try {
            ByteBuffer address = ByteBuffer.allocate(ADDRESS_SIZE).order(ByteOrder.nativeOrder());
            address.putShort(0, (short) Libc.AF_NETLINK).putInt(GROUPS_AT, GROUPS);
            if (Libc.bind(socket, address.array(), ADDRESS_SIZE) < 0) {
                throw failed("bind");
            }
            messages = new DescriptorPipe(socket);
        } finally {
            Libc.close(socket); // the channels mean it too
        }
        key = messages.source().register(selector, SelectionKey.OP_READ, this);
    }

    private static IOException failed(String call) {
        return new IOException(call + " failed with error " + Native.getLastError());
    }

    @Override
    public void ready(SelectionKey of) {
        changed = true;
        of.interestOps(0);
    }

    /** Whether something has changed since {@link #forget}. */
    boolean changed() {
        return changed;
    }

    /** To be called before the look at what has changed. */
    void forget() {
        if (!changed) {
            return;
        }
        try {
            for (int i = 0; i < MESSAGES_MAX && messages.source().read(message.clear()) > 0; i++) {
                continue;
            }
        } catch (IOException e) {
            // some did not fit (ENOBUFS): whoever called looks anyway
        }
        changed = false;
        key.interestOps(SelectionKey.OP_READ);
    }

    void close() {
        messages.close();
    }
}

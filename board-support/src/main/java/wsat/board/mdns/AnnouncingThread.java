package wsat.board.mdns;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import wsat.board.net.ListenAddress;
import wsat.board.text.AddressText;
import wsat.port.Announcer;
import wsat.port.Log;

/** One announcement, from its begin to its goodbye: it follows the machine's addresses. */
final class AnnouncingThread extends Thread {
    /** How soon a new address is announced, and a name that was changed is told. */
    private static final long LOOK_MILLIS = 3000;
    /** JmDNS takes two seconds for a goodbye, of which the first packet is out at once. */
    private static final long CLOSE_MILLIS = 6000;

    /** Asks which addresses to announce on. */
    interface Addresses {
        List<InetAddress> read() throws IOException;
    }

    private final Wish wish;
    private final ListenAddress listen;
    private final Addresses addresses;
    private final long lookMillis;
    private final AnnouncingThread before;
    private final Runnable ring;
    private final Log log;
    private final List<Responder> responders = new ArrayList<>();
    private volatile int announced = Announcer.BEGINNING;
    private boolean withdrawn;
    private boolean alone;

    /** @param before the one before, which is withdrawn and must have ended first; null: none */
    AnnouncingThread(Wish wish, ListenAddress listen, AnnouncingThread before, Runnable ring, Log log) {
        this(wish, listen, () -> OwnAddresses.read(listen, wish.ipv6()), LOOK_MILLIS, before, ring, log);
    }

    /** @param listen for the log @param lookMillis how often the addresses are read */
    AnnouncingThread(Wish wish, ListenAddress listen, Addresses addresses, long lookMillis, AnnouncingThread before,
            Runnable ring, Log log) {
        super("mdns");
        this.addresses = addresses;
        this.lookMillis = lookMillis;
        setDaemon(true);
        this.wish = wish;
        this.listen = listen;
        this.before = before == null || !before.isAlive() ? null : before;
        this.ring = ring;
        this.log = log;
    }

    /** From any thread. */
    int announced() {
        return announced;
    }

    /** Ends it soon; from any thread. */
    synchronized void withdraw() {
        withdrawn = true;
        announced = Announcer.FAILED;
        notifyAll();
    }

    /** Waits for its end. */
    void await(long millis) {
        try {
            join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void run() {
        if (before != null) {
            before.await(CLOSE_MILLIS);
        }
        try {
            while (pause(announced == Announcer.BEGINNING ? 0 : lookMillis)) {
                look();
            }
        } finally {
            close(responders);
        }
    }

    /** @return false: it has been withdrawn */
    private synchronized boolean pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        long left = millis;
        while (!withdrawn && left > 0) {
            try {
                wait(left);
            } catch (InterruptedException e) {
                withdrawn = true;
            }
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return !withdrawn;
    }

    private void look() {
        String failure = null;
        try {
            List<InetAddress> those = addresses.read();
            failure = follow(those);
            tellIfAlone(those.isEmpty());
        } catch (IOException e) {
            failure = "the machine's addresses cannot be read: " + e.getMessage();
        }
        for (Responder one : responders) {
            one.tellNames();
        }
        if (failure != null) {
            log.log(Log.WARN, MulticastAnnouncer.NAME, failure, Log.NO_VALUE);
        }
        if (announced == Announcer.BEGINNING) {
            begun(failure == null || !responders.isEmpty());
        }
    }

    private synchronized void begun(boolean well) {
        withdrawn |= !well;
        announced = withdrawn ? Announcer.FAILED : Announcer.ANNOUNCED;
        ring.run();
    }

    /** Ends those whose address has gone, and begins on new ones. @return what failed; null: nothing */
    private String follow(List<InetAddress> those) {
        List<Responder> gone = new ArrayList<>();
        List<InetAddress> fresh = new ArrayList<>(those);
        for (Iterator<Responder> i = responders.iterator(); i.hasNext();) {
            Responder one = i.next();
            if (!fresh.remove(one.address())) {
                i.remove();
                gone.add(one);
            }
        }
        close(gone);
        String failure = null;
        for (InetAddress address : fresh) {
            try {
                responders.add(new Responder(address, wish, log));
                log.log(Log.INFO, MulticastAnnouncer.NAME, "announced on " + AddressText.of(address) + ": "
                        + wish.hostName() + ".local, port", wish.port());
            } catch (IOException e) {
                failure = "UDP port 5353 of " + AddressText.of(address) + " cannot be had: " + e.getMessage()
                        + "; a program that has it for itself must be ended";
            }
        }
        return failure;
    }

    private void tellIfAlone(boolean none) {
        if (none && !alone) {
            String which = wish.ipv6() ? "address" : "IPv4 address";
            log.log(Log.WARN, MulticastAnnouncer.NAME, "there is no " + which + " to announce on (--listen " + listen
                    + "): it is announced when there is one", Log.NO_VALUE);
        }
        alone = none;
    }

    /** All at once, since each takes seconds. */
    private static void close(List<Responder> those) {
        List<Thread> closing = new ArrayList<>();
        for (Responder one : those) {
            Thread thread = new Thread(one::close, "mdns-end");
            thread.setDaemon(true);
            thread.start();
            closing.add(thread);
        }
        long end = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        for (Thread thread : closing) {
            try {
                thread.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

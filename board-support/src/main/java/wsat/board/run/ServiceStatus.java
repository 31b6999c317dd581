package wsat.board.run;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import wsat.board.Indicator;
import wsat.board.line.Doorbell;
import wsat.board.os.Libc;
import wsat.port.Log;
import wsat.port.Station;

/**
 * What the service manager is told (sd_notify(3), sd_watchdog_enabled(3)): that the coprocessor is ready, how it is,
 * and by signs of life from the loop itself that it does not hang. Java has no datagrams on Unix sockets, so they are
 * sent through {@link Libc}, which is loaded beside the loop and only if there is such a manager.
 */
final class ServiceStatus implements Indicator {
    private static final int PATH_MAX = 108;
    private static final long NEVER = Long.MAX_VALUE;
    private static final String NOT_YET = "starting";
    /** A host that takes nothing (CTS) does not keep the service from being ready longer than this. */
    private static final long STARTING_MILLIS = 5000;
    /** When a manager whose queue is full is told again. */
    private static final long AGAIN_MILLIS = 250;

    private final String path;
    /** Between two signs of life; {@link #NEVER}: none is wanted. */
    private final long intervalMillis;
    private final Doorbell bell;
    private final Log log;
    /** The socket's descriptor; negative: not open. */
    private volatile int socket = -1;
    private boolean announced;
    private String told = "";
    private long nextSign;
    private boolean signsBegun;
    private boolean starting;
    private long startingSince;
    private boolean refused;
    private long againAt;

    private ServiceStatus(String path, long intervalMillis, Doorbell bell, Log log) {
        this.path = path;
        this.intervalMillis = intervalMillis;
        this.bell = bell;
        this.log = log;
    }

    /** For the service manager that the environment names. @return null when there is none */
    static ServiceStatus of(Map<String, String> environment, Doorbell bell, Log log) {
        String path = environment.get("NOTIFY_SOCKET");
        if (path == null || path.isEmpty()) {
            return null;
        }
        ServiceStatus status = new ServiceStatus(path, interval(environment), bell, log);
        Thread opening = new Thread(status::open, "notify");
        opening.setDaemon(true);
        opening.start();
        return status;
    }

    /** Half of the time after which the manager takes us for dead. */
    private static long interval(Map<String, String> environment) {
        String pid = environment.get("WATCHDOG_PID");
        if (pid != null && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
            return NEVER;
        }
        try {
            long micros = Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0"));
            return micros <= 0 ? NEVER : Math.max(1, micros / 2000);
        } catch (NumberFormatException e) {
            return NEVER;
        }
    }

    private void open() {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        boolean isAbstract = name[0] == '@';
        if (name.length >= PATH_MAX || !isAbstract && name[0] != '/') {
            log.log(Log.WARN, "NOTIFY_SOCKET", "is no Unix socket: " + path, Log.NO_VALUE);
            return;
        }
        if (isAbstract) {
            name[0] = 0;
        }
        // struct sockaddr_un; an abstract name has no end but the length
        ByteBuffer address = ByteBuffer.allocate(2 + name.length + (isAbstract ? 0 : 1)).order(ByteOrder.nativeOrder());
        address.putShort((short) Libc.AF_UNIX).put(name);
        int opened = Libc.socket(Libc.AF_UNIX, Libc.SOCK_DGRAM | Libc.SOCK_CLOEXEC, 0);
        if (opened < 0 || Libc.connect(opened, address.array(), address.capacity()) < 0) {
            log.log(Log.WARN, "NOTIFY_SOCKET", "cannot be reached: " + path, Log.NO_VALUE);
            return;
        }
        socket = opened;
        bell.ring();
    }

    @Override
    public void show(int module, int network, boolean work, long now) {
        if (socket < 0 || refused && now - againAt < 0) {
            return;
        }
        if (module == STARTING && !starting) {
            startingSince = now;
        }
        starting = module == STARTING;
        refused = !tell(status(module, network, now)) || !signLife(now);
        againAt = now + AGAIN_MILLIS;
    }

    private boolean isHeldUp(long now) {
        return starting && now - startingSince >= STARTING_MILLIS;
    }

    private String status(int module, int network, long now) {
        if (module != READY) {
            return module == ASLEEP ? "asleep (AT+GSLP)" : module != STARTING ? "held in reset by EN"
                    : isHeldUp(now) ? "running, but the host takes nothing: flow control, CTS" : NOT_YET;
        }
        return network == Station.GOT_IP ? "ready, network up" : "ready, no network";
    }

    /** @return false: not taken */
    private boolean tell(String status) {
        boolean announces = !announced && !status.equals(NOT_YET);
        if (!announces && told.equals(status)) {
            return true;
        }
        if (!send((announces ? "READY=1\n" : "") + "STATUS=" + status)) {
            return false;
        }
        announced |= announces;
        told = status;
        return true;
    }

    /** @return false: not taken */
    private boolean signLife(long now) {
        if (intervalMillis == NEVER || signsBegun && now - nextSign < 0) {
            return true;
        }
        if (!send("WATCHDOG=1")) {
            return false;
        }
        signsBegun = true;
        nextSign = now + intervalMillis;
        return true;
    }

    @Override
    public long nextDeadline() {
        if (refused) {
            return againAt;
        }
        long next = signsBegun ? nextSign : NEVER;
        return starting && !announced ? Math.min(next, startingSince + STARTING_MILLIS) : next;
    }

    /** Says that the service is about to end. */
    void stopping() {
        if (socket >= 0) {
            send("STOPPING=1\nSTATUS=stopping");
        }
    }

    /** @return false: the manager's queue is full */
    private boolean send(String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        return Libc.send(socket, bytes, Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL) >= 0;
    }
}

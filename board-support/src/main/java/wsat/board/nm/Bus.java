package wsat.board.nm;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.IDisconnectCallback;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;
import org.freedesktop.dbus.interfaces.DBusSigHandler;
import org.freedesktop.dbus.matchrules.DBusMatchRuleBuilder;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.messages.Error;
import org.freedesktop.dbus.messages.Message;
import org.freedesktop.dbus.messages.MethodCall;
import org.freedesktop.dbus.messages.constants.Flags;
import org.freedesktop.dbus.types.Variant;

/**
 * One connection to the system's D-Bus: calls that wait for their answer, and signals. Its calls are made in
 * slow threads, one at a time; signals come in a thread of the library's.
 */
final class Bus implements AutoCloseable {
    static final String NETWORK_MANAGER = "org.freedesktop.NetworkManager";
    static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    private static final String DAEMON = "org.freedesktop.DBus";
    /** PolicyKit may have to be started for an answer. */
    private static final long REPLY_MILLIS = 10_000;
    private static final long LOOK_MILLIS = 250;
    /** One attempt: the library would go on for ten seconds, and the station tries again by itself. */
    private static final int CONNECT_MILLIS = 500;
    /** What the library itself asks of the bus daemon: it would wait 20 s for an answer from a bus that is gone. */
    private static final long DAEMON_MILLIS = 2000;

    static {
        MethodCall.setDefaultTimeout(DAEMON_MILLIS);
    }

    private final DBusConnection connection;

    /** @param lost run in a thread of the library's when the bus is gone */
    private Bus(String address, Runnable lost) throws DBusException {
        DBusConnectionBuilder builder = address == null
                ? DBusConnectionBuilder.forSystemBus() : DBusConnectionBuilder.forAddress(address);
        builder.transportConfig().withTimeout(CONNECT_MILLIS);
        connection = builder.withShared(false).withDisconnectCallback(new IDisconnectCallback() {
            @Override
            public void disconnectOnError(IOException e) {
                lost.run();
            }
        }).build();
    }

    /**
     * Connects. Waits.
     *
     * @param address null: the system's bus
     * @throws Refusal there is no bus
     */
    static Bus open(String address, Runnable lost) throws Refusal {
        try {
            return new Bus(address, lost);
        } catch (DBusException | RuntimeException e) {
            throw Refusal.noBus();
        }
    }

    /** Whether the bus is still there. */
    boolean isOpen() {
        return connection.isConnected();
    }

    /** Hands on each signal of that name, whoever sends it: the library knows senders by their {@link #owner} only. */
    void listen(String interfaceName, String signal, DBusSigHandler<DBusSignal> listener) throws Refusal {
        listen(DBusMatchRuleBuilder.create().withInterface(interfaceName).withMember(signal), listener);
    }

    /** Hands on each change of NetworkManager's owner: that it has come or gone. */
    void listenToOwner(DBusSigHandler<DBusSignal> listener) throws Refusal {
        listen(DBusMatchRuleBuilder.create().withSender(DAEMON).withInterface(DAEMON).withMember("NameOwnerChanged")
                .withArg0123(0, NETWORK_MANAGER), listener);
    }

    private void listen(DBusMatchRuleBuilder rule, DBusSigHandler<DBusSignal> listener) throws Refusal {
        try {
            connection.addGenericSigHandler(rule.withType("signal").build(), listener);
        } catch (DBusException | DBusExecutionException e) {
            throw Refusal.noBus();
        }
    }

    /** Who NetworkManager is on this bus at present; "" when it does not run. */
    String owner() {
        try {
            String owner = connection.getDBusOwnerName(NETWORK_MANAGER);
            return owner == null ? "" : owner;
        } catch (DBusExecutionException e) {
            return "";
        }
    }

    /** All properties of one interface of an object of NetworkManager's. */
    @SuppressWarnings("unchecked")
    Map<String, Variant<?>> properties(String path, String interfaceName) throws Refusal {
        return (Map<String, Variant<?>>) call(path, PROPERTIES, "GetAll", "s", interfaceName);
    }

    /**
     * Calls a method of NetworkManager's, which is not started for that, and waits for its answer.
     *
     * @return the first value, or null
     */
    Object call(String path, String interfaceName, String method, String signature, Object... arguments)
            throws Refusal {
        Object[] values = values(path, interfaceName, method, signature, arguments);
        return values.length == 0 ? null : values[0];
    }

    /** The same. @return all values */
    Object[] values(String path, String interfaceName, String method, String signature, Object... arguments)
            throws Refusal {
        Message reply;
        try {
            MethodCall call = connection.getMessageFactory()
                    .createMethodCall(null, NETWORK_MANAGER, path, interfaceName, method,
                    Flags.NO_AUTO_START, signature, arguments);
            connection.sendMessage(call);
            reply = reply(call);
            if (reply == null) {
                throw isOpen() ? Refusal.noAnswer(method) : Refusal.noBus();
            }
            Object[] values = reply.getParameters();
            if (reply instanceof Error) {
                throw Refusal.of(reply.getName(), values != null && values.length > 0 ? values[0].toString() : "");
            }
            return values == null ? new Object[0] : values;
        } catch (DBusException | DBusExecutionException e) {
            throw isOpen() ? Refusal.noAnswer(method) : Refusal.noBus();
        }
    }

    /** Waits for the answer, but not when nobody is there to give it. */
    private Message reply(MethodCall call) {
        Message reply = null;
        for (long waited = 0; reply == null && waited < REPLY_MILLIS && isOpen(); waited += LOOK_MILLIS) {
            reply = call.getReply(LOOK_MILLIS);
        }
        return reply;
    }

    /** A path among properties or answers; "/" when there is none. */
    static String path(Object value) {
        Object bare = value instanceof Variant ? ((Variant<?>) value).getValue() : value;
        return bare instanceof DBusPath ? ((DBusPath) bare).getPath() : bare instanceof String ? (String) bare : "/";
    }

    /** A number among properties; 0 when there is none. */
    static int number(Variant<?> value) {
        return value != null && value.getValue() instanceof Number ? ((Number) value.getValue()).intValue() : 0;
    }

    static String string(Variant<?> value) {
        return value != null && value.getValue() instanceof String ? (String) value.getValue() : "";
    }

    /** An address among properties; "" when there is none, or something longer than an address is. */
    static String address(Variant<?> value, int max) {
        String text = string(value);
        return text.length() <= max ? text : "";
    }

    static List<?> list(Object value) {
        Object bare = value instanceof Variant ? ((Variant<?>) value).getValue() : value;
        return bare instanceof List ? (List<?>) bare : bare instanceof Object[] ? List.of((Object[]) bare) : List.of();
    }

    /** A byte string among properties or settings, such as an SSID. */
    static byte[] bytes(Variant<?> value) {
        Object bare = value == null ? null : value.getValue();
        if (bare instanceof byte[]) {
            return (byte[]) bare;
        }
        List<?> list = list(bare);
        byte[] bytes = new byte[list.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = ((Number) list.get(i)).byteValue();
        }
        return bytes;
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}

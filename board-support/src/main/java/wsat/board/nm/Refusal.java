package wsat.board.nm;

import wsat.port.Station;

/**
 * Why NetworkManager does not do what is asked of it, as one line for the log that says the cure, and as a code
 * of {@code AT+CWJAP}. It never holds a password: what NetworkManager says of a profile names its properties only.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private static final int TEXT_MAX = 200;

    /** {@link Station#TIMED_OUT} to {@link Station#FAILED}. */
    final int code;
    /** The object that was asked is gone, or nobody answers: what is known of NetworkManager's objects is stale. */
    final boolean stale;
    /** There is no bus, no NetworkManager, or no radio that it can use: none yet, while the machine starts. */
    final boolean absent;

    private Refusal(String message, int code, boolean stale, boolean absent) {
        super(message, null, false, false);
        this.code = code;
        this.stale = stale;
        this.absent = absent;
    }

    Refusal(String message, int code) {
        this(message, code, false, false);
    }

    static Refusal noRadio(String message) {
        return new Refusal(message, Station.FAILED, false, true);
    }

    static Refusal noBus() {
        return new Refusal("no D-Bus system bus (systemctl start dbus), so no NetworkManager; "
                + "--network host needs neither", Station.FAILED, true, true);
    }

    static Refusal noAnswer(String method) {
        return new Refusal("NetworkManager does not answer to " + method + " (systemctl status NetworkManager)",
                Station.FAILED, true, false);
    }

    /** For an answer that is an error. @param name of the error, such as org.freedesktop.DBus.Error.ServiceUnknown */
    static Refusal of(String name, String text) {
        if (name.startsWith("java.")) {
            return noBus(); // the library's own, to whoever still waits when the bus is gone
        }
        String kind = name.substring(name.lastIndexOf('.') + 1);
        switch (kind) {
            case "ServiceUnknown":
            case "NameHasNoOwner":
                return new Refusal("NetworkManager is not running (systemctl enable --now NetworkManager); "
                        + "--network host does not need it", Station.FAILED, true, true);
            case "PermissionDenied":
            case "NotAuthorized":
            case "AccessDenied":
            case "AuthFailed":
                return new Refusal("NetworkManager does not permit it: install wsat's PolicyKit rule for this user, "
                        + "see doc/raspberry-pi.md, the network: " + bounded(text), Station.FAILED);
            case "UnknownObject":
            case "UnknownMethod":
            case "UnknownInterface":
            case "UnknownDevice":
            case "NoReply":
            case "Disconnected":
                return new Refusal(kind + ": " + bounded(text), Station.FAILED, true, false);
            case "InvalidProperty":
            case "MissingProperty":
            case "InvalidSetting":
                return new Refusal("NetworkManager refuses the profile: " + bounded(text),
                        text.contains("psk") ? Station.WRONG_PASSWORD : Station.FAILED);
            default:
                return new Refusal(kind + ": " + bounded(text), Station.FAILED);
        }
    }

    private static String bounded(String text) {
        return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
    }

    /** @param name of the error, without what it belongs to: such as NotActive */
    boolean is(String name) {
        return getMessage().startsWith(name + ": ");
    }

    /** Whether the object that was asked is not there. */
    boolean isGone() {
        return is("UnknownObject") || is("UnknownMethod") || is("UnknownInterface");
    }
}

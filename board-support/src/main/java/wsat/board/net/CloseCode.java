package wsat.board.net;

/** The codes of close frames (RFC 6455, 7.4.1, and IANA's registry of them), in words. */
final class CloseCode {
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    /** Stands for a close frame without a code (RFC 6455, 7.4.1). */
    static final int NONE = 1005;

    private CloseCode() {
    }

    /** Whether a server that closes so only does what servers do. */
    static boolean isOrdinary(int code) {
        return code == NORMAL || code == GOING_AWAY || code == NONE;
    }

    /** The number and what it means. */
    static String words(int code) {
        return code == NONE ? "without a code" : "with " + code + ", " + meaning(code);
    }

    private static String meaning(int code) {
        switch (code) {
            case NORMAL: return "all is done";
            case GOING_AWAY: return "it is going away";
            case 1002: return "what it was sent is against the protocol";
            case 1003: return "it does not take this kind of data";
            case 1007: return "what it was sent is not what its kind says, as text that is not UTF-8";
            case 1008: return "what it was sent is against its policy";
            case 1009: return "a message was too big for it";
            case 1010: return "it wants an extension";
            case 1011: return "it failed, by a fault of its own";
            case 1012: return "it is restarting";
            case 1013: return "it is too busy, try again later";
            case 1014: return "a server behind it gave it no usable answer";
            case 3000: return "it wants authorization";
            case 3003: return "this is not allowed";
            case 3008: return "it has waited too long";
            default: return code < 3000 ? "a code that nobody has given a meaning"
                    : code < 4000 ? "a code of a library or framework" : "a code of its application's own";
        }
    }
}

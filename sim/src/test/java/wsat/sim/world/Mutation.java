package wsat.sim.world;

import java.util.function.UnaryOperator;

/** One change to what the module says, made on its way to the host. */
enum Mutation {
    NONE(said -> said),
    /** Made by {@link HostLine}: a module that starts with ATE0. */
    ECHO_OFF(said -> said),
    OK_WITHOUT_CRLF_IN_FRONT(said -> said.replace("\r\nOK\r\n", "OK\r\n")),
    ERROR_WITHOUT_CRLF_IN_FRONT(said -> said.replace("\r\nERROR\r\n", "ERROR\r\n")),
    SEND_OK_WITHOUT_CRLF_IN_FRONT(said -> said.replace("\r\nSEND OK\r\n", "SEND OK\r\n")),
    PROMPT_OF_ESP8266(said -> prompt(said, "\r\nOK\r\n> ")),
    PROMPT_WITH_BLANK(said -> prompt(said, "\r\nOK\r\n\r\n> ")),
    PROMPT_WITH_CRLF(said -> prompt(said, "\r\nOK\r\n\r\n>\r\n")),
    PROMPT_WITHOUT_OK(said -> prompt(said, ">")),
    PROMPT_300_MS_AFTER_OK(said -> prompt(said, "\r\nOK\r\n" + Mutation.LATER + "\r\n>")),
    NO_READY(said -> said.replace("\r\nready\r\n", "")),
    LF_FOR_CRLF(said -> said.replace("\r\n", "\n")),
    OK_BEFORE_WS_CONNECTED(said -> said.replaceAll("(\\+WS_CONNECTED:.\r\n)(\r\nOK\r\n)", "$2$1")),
    NO_WS_CONNECTED(said -> said.replaceAll("\\+WS_CONNECTED:.\r\n", "")),
    CRLF_BEFORE_WS_CONNECTED(said -> said.replace("+WS_CONNECTED", "\r\n+WS_CONNECTED")),
    CRLF_BEFORE_WS_DATA(said -> said.replace("+WS_DATA", "\r\n+WS_DATA")),
    NO_CRLF_AFTER_WS_DATA(said -> said.replaceAll("(\\+WS_DATA:0,4,....)\r\n", "$1")),
    CIPSTATUS_IS_AN_ERROR(said -> said.replaceAll("(?s)STATUS:\\d\r\n.*\r\nOK\r\n", "\r\nERROR\r\n")),
    /** Only where there are sockets, as the next. */
    CONNECT_AFTER_OK(said -> said.replaceAll("(?<=^|\n)((?:\\d,)?CONNECT\r\n)(\r\nOK\r\n)", "$2$1")),
    NO_RECV_BYTES(said -> said.replaceAll("\r\nRecv \\d+ bytes\r\n", ""));

    /** Stands in what {@link #on} answers: the host hears the rest 300 ms later. */
    static final char LATER = '\uFFFF';

    private final UnaryOperator<String> change;

    Mutation(UnaryOperator<String> change) {
        this.change = change;
    }

    private static String prompt(String said, String prompt) {
        return said.replace("\r\nOK\r\n\r\n>", prompt);
    }

    /** What the host hears of what the module has said in one go. */
    String on(String said) {
        return change.apply(said);
    }

    /** As in the table: {@code prompt-of-esp8266}. */
    String title() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Whether it changes nothing but what the commands for sockets say. */
    boolean isAboutSockets() {
        return this == CONNECT_AFTER_OK || this == NO_RECV_BYTES;
    }
}

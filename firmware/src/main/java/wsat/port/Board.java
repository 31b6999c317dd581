package wsat.port;

/** What a board gives the firmware: its ports. One object for the life of the process. */
public interface Board {

    /** The serial line to the host. */
    Uart uart();

    /** The network side of the WebSocket links. */
    WebSocketPort webSockets();

    /** The network side of the TCP, UDP and SSL sockets. */
    SocketPort sockets();

    /** The machine's own TCP ports, whose clients become links of {@link #sockets}. */
    ListenPort socketListeners();

    /** The same, whose clients become links of {@link #webSockets}. */
    ListenPort webSocketListeners();

    /** The machine's network as a Wi-Fi station. */
    Station station();

    /** Names and addresses of other machines. */
    Resolver resolver();

    /** What others on the network find the machine by. */
    Announcer announcer();

    /** The machine's time, and time servers. */
    Clock clock();

    /** The partition with the certificate slots, {@code mfg_nvs}. */
    Flash mfgNvs();

    /** The partition with what the host has set and wants to find again after a restart, {@code nvs}. */
    Flash nvs();

    /** The machine's temperature. */
    Thermometer thermometer();

    /** Chance, for what many machines must not do in the same moment. */
    Entropy entropy();

    /** Where lines for the person at the board go. */
    Log log();
}

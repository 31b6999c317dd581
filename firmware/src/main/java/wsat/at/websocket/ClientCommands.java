package wsat.at.websocket;

import wsat.at.Command;
import wsat.at.Output;
import wsat.port.WebSocketPort;

/** What wsat's WebSocket client has beyond ESP-AT: a chapter of its own, behind all of ESP-AT's in {@code AT+CMD?}. */
public final class ClientCommands {
    /** In the order of {@code AT+CMD?}. */
    public final Command[] table;

    public ClientCommands(WebSocketLinks webSockets, WebSocketPort port, Output output) {
        LinkReports reports = new LinkReports(webSockets.links, port, output);
        table = new Command[] {
            reports.errors,
            reports.info,
        };
    }
}

package wsat.at.websocket;

import wsat.at.Command;
import wsat.at.Output;
import wsat.port.Log;
import wsat.port.WebSocketPort;

/** What wsat's WebSocket client has beyond ESP-AT: a chapter of its own, behind all of ESP-AT's in {@code AT+CMD?}. */
public final class ClientCommands {
    /** In the order of {@code AT+CMD?}. */
    public final Command[] table;

    public ClientCommands(WebSocketLinks webSockets, WebSocketPort port, Output output, Log log) {
        LinkReports reports = new LinkReports(webSockets.links, port, output);
        PullCommands pull = new PullCommands(webSockets.links, port, output, log);
        table = new Command[] {
            reports.errors,
            reports.info,
            pull.type,
            pull.lengths,
            pull.data,
        };
    }
}

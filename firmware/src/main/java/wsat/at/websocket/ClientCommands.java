package wsat.at.websocket;

import wsat.at.Command;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.at.Settings;
import wsat.link.OpeningDefaults;
import wsat.port.Log;
import wsat.port.WebSocketPort;

/** What wsat's WebSocket client has beyond ESP-AT: a chapter of its own, behind all of ESP-AT's in {@code AT+CMD?}. */
public final class ClientCommands {
    /** In the order of {@code AT+CMD?}. */
    public final Command[] table;

    public ClientCommands(WebSocketLinks webSockets, LinkCertificates certificates, WebSocketPort port,
            OpeningDefaults defaults, Output output, Log log, Settings settings) {
        LinkReports reports = new LinkReports(webSockets.links, port, output);
        PullCommands pull = new PullCommands(webSockets.links, port, output, log);
        table = new Command[] {
            reports.errors,
            reports.info,
            pull.type,
            pull.lengths,
            pull.data,
            new WebSocketOpen("AT+WSOPENNB", webSockets.links, certificates, output, log, settings.lineMax),
            new ReconnectCommand(webSockets.links, output),
            new ProxyCommand(defaults, output, log, settings.lineMax),
            new RedirectCommand(webSockets.links, output),
            new EventCommand(webSockets.links, output),
            new TlsCommand(webSockets.links, output, log),
            new DeflateCommand(webSockets.links, output),
        };
    }
}

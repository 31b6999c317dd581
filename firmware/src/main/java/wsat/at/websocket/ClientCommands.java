package wsat.at.websocket;

import wsat.at.Command;
import wsat.at.LinkCertificates;
import wsat.at.Output;
import wsat.at.Saved;
import wsat.at.SavedRecord;
import wsat.at.Settings;
import wsat.link.OpeningDefaults;
import wsat.port.Log;
import wsat.port.WebSocketPort;

/** What wsat's WebSocket links have beyond ESP-AT: a chapter of its own, behind all of ESP-AT's in {@code AT+CMD?}. */
public final class ClientCommands {
    /** In the order of {@code AT+CMD?}. */
    public final Command[] table;

    /** Also begins what was kept over a restart. */
    public final SaveCommand save;

    public ClientCommands(WebSocketLinks webSockets, WebSocketCommands ofEspAt, LinkCertificates certificates,
            LinkCertificates ofServers, WebSocketPort port, OpeningDefaults defaults, Saved saved, Output output,
            Log log, Settings settings) {
        LinkReports reports = new LinkReports(webSockets.links, port, output);
        PullCommands pull = new PullCommands(webSockets.links, port, output, log);
        ReconnectCommand reconnect = new ReconnectCommand(webSockets.links, output);
        RedirectCommand redirect = new RedirectCommand(webSockets.links, output);
        EventCommand events = new EventCommand(webSockets.links, output);
        TlsCommand tls = new TlsCommand(webSockets.links, output, log);
        DeflateCommand deflate = new DeflateCommand(webSockets.links, output);
        ModeCommand mode = new ModeCommand(webSockets.links, settings.frameMax(), output, log);
        LinkSetting[] own = {pull.type, reconnect, redirect, events, tls, deflate, mode};
        LinkSetting[] kept = new LinkSetting[own.length + ofEspAt.settings.length];
        System.arraycopy(own, 0, kept, 0, own.length);
        System.arraycopy(ofEspAt.settings, 0, kept, own.length, ofEspAt.settings.length);
        save = new SaveCommand(webSockets.links, kept, certificates, defaults,
                new SavedRecord(saved, log, recordMax(settings)), output, log);
        table = new Command[] {
            reports.errors,
            reports.info,
            pull.type,
            pull.lengths,
            pull.data,
            new WebSocketOpen("AT+WSOPENNB", webSockets, certificates, output, log, settings.lineMax),
            reconnect,
            new ProxyCommand(defaults, output, log, settings.lineMax),
            redirect,
            events,
            tls,
            deflate,
            save,
            new ServerCommand(webSockets, ofServers, output, log),
            new OriginCommand(webSockets.servers, output),
            mode,
        };
    }

    /** URI, subprotocol and authorization were one line; each byte of them and of a header may need a backslash. */
    private static int recordMax(Settings settings) {
        return 2 * (settings.lineMax + settings.headerMax) + 4096;
    }
}

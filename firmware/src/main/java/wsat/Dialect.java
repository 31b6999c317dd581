package wsat;

import wsat.at.Chapters;
import wsat.at.Command;
import wsat.at.Filters;
import wsat.at.LinkCertificates;
import wsat.at.Modes;
import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.at.Saved;
import wsat.at.Settings;
import wsat.at.basic.BasicCommands;
import wsat.at.basic.FactoryParam;
import wsat.at.basic.ManufacturingCommands;
import wsat.at.basic.SavedUart;
import wsat.at.basic.SystemCommands;
import wsat.at.basic.UartCommands;
import wsat.at.basic.UserCommands;
import wsat.at.socket.AnnounceCommand;
import wsat.at.socket.SocketCommands;
import wsat.at.socket.SocketLinks;
import wsat.at.socket.WebServer;
import wsat.at.station.AddressCommands;
import wsat.at.station.JoinEnterprise;
import wsat.at.station.Ping;
import wsat.at.station.Wifi;
import wsat.at.station.WifiCommands;
import wsat.at.time.TimeCommands;
import wsat.at.time.WallClock;
import wsat.at.websocket.ClientCommands;
import wsat.at.websocket.WebSocketCommands;
import wsat.at.websocket.WebSocketLinks;
import wsat.link.OpeningDefaults;
import wsat.nvs.Nvs;
import wsat.nvs.Slots;
import wsat.nvs.StoredSlot;
import wsat.port.Board;
import wsat.port.Log;
import wsat.port.SocketPort;

/**
 * Which commands there are: puts the manual's chapters together, each with what it is about. Another chapter is
 * one more line here.
 */
final class Dialect {
    final Modes modes = new Modes();
    final Chapters chapters = new Chapters();
    private final ClientCommands client;
    /** The passthrough that begins at power-up; null: none. */
    final Passthrough atPowerUp;

    /** Powers up: what was kept over the restart is in force. */
    Dialect(Board board, WebSocketLinks links, OpeningDefaults defaults, SocketLinks sockets, WallClock clock,
            Wifi wifi, Output output, Settings settings) {
        Log log = board.log();
        Nvs nvs = new Nvs(board.mfgNvs());
        Slots slots = new Slots(nvs);
        LinkCertificates ofLinks = new LinkCertificates(slots, Slots.WSS, board.webSockets());
        LinkCertificates ofSockets = new LinkCertificates(slots, Slots.CLIENT, board.sockets());
        LinkCertificates ofServers = new LinkCertificates(slots, Slots.SERVER, board.socketListeners());
        LinkCertificates ofLinkServers = new LinkCertificates(slots, Slots.WSS_SERVER, board.webSocketListeners());
        FactoryParam factory = new FactoryParam(nvs, log);
        Saved saved = new Saved(board.nvs(), log);

        ManufacturingCommands manufacturing = new ManufacturingCommands(board.mfgNvs(), nvs, ofLinks, output, log);
        SystemCommands system = new SystemCommands(board.thermometer(), modes, factory, saved, output, log);
        WifiCommands station = new WifiCommands(wifi, board.station(), saved, settings, output, log);
        AddressCommands addresses = new AddressCommands(wifi, station.dhcp, board.resolver(), saved, output, log);
        SocketCommands socket = new SocketCommands(sockets, ofSockets, ofServers, board.resolver(), wifi, saved, modes,
                settings, output, log);
        BasicCommands basic = new BasicCommands(modes, clock, chapters, settings, saved,
                socket.passthrough.powerUpLink, socket.passthrough.interval, output, log);
        TimeCommands time = new TimeCommands(clock, output);
        WebSocketCommands webSocket = new WebSocketCommands(links, defaults.headers, ofLinks, system.messages,
                output, log, settings);
        client = new ClientCommands(links, webSocket, ofLinks, ofLinkServers, board.webSockets(), defaults, saved,
                output, log, settings);
        Command[] ping = {new Ping(board.resolver(), output)};
        Command[] announce = {new AnnounceCommand(board.announcer(), wifi, addresses.ipv6, output, log)};
        Command[] enterprise = {new JoinEnterprise(wifi, station,
            new StoredSlot(slots, Slots.WPA_ENTERPRISE + Slots.CERT),
            new StoredSlot(slots, Slots.WPA_ENTERPRISE + Slots.KEY),
            new StoredSlot(slots, Slots.WPA_ENTERPRISE + Slots.CA), saved, output, log)};
        Command[] webServer = {new WebServer(log).withoutEffect()};
        UartCommands uart = new UartCommands(board.uart(), settings, factory, new SavedUart(saved), output, log);
        UserCommands user = new UserCommands(settings.moduleName, output);

        chapters.are(basic.table, manufacturing.table, system.table, station.table, addresses.table, socket.table,
                time.table, webSocket.table, ping, announce, webServer, uart.table, user.table,
                client.table, socket.own, enterprise);
        sockets.detailed(system.messages);
        socket.passthrough.over(webSocket.passthrough);
        saved.restore(chapters);
        client.save.restore(chapters);
        wifi.powerUp();
        atPowerUp = socket.passthrough.atPowerUp();
    }

    /** Begins what was kept over the restart. */
    void powerUp(long now) {
        client.save.powerUp(now);
    }

    /** The longest payload that a command takes in one piece, in bytes. */
    static int payloadMax(Settings settings) {
        return Math.max(Math.max(SocketPort.SEND_MAX, 2 * Filters.LENGTH_MAX),
                Math.max(settings.frameMax(), settings.headerMax));
    }
}

package wsat.sim.world;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import wsat.at.Settings;
import wsat.board.fault.Fault;
import wsat.board.text.Quoted;
import wsat.port.AccessPoint;
import wsat.port.Announcer;
import wsat.port.Ending;
import wsat.port.Station;
import wsat.port.UartConfig;
import wsat.port.WebSocketPort;

/** What the lines of a transcript mean. */
final class Script {
    private static final byte[] CRLF = {'\r', '\n'};

    private Script() {
    }

    static Step.Action action(Words words) {
        String verb = words.word("a verb");
        switch (verb) {
            case ">": return command(Bytes.of(words.rest()));
            case ">>": return chatter(words.bytes());
            case "meanwhile": return meanwhile(words.bytes());
            case "echo": return echo(words.bytes());
            case "<": return expect(words.bytes());
            case "<*": return expectLike(words.bytes());
            case "wait": return pass(words.millis());
            case "quiet": return quiet(words.millis());
            case "baud": return baud(words);
            case "line": return line(words);
            case "power": return power(words);
            case "deaf": return deafStart(words);
            case "server": return server(words);
            case "peer": return SocketScript.peer(words);
            case "got": return SocketScript.got(words);
            case "socket": return SocketScript.socket(words);
            case "client": return ClientScript.client(words);
            case "soft-ap": return HotspotScript.softAp(words);
            case "station": return HotspotScript.station(words);
            case "listening": return ClientScript.listening(words);
            case "announcing": return announcing(words);
            case "offer": return offer(words);
            case "announced": return announced(words.rest());
            case "certificates": return certificates(words);
            case "certificate": return certificate(words);
            case "network": return become(words);
            case "join": return join(words);
            case "scan": return scan(words);
            case "access-point": return accessPoint(words);
            case "name": return name(words);
            case "answers": return answers(words);
            case "time": return time(words);
            case "sent": return sent(words);
            case "opened": return opened(words);
            case "stopwatch": return Step.Stage::startWatch;
            case "within": return within(words.millis());
            case "joined": return joined(words.rest());
            case "log": return log(words);
            default: throw new IllegalArgumentException("no such verb: " + Quoted.of(verb));
        }
    }

    private static Step.Spoken command(byte[] line) {
        byte[] command = Arrays.copyOf(line, line.length + CRLF.length);
        System.arraycopy(CRLF, 0, command, line.length, CRLF.length);
        return stage -> {
            stage.send(command);
            stage.expectEcho(command);
        };
    }

    private static Step.Spoken chatter(byte[] bytes) {
        return stage -> stage.send(bytes);
    }

    private static Step.Spoken meanwhile(byte[] bytes) {
        return stage -> stage.sendMeanwhile(bytes);
    }

    private static Step.Spoken echo(byte[] bytes) {
        return stage -> stage.expectEcho(bytes);
    }

    private static Step.Spoken expect(byte[] bytes) {
        return stage -> stage.expect(bytes);
    }

    private static Step.Spoken expectLike(byte[] bytes) {
        return stage -> stage.expectLike(bytes);
    }

    private static Step.Spoken pass(long millis) {
        return stage -> stage.pass(millis);
    }

    private static Step.Spoken quiet(long millis) {
        return stage -> stage.quiet(millis);
    }

    private static int rate(Words words) {
        return words.number("a baud rate", UartConfig.BAUD_LEAST, UartConfig.BAUD_MOST);
    }

    private static Step.Spoken baud(Words words) {
        int baud = rate(words);
        return stage -> stage.hostSwitches(baud);
    }

    /** {@code announcing succeeds}, {@code fails} or {@code silent}. */
    private static Step.Action announcing(Words words) {
        int outcome = words.takes("succeeds") ? Announcer.ANNOUNCED : words.takes("silent") ? Announcer.BEGINNING
                : Announcer.FAILED;
        if (outcome == Announcer.FAILED && !words.takes("fails")) {
            throw new IllegalArgumentException("announcing succeeds, fails or silent");
        }
        return stage -> stage.announcing().outcome = outcome;
    }

    /** {@code offer refused}, or what {@link Offer#of} reads. */
    private static Step.Action offer(Words words) {
        if (words.takes("refused")) {
            return stage -> stage.announcing().refusesQuestions();
        }
        Offer one = Offer.of(words);
        return stage -> stage.announcing().offers(one);
    }

    private static Step.Action announced(String what) {
        return stage -> stage.announced(what);
    }

    private static Step.Action line(Words words) {
        if (words.takes("cut")) {
            return stage -> stage.line().cut();
        }
        if (words.takes("limit")) {
            int most = rate(words);
            return stage -> stage.line().limit(most);
        }
        if (!words.takes("fastest")) {
            Fault fault = words.fault();
            return stage -> {
                stage.line().faults.take(fault);
                stage.wake();
            };
        }
        int baud = rate(words);
        return stage -> stage.line().fastest(baud);
    }

    private static Step.Action power(Words words) {
        if (!words.takes("cycle")) {
            throw new IllegalArgumentException("power cycle");
        }
        return Step.Stage::powerCycle;
    }

    private static Step.Action deafStart(Words words) {
        if (!words.takes("start")) {
            throw new IllegalArgumentException("deaf start");
        }
        return Step.Stage::deafStart;
    }

    private static int link(Words words) {
        return words.number("a link", 0, Settings.LINKS_MAX - 1);
    }

    // --- servers ----------------------------------------------------------------------------------

    private static Step.Action server(Words words) {
        if (words.takes("accept")) {
            return answer(Server.ACCEPT, after(words));
        }
        if (words.takes("refuse")) {
            return answer(Server.REFUSE, after(words));
        }
        if (words.takes("silent")) {
            return answer(Server.SILENT, 0);
        }
        if (words.takes("head")) {
            String head = new String(words.bytes(), StandardCharsets.ISO_8859_1);
            if (!head.isEmpty() && !head.matches("HTTP/1\\.1 [1-9][0-9][0-9]( [^\r\n]*)?(\r\n[^\r\n]+)*")) {
                throw new IllegalArgumentException("server head HTTP/1.1 STATUS REASON\\r\\nNAME: VALUE...");
            }
            return stage -> stage.network().server.head = head;
        }
        if (words.takes("fails")) {
            Ending failure = ending(words);
            return stage -> {
                stage.network().server.answer = Server.FAIL;
                stage.network().server.failure = failure;
                stage.network().server.afterMillis = 0;
            };
        }
        if (words.takes("echo")) {
            boolean on = onOff(words);
            return stage -> stage.network().server.echo = on;
        }
        if (words.takes("greet")) {
            return greet(words);
        }
        int link = link(words);
        Server.Act act = act(words);
        return stage -> act.on(stage.connection(link));
    }

    /** {@code STAGE CODE [TEXT]}. */
    static Ending ending(Words words) {
        int stage = words.number("a stage", Ending.NAME, Ending.BY_HOST);
        Ending ending = new Ending().set(stage, words.number("a code", 0, 65535));
        ending.text.append(words.rest());
        return ending;
    }

    private static Step.Action answer(int how, long afterMillis) {
        return stage -> {
            Server server = stage.network().server;
            server.answer = how;
            server.afterMillis = afterMillis;
        };
    }

    private static Step.Action greet(Words words) {
        if (words.takes("nothing")) {
            return stage -> stage.network().server.greeting.clear();
        }
        Server.Act act = act(words);
        return stage -> stage.network().server.greeting.add(act);
    }

    static long after(Words words) {
        return words.takes("after") ? words.millis() : 0;
    }

    static boolean onOff(Words words) {
        boolean on = words.takes("on");
        if (!on && !words.takes("off")) {
            throw new IllegalArgumentException("on or off is missing");
        }
        return on;
    }

    private static Server.Act act(Words words) {
        String act = words.word("what the server does");
        switch (act) {
            case "text": return say(1, words.bytes());
            case "binary": return say(2, words.bytes());
            case "ping": return say(9, words.bytes());
            case "pong": return say(10, words.bytes());
            case "frame": return frame(words);
            case "begin": return begin(words);
            case "more": return more(words.bytes());
            case "close": return close(words);
            case "drop": return Connection::end;
            case "cut": return Connection::cut;
            case "block": return connection -> connection.block(true);
            case "unblock": return connection -> connection.block(false);
            case "mute": return connection -> connection.mute(true);
            case "unmute": return connection -> connection.mute(false);
            case "ends":
                Ending how = ending(words);
                return connection -> connection.end(how);
            default: throw new IllegalArgumentException("a server cannot " + Quoted.of(act));
        }
    }

    private static Server.Act say(int opcode, byte[] bytes) {
        return connection -> connection.say(opcode, true, bytes);
    }

    private static Server.Act frame(Words words) {
        int opcode = words.number("an opcode", 0, 2);
        boolean fin = words.bit("fin");
        byte[] bytes = words.bytes();
        return connection -> connection.say(opcode, fin, bytes);
    }

    private static Server.Act begin(Words words) {
        int opcode = words.number("an opcode", 0, 2);
        boolean fin = words.bit("fin");
        int length = words.number("a frame's length", 0, 100_000_000);
        byte[] bytes = words.bytes();
        return connection -> connection.begin(opcode, fin, length, bytes);
    }

    private static Server.Act more(byte[] bytes) {
        return connection -> connection.more(bytes);
    }

    private static Server.Act close(Words words) {
        int code = words.beginsNumber() ? words.number("a close code", 1000, 4999) : WebSocketPort.NORMAL;
        long millis = after(words);
        return connection -> connection.close(code, millis);
    }

    private static Step.Action certificates(Words words) {
        boolean refuse = words.takes("refuse");
        if (!refuse && !words.takes("accept")) {
            throw new IllegalArgumentException("certificates refuse, or accept");
        }
        return stage -> {
            stage.network().certified.refuses = refuse;
            stage.sockets().certified.refuses = refuse;
            stage.listening().forEach(one -> one.certified.refuses = refuse);
        };
    }

    private static Step.Action certificate(Words words) {
        boolean expired = words.fault().is("certificate expired");
        return stage -> {
            stage.network().certified.expired = expired;
            stage.sockets().certified.expired = expired;
        };
    }

    private static Step.Action time(Words words) {
        if (words.takes("jump")) {
            long millis = words.fault().number() * 1000;
            return stage -> stage.timeServers().set(stage.timeServers().unixMillis() + millis);
        }
        if (words.takes("silent")) {
            return stage -> stage.timeServers().tell(-1);
        }
        int seconds = words.number("seconds since 1970", 0, Integer.MAX_VALUE);
        return stage -> stage.timeServers().tell(seconds * 1000L);
    }

    // --- the machine's network --------------------------------------------------------------------

    /** {@code up}, {@code down} or {@code without address}. */
    static int network(Words words) {
        if (words.takes("up")) {
            return Station.GOT_IP;
        }
        if (words.takes("down")) {
            return Station.DOWN;
        }
        if (words.takes("without") && words.takes("address")) {
            return Station.CONNECTED;
        }
        throw new IllegalArgumentException("network up, down, connecting, or without address");
    }

    private static Step.Action become(Words words) {
        if (words.takes("connecting")) {
            return stage -> stage.radio().connect();
        }
        if (words.takes("without")) {
            return becomeWithoutAddress(words);
        }
        if (words.takes("ipv6")) {
            String linkLocal = words.takes("none") ? "" : words.word("a link-local address, or none");
            String global = words.takes("none") ? "" : words.word("another address, or none");
            return stage -> stage.radio().addresses(linkLocal, global);
        }
        Fault fault = words.fault();
        return stage -> {
            stage.hosts().reach.take(fault);
            stage.radio().become(fault.is("network up") ? Station.GOT_IP : Station.DOWN);
            if (fault.is("network cut")) {
                stage.network().cut();
                stage.sockets().cut();
            }
        };
    }

    private static Step.Action becomeWithoutAddress(Words words) {
        if (!words.takes("address")) {
            throw new IllegalArgumentException("network without address");
        }
        return stage -> stage.radio().become(Station.CONNECTED);
    }

    private static Step.Action join(Words words) {
        int outcome;
        if (words.takes("silent")) {
            return stage -> stage.radio().joinsHang(Station.TIMED_OUT);
        }
        if (words.takes("refused")) {
            return stage -> stage.radio().joinsNoEnterprise();
        }
        if (words.takes("hangs")) {
            int why = words.number("a code of AT+CWJAP", Station.TIMED_OUT, Station.FAILED);
            return stage -> stage.radio().joinsHang(why);
        }
        if (words.takes("fails")) {
            outcome = words.number("a code of AT+CWJAP", Station.TIMED_OUT, Station.FAILED);
        } else if (words.takes("succeeds")) {
            outcome = Station.JOINED;
        } else {
            throw new IllegalArgumentException("join succeeds, fails N, hangs N, silent, or refused");
        }
        long millis = after(words);
        return stage -> stage.radio().joinsEnd(outcome, millis);
    }

    private static Step.Action scan(Words words) {
        if (words.takes("silent")) {
            return stage -> stage.radio().scansHang();
        }
        boolean fails = words.takes("fails");
        if (!fails && !words.takes("succeeds")) {
            throw new IllegalArgumentException("scan succeeds, fails, or silent");
        }
        return stage -> stage.radio().scansFail(fails);
    }

    private static Step.Action accessPoint(Words words) {
        AccessPoint one = new AccessPoint();
        one.encryption = words.number("an encryption", 0, 15);
        one.rssi = words.number("a strength", -128, 0);
        one.mac.set(words.word("an address"));
        one.channel = words.number("a channel", 1, 14);
        byte[] ssid = words.bytes();
        one.ssid.append(ssid, 0, ssid.length);
        return stage -> stage.radio().add(one);
    }

    private static Step.Action name(Words words) {
        if (words.takes("servers")) {
            Fault fault = words.fault();
            return stage -> stage.hosts().reach.take(fault);
        }
        String name = words.word("a name");
        List<String> addresses = List.of(words.rest().split(" "));
        return stage -> stage.hosts().name(name, addresses);
    }

    private static Step.Action answers(Words words) {
        String host = words.word("a host");
        int millis = (int) after(words);
        return stage -> stage.hosts().echo(host, millis);
    }

    // --- checks -----------------------------------------------------------------------------------

    private static Step.Action sent(Words words) {
        int link = link(words);
        if (words.takes("nothing")) {
            return stage -> stage.sent(link, null);
        }
        Frame frame = new Frame(words.number("an opcode", 0, 15), words.bit("fin"), words.bytes());
        return stage -> stage.sent(link, frame);
    }

    private static Step.Action opened(Words words) {
        int link = link(words);
        if (words.takes("times")) {
            int times = words.number("how often", 0, Integer.MAX_VALUE);
            return stage -> stage.openedTimes(link, times);
        }
        String part = words.word("a part of the request");
        if (!Opening.hasPart(part)) {
            throw new IllegalArgumentException("a request has no part " + Quoted.of(part));
        }
        byte[] value = words.bytes();
        return stage -> stage.opened(link, part, value);
    }

    private static Step.Action within(long millis) {
        return stage -> stage.within(millis);
    }

    private static Step.Action joined(String request) {
        return stage -> stage.joined(request);
    }

    private static Step.Action log(Words words) {
        if (words.takes("lacks")) {
            String text = words.rest();
            return stage -> stage.notLogged(text);
        }
        if (!words.takes("contains")) {
            throw new IllegalArgumentException("log contains TEXT, or lacks TEXT");
        }
        String text = words.rest();
        return stage -> stage.logged(text);
    }
}

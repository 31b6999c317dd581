package wsat.sim.world;

import wsat.at.Settings;
import wsat.board.text.Quoted;
import wsat.port.Ending;

/** What the lines of a transcript mean that are about sockets. */
final class SocketScript {
    private SocketScript() {
    }

    private static int link(Words words) {
        return words.number("a socket", 0, Settings.SOCKETS_MAX - 1);
    }

    static Step.Action peer(Words words) {
        if (words.takes("accept")) {
            return answer(Server.ACCEPT, Script.after(words));
        }
        if (words.takes("refuse")) {
            return answer(Server.REFUSE, Script.after(words));
        }
        if (words.takes("silent")) {
            return answer(Server.SILENT, 0);
        }
        if (words.takes("fails")) {
            Ending failure = Script.ending(words);
            return stage -> {
                stage.sockets().manners.answer = Server.FAIL;
                stage.sockets().manners.failure = failure;
                stage.sockets().manners.afterMillis = 0;
            };
        }
        if (words.takes("echo")) {
            boolean on = Script.onOff(words);
            return stage -> stage.sockets().manners.echo = on;
        }
        if (words.takes("greet")) {
            return greet(words);
        }
        int link = link(words);
        SocketPeer.Act act = act(words);
        return stage -> act.on(stage.peer(link));
    }

    private static Step.Action answer(int how, long afterMillis) {
        return stage -> {
            SocketPeer.Manners manners = stage.sockets().manners;
            manners.answer = how;
            manners.afterMillis = afterMillis;
        };
    }

    private static Step.Action greet(Words words) {
        if (words.takes("nothing")) {
            return stage -> stage.sockets().manners.greeting.clear();
        }
        SocketPeer.Act act = act(words);
        return stage -> stage.sockets().manners.greeting.add(act);
    }

    private static SocketPeer.Act act(Words words) {
        String act = words.word("what the peer does");
        switch (act) {
            case "send":
                byte[] bytes = words.bytes();
                return peer -> peer.send(bytes);
            case "from":
                String address = words.word("an address");
                int port = words.number("a port", 1, 65535);
                byte[] datagram = words.bytes();
                return peer -> peer.sendFrom(address, port, datagram);
            case "end": return SocketPeer::end;
            case "cut": return SocketPeer::cut;
            case "block": return peer -> peer.block(true);
            case "unblock": return peer -> peer.block(false);
            case "mute": return peer -> peer.mute(true);
            case "unmute": return peer -> peer.mute(false);
            default: throw new IllegalArgumentException("a peer cannot " + Quoted.of(act));
        }
    }

    static Step.Action got(Words words) {
        int link = link(words);
        if (words.takes("nothing")) {
            return stage -> stage.got(link, null);
        }
        String to = words.takes("to") ? "to " + words.word("an address") + " " + words.number("a port", 1, 65535) + " "
                : "";
        String what = to + Bytes.show(words.bytes());
        return stage -> stage.got(link, what);
    }

    static Step.Action socket(Words words) {
        int link = link(words);
        if (words.takes("times")) {
            int times = words.number("how often", 0, Integer.MAX_VALUE);
            return stage -> stage.socketTimes(link, times);
        }
        String what = words.rest();
        return stage -> stage.socket(link, what);
    }
}

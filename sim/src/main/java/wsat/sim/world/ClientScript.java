package wsat.sim.world;

import wsat.port.Ending;

/** What the lines of a transcript mean that are about those who come to the module's own ports. */
final class ClientScript {
    private static final String SOMEBODY = "192.168.1.7";
    private static final int FROM = 40_000;
    private static final byte[] NOTHING = {};

    private ClientScript() {
    }

    private static int port(Words words) {
        return words.number("a port", 1, 65_535);
    }

    /**
     * {@code client PORT comes [and goes] [from ADDRESS PORT] [opening TARGET] [speaking PROTOCOLS] [saying BYTES]},
     * {@code client PORT refused N}.
     */
    static Step.Action client(Words words) {
        int port = port(words);
        if (words.takes("refused")) {
            int times = words.number("how often", 0, Integer.MAX_VALUE);
            return stage -> stage.refused(port, times);
        }
        if (!words.takes("comes")) {
            throw new IllegalArgumentException("client PORT comes, or refused");
        }
        boolean goes = words.takes("and goes");
        boolean named = words.takes("from");
        String address = named ? words.word("an address") : SOMEBODY;
        int from = named ? port(words) : FROM;
        String target = words.takes("opening") ? words.word("a path") : "/";
        String protocols = words.takes("speaking") ? words.word("subprotocols") : "";
        byte[] says = words.takes("saying") ? words.bytes() : NOTHING;
        Listening.Client client = new Listening.Client(address, from, says, goes, target, protocols);
        return stage -> on(stage, port).comes(port, client);
    }

    private static Listening on(Step.Stage stage, int port) throws Difference {
        return stage.listening().stream().filter(one -> one.listensOn(port)).findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody listens on port " + port));
    }

    /** {@code listening fails [CODE]}, {@code listening succeeds}, {@code listening PORT on}. */
    static Step.Action listening(Words words) {
        if (words.takes("succeeds")) {
            return stage -> stage.listening().forEach(one -> one.failure = 0);
        }
        if (words.takes("fails")) {
            int code = words.more() ? words.number("errno", 1, 255) : Ending.EADDRINUSE;
            return stage -> stage.listening().forEach(one -> one.failure = code);
        }
        int port = port(words);
        boolean on = Script.onOff(words);
        return stage -> stage.listens(port, on);
    }
}

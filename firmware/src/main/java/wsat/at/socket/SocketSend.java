package wsat.at.socket;

import wsat.at.Address;
import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.at.Passthrough;
import wsat.at.Payload;
import wsat.link.Socket;
import wsat.port.Log;
import wsat.port.Resolver;
import wsat.port.SocketPort;
import wsat.port.Text;

/**
 * {@code AT+CIPSEND=[<link>,]<length>[,<"remote host">,<remote port>]} and then the bytes; {@code AT+CIPSENDEX}, whose
 * bytes may end earlier with {@code \0}; {@code AT+CIPSENDL}, whose bytes leave while others come. A name is looked up
 * before the prompt.
 */
final class SocketSend extends Command {
    private static final int LOOK_UP_MICROS = 20_000_000;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final int PORT_MAX = 65_535;

    private final SocketLinks sockets;
    private final PassthroughCommands passthrough;
    private final Resolver resolver;
    private final Output output;
    private final Log log;
    private final int form;
    /** Null: the bytes leave when all have come. */
    private final LongSend whole;

    private final Text host = new Text(Socket.HOST_MAX);
    private final Text address = new Text(Resolver.ADDRESS_MAX);
    private int port;
    private boolean elsewhere;
    private boolean lookingUp;

    private Passthrough passes;
    private Socket link;
    private int changes;
    private int length;
    private byte[] bytes;
    private boolean taken;
    private long deadline;

    /** @param form how the payload is read, of {@link Payload} */
    SocketSend(String name, int form, SocketLinks sockets, PassthroughCommands passthrough,
            Resolver resolver, Output output, Log log) {
        this(name, form == Payload.ESCAPED ? SET : SET | EXECUTE, form, null, sockets, passthrough, resolver, output,
                log);
    }

    /** {@code AT+CIPSENDL}. */
    SocketSend(LongSend whole, SocketLinks sockets, PassthroughCommands passthrough, Resolver resolver, Output output,
            Log log) {
        this("AT+CIPSENDL", SET, Payload.CANCELABLE, whole, sockets, passthrough, resolver, output, log);
    }

    private SocketSend(String name, int forms, int form, LongSend whole, SocketLinks sockets,
            PassthroughCommands passthrough, Resolver resolver, Output output, Log log) {
        super(name, forms);
        this.form = form;
        this.whole = whole;
        this.sockets = sockets;
        this.passthrough = passthrough;
        this.resolver = resolver;
        this.output = output;
        this.log = log;
    }

    /** Without parameters: passthrough. */
    @Override
    protected int execute(long now) {
        passes = passthrough.onOnlyLink(this);
        return passes == null ? ErrorCode.FAILED : DATA_MODE;
    }

    @Override
    protected Passthrough passthrough() {
        return passes;
    }

    @Override
    protected int set(Arguments a, long now) {
        int first = sockets.first();
        a.expect(first + 1, first + 3);
        link = sockets.link(a);
        length = a.number(first, 1, whole == null ? SocketPort.SEND_MAX : Integer.MAX_VALUE);
        a.optionalString(first + 1, host);
        elsewhere = a.given(first + 1);
        port = elsewhere ? a.number(first + 2, 1, PORT_MAX) : 0;
        if (elsewhere ? !Address.isHost(host) : a.given(first + 2)) {
            a.fail(ErrorCode.invalid(first + 1));
        }
        if (a.error() != 0) {
            return a.error();
        }
        if (sockets.bare) {
            return failed(log, "with AT+CIPMODE=1 bytes are sent in passthrough: AT+CIPSEND without parameters");
        }
        if (!link.sends()) {
            return failed(log, "the link is not open");
        }
        if (elsewhere && !link.isUdp()) {
            return failed(log, "only UDP can send to another host than the one that was opened with");
        }
        changes = link.changes();
        return elsewhere ? lookUp(now) : prompt();
    }

    private int prompt() {
        if (whole == null) {
            return PROMPT;
        }
        passes = whole.on(link, length, elsewhere ? address : null, port);
        return DATA_MODE;
    }

    private int lookUp(long now) {
        if (Address.isIp(host)) {
            address.set(host);
            return prompt();
        }
        lookingUp = true;
        deadline = now + LOOK_UP_MICROS;
        resolver.lookUp(host, Resolver.IPV4_FIRST);
        return RUNNING;
    }

    private int pollLookUp(long now) {
        int found = resolver.found();
        if (found == Resolver.ASKING && now - deadline < 0) {
            return RUNNING;
        }
        lookingUp = false;
        if (found <= 0) {
            return failed(log, found == 0 ? "unknown host" : "the name servers do not answer");
        }
        resolver.address(0, address);
        return prompt();
    }

    @Override
    protected int payloadLength() {
        return length;
    }

    @Override
    protected int payloadForm() {
        return form;
    }

    @Override
    protected int payload(byte[] payload, int count, boolean last, long now) {
        bytes = payload;
        length = count;
        taken = count == 0;
        int millis = link.options.sendTimeoutMillis;
        deadline = now + (millis == 0 ? TIMEOUT_MILLIS : millis) * 1000L;
        output.say("\r\nRecv ").say(count).say(" bytes\r\n");
        return RUNNING;
    }

    @Override
    protected int poll(long now) {
        if (lookingUp) {
            return pollLookUp(now);
        }
        if (changes != link.changes()) {
            return fail("the link was closed before the bytes were sent");
        }
        if (!taken) {
            int answer = elsewhere ? link.send(bytes, 0, length, address, port) : link.send(bytes, 0, length);
            if (answer == SocketPort.NOT_OPEN) {
                return fail(link.sends() ? "the peer cannot be reached from here"
                        : "the connection ended before the bytes were sent");
            }
            taken = answer == SocketPort.TAKEN;
        }
        if (taken && link.allSent()) {
            return SEND_OK;
        }
        if (taken && !link.sends()) {
            return fail("the connection ended before the bytes were sent");
        }
        return now - deadline < 0 ? RUNNING : timedOut();
    }

    private int fail(String why) {
        log.log(Log.WARN, name, why, Log.NO_VALUE);
        return SEND_FAIL;
    }

    /** Part of the bytes may be out: nothing can follow them on a stream. */
    private int timedOut() {
        if (taken && !link.isUdp()) {
            link.giveUp();
        }
        return fail("not sent in time");
    }

    @Override
    protected long deadline() {
        return deadline;
    }
}

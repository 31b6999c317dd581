package wsat.at.websocket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.link.WebSocketServers;
import wsat.port.Text;

/**
 * {@code AT+WSORIGIN=<"origin">[,<"origin">]...}: whose pages may come to the module's own ports beside the ports' own
 * (RFC 6454); {@code "null"} is a page from disk, {@code "*"} any, {@code ""} none.
 */
final class OriginCommand extends Command {
    private static final int COUNT_MAX = 4;

    private final Text origins;
    private final Output output;
    private final Text all = new Text(WebSocketServers.ORIGINS_MAX);
    private final Text one = new Text(WebSocketServers.ORIGINS_MAX / COUNT_MAX - 1);

    OriginCommand(WebSocketServers servers, Output output) {
        super("AT+WSORIGIN", QUERY | SET);
        origins = servers.origins;
        this.output = output;
    }

    @Override
    protected int query() {
        line(output).say("\"");
        for (int i = 0; i < origins.length; i++) {
            if (origins.bytes[i] == ' ') {
                output.say("\",\"");
            } else {
                output.sayByte(origins.bytes[i]);
            }
        }
        output.say("\"\r\n");
        return OK;
    }

    @Override
    protected int set(Arguments a, long now) {
        a.expect(1, COUNT_MAX);
        all.clear();
        int count = a.count();
        for (int i = 0; a.error() == 0 && i < count; i++) {
            a.string(i, one);
            if (a.error() == 0 && !isOrigin(count > 1)) {
                a.fail(ErrorCode.invalid(i));
            } else if (a.error() == 0 && one.length > 0) {
                if (all.length > 0) {
                    all.append(' ');
                }
                all.append(one);
            }
        }
        if (a.error() == 0) {
            origins.set(all);
        }
        return a.error();
    }

    /** {@code scheme://host[:port]} without what would be a path, or one of the words. */
    private boolean isOrigin(boolean several) {
        if (is("null") || is("*") || one.length == 0 && !several) {
            return true;
        }
        int slashes = 0;
        for (int i = 0; i < one.length; i++) {
            int b = one.bytes[i];
            if (b <= ' ' || b >= 127 || b == '"' || b == '\\') {
                return false;
            }
            slashes += b == '/' ? 1 : 0;
        }
        int at = 0;
        while (at < one.length && one.bytes[at] != ':') {
            at++;
        }
        return slashes == 2 && at > 0 && at + 3 < one.length && one.bytes[at + 1] == '/' && one.bytes[at + 2] == '/';
    }

    private boolean is(String word) {
        boolean same = one.length == word.length();
        for (int i = 0; same && i < word.length(); i++) {
            same = one.bytes[i] == word.charAt(i);
        }
        return same;
    }
}

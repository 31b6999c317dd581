package wsat.board.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of the AT dialogue without their secrets. Of a command that is not known to have none, nothing is shown but its
 * name, and of a line that is no command its length: a password may stand in what a host has mistyped, or a payload
 * where a command should. What is known to hold a secret is shown only if it is written just as it should be.
 */
public final class Masking {
    /** What stands for something that is not shown. */
    public static final String HIDDEN = "***";

    /** What is written in the place of a secret. */
    interface Hiding {
        /**
         * For an argument, with its quotes if it has any, or a piece of one.
         *
         * @param name what the secret is, as {@code PASSWORD}
         */
        String part(String name, String secret);

        /** For all that stands behind the name of a command, and for a line that is no command: its name is null. */
        String all(String command, String secret);
    }

    private static final Hiding FOR_LOGS = new Hiding() {
        @Override
        public String part(String name, String secret) {
            return HIDDEN;
        }

        @Override
        public String all(String command, String secret) {
            return command == null ? "(no command, " + secret.length() + " bytes)"
                    : HIDDEN + " (" + secret.length() + " bytes)";
        }
    };

    private static final char NUMBER = 'n';
    private static final char TEXT = 's';
    private static final char URI = 'u';
    private static final char SECRET = '*';

    /**
     * A letter for each argument of what holds secrets; what comes behind them is one. ESP-AT 4.1, Wi-Fi, WebSocket,
     * Basic.
     */
    private static final Map<String, String> COMMANDS = Map.of("CWJAP", "s*snnnnn", "CWSAP", "s*nnnn", "CWJEAP",
            "sn***n", "WSOPEN", "nusn*", "WSOPENNB", "nusn*", "WSHEAD", "n", "SYSMFG", "nssn*");
    /** The same for answers, which have all of them where one is secret. */
    private static final Map<String, String> ANSWERS = Map.of("CWSAP", "s*nnnn", "CWJEAP", "s*", "WSOPEN", "nnu",
            "WSHEAD", "n*", "WS_HEAD", "n*", "SYSMFG", "ssnn", "CIPSSLCPSK", "n**",
            "WS_ACCEPTED", "nsss");
    /** What the secrets of a command are; those of others have the name of their command. */
    private static final Map<String, String> NAMES = Map.of("CWJAP", "PASSWORD", "CWSAP", "PASSWORD", "CWJEAP", "EAP",
            "WSOPEN", "AUTH", "WSOPENNB", "AUTH", "WSHEAD", "HEADER", "WS_HEAD", "HEADER", "SYSMFG", "SLOT",
            "CIPSSLCPSK", "PSK");
    /** Commands whose payload goes to a server as it is. */
    private static final Pattern SENDS = Pattern.compile("AT\\+(WSSEND|CIPSEND|CIPSENDEX|CIPSENDL)[=?].*|AT\\+CIPSEND",
            Pattern.DOTALL);
    /** What stands in front of what a server has sent. */
    private static final Pattern RECEIVES = Pattern.compile("\\+(WS_DATA:|IPD,|(CIP|WS)RECVDATA:).*",
            Pattern.DOTALL);
    /** Commands whose arguments hold no secrets. */
    private static final Pattern HARMLESS = Pattern.compile("CWINIT|CWMODE|CWRECONNCFG|CWLAP|CWLAPOPT|CWQIF|CWDHCPS?"
            + "|CWAUTOCONN|CWHOSTNAME|CWCOUNTRY|CW(AP|STA)PROTO|CIPV6|CIP(STA|AP)MAC|CIPSTA|CIPAP|CIPDNS|CIPDOMAIN"
            + "|CIPSTART|CIPSTARTEX|CIPSTARTNB"
            + "|CIPTCPOPT|CIPCLOSE|CIPSEND|CIPSENDEX|CIPSENDL|CIPSENDLCFG"
            + "|CIPDINFO|CIPMUX|CIPRECV(MODE|TYPE|DATA)|CIPSERVER|CIPSERVERMAXCONN"
            + "|CIPSSLC(CONF|SNI|ALPN|CN|CIPHER)|CIPMODE|CIPSTO|CIPRECONNINTV|CIPCONNPERSIST|CIPSNTP(CFG|INTV)|WSCFG"
            + "|WSTLS|WSSEND|WSDEFLATE|WSREDIRECT|WSRECV(TYPE|DATA)"
            + "|WSSAVE|WSSERVER|WSORIGIN|WSMODE|MDNS"
            + "|WSDATAFMT|WSCLOSE|WSRECONN|WSEVT|PING|UART(_CUR|_DEF)?|GSLP|TRANSINTVL|SAVETRANSLINK|SLEEP|SLEEPWKCFG"
            + "|SYS(RAM|TIMESTAMP|MSG|LOG|STORE" + "|TEMP|FLASH|MSGFILTER|MSGFILTERCFG)|RFPOWER");

    private static final Pattern COMMAND = Pattern.compile(
            "([Aa][Tt](?:[Ee][01]|\\+([A-Za-z0-9_]{1,24}))?)(?:([=?])(.*))?", Pattern.DOTALL);
    private static final Pattern ANSWER = Pattern.compile("(\\+([A-Z0-9_]{1,24})):(.*)", Pattern.DOTALL);
    private static final Pattern NUMBER_OR_NOTHING = Pattern.compile("(-?\\d{1,10}|0[xX][0-9a-fA-F]{1,8})?");
    private static final Pattern URI_PARTS = Pattern.compile("(\"(?:[^@?#\"]*?://)?)(.*[@?#].*\")", Pattern.DOTALL);
    /** A host and perhaps its port, as against a name and a password. */
    private static final Pattern PLAIN_HOST = Pattern.compile("([^:@/?#]*|\\[[^\\]@]*\\])(:\\d+)?/");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)(\"?)");

    private final Hiding hiding;

    private Masking() {
        this(FOR_LOGS);
    }

    Masking(Hiding hiding) {
        this.hiding = hiding;
    }

    /** A command line for logs. @param line without its end, in Latin-1 */
    public static String command(String line) {
        return new Masking().ofCommand(line);
    }

    /** What the module has said, for logs. @param line without its end, in Latin-1 */
    public static String answer(String line) {
        return new Masking().ofAnswer(line);
    }

    /** What the secrets of a command are called; of a line that is none, {@code SAID}. */
    static String nameOf(String line) {
        Matcher command = COMMAND.matcher(line);
        return !command.matches() || command.group(2) == null ? "SAID" : secretOf(command.group(2));
    }

    private static String secretOf(String name) {
        return NAMES.getOrDefault(name, name.toUpperCase(Locale.ROOT));
    }

    /** Whether the payload of a command goes to a server as it is: it is no secret of the module's. */
    public static boolean sends(String command) {
        return SENDS.matcher(command).matches();
    }

    /** Whether data behind these words are what a server has sent. */
    public static boolean receives(String words) {
        return RECEIVES.matcher(words).matches();
    }

    /** @param line a command line without its end, in Latin-1 */
    String ofCommand(String line) {
        Matcher command = COMMAND.matcher(line);
        if (!command.matches()) {
            return hiding.all(null, line);
        }
        String name = command.group(2);
        String form = command.group(3);
        String rest = command.group(4);
        if (form == null || rest.isEmpty() || form.equals("=") && rest.equals("?")) {
            return line;
        }
        String shown = null;
        if (form.equals("=") && name != null && COMMANDS.containsKey(name)) {
            shown = strictly(rest, COMMANDS.get(name), secretOf(name));
        } else if (form.equals("=") && name != null && HARMLESS.matcher(name).matches()) {
            shown = loosely(rest);
        }
        return command.group(1) + form + (shown == null ? hiding.all(nameOf(line), rest) : shown);
    }

    /** @param line what the module has said, without its end, in Latin-1 */
    String ofAnswer(String line) {
        Matcher answer = ANSWER.matcher(line);
        if (!answer.matches()) { // perhaps what a filter of the host's has left
            return withoutQuoted(line);
        }
        String name = answer.group(2);
        String said = answer.group(3);
        String letters = ANSWERS.get(name);
        if (letters == null) {
            return answer.group(1) + ":" + (said.contains("://") ? hiding.part(secretOf(name), said) : said);
        }
        List<String> arguments = arguments(said);
        boolean whole = letters.indexOf(SECRET) < 0 || arguments != null && arguments.size() >= letters.length();
        String shown = whole ? strictly(said, letters, secretOf(name)) : null;
        return answer.group(1) + ":" + (shown == null ? hiding.part(secretOf(name), said) : shown);
    }

    private String withoutQuoted(String line) {
        StringBuilder shown = new StringBuilder();
        int from = 0;
        Matcher quoted = QUOTED.matcher(line);
        while (quoted.find()) {
            shown.append(line, from, quoted.start()).append('"').append(hiding.part("SAID", quoted.group(1)))
                    .append(quoted.group(2));
            from = quoted.end();
        }
        return shown.append(line, from, line.length()).toString();
    }

    /** @return null: it is not as it should be */
    private String strictly(String text, String letters, String name) {
        List<String> arguments = arguments(text);
        if (arguments == null) {
            return null;
        }
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            char letter = i < letters.length() ? letters.charAt(i) : SECRET;
            boolean quoted = argument.startsWith("\"");
            if (letter == NUMBER && quoted || (letter == TEXT || letter == URI) && !quoted && !argument.isEmpty()
                    || letter == TEXT && argument.replace("\\,", "").contains(",")) {
                return null;
            }
            arguments.set(i, argument.isEmpty() ? "" : letter == SECRET ? hiding.part(name, argument)
                    : letter == URI && !argument.contains("://") ? hiding.part("URI", argument)
                    : withoutUserAndQuery(argument));
        }
        return String.join(",", arguments);
    }

    private String loosely(String text) {
        List<String> arguments = arguments(text);
        if (arguments == null) {
            return null;
        }
        arguments.replaceAll(this::withoutUserAndQuery);
        return String.join(",", arguments);
    }

    /** @return each with its quotes; null: one of them is neither a number nor in quotes, or has a quote in it */
    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        for (int from = 0;;) {
            int end = text.startsWith("\"", from) ? quotedEnd(text, from) : numberEnd(text, from);
            if (end < 0 || end < text.length() && text.charAt(end) != ',') {
                return null;
            }
            arguments.add(text.substring(from, end));
            if (end == text.length()) {
                return arguments;
            }
            from = end + 1;
        }
    }

    private static int numberEnd(String text, int from) {
        int comma = text.indexOf(',', from);
        int end = comma < 0 ? text.length() : comma;
        return NUMBER_OR_NOTHING.matcher(text).region(from, end).matches() ? end : -1;
    }

    private static int quotedEnd(String text, int from) {
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            if (c == '\\' && text.startsWith("\"", ++i)) {
                return -1;
            }
        }
        return -1;
    }

    /** An argument without userinfo and query (RFC 3986, 3.2.1 and 3.4), should it be a URI or part of one. */
    private String withoutUserAndQuery(String argument) {
        Matcher uri = URI_PARTS.matcher(argument);
        if (!uri.matches()) {
            return argument;
        }
        String rest = uri.group(2);
        int at = rest.lastIndexOf('@');
        if (at >= 0 && !PLAIN_HOST.matcher(rest).lookingAt()) {
            rest = hiding.part("USER", rest.substring(0, at)) + rest.substring(at);
        }
        int query = rest.indexOf('?') < 0 ? rest.indexOf('#') : rest.indexOf('?');
        return uri.group(1) + (query < 0 ? rest : rest.substring(0, query + 1)
                + hiding.part("QUERY", rest.substring(query + 1, rest.length() - 1)) + '"');
    }
}

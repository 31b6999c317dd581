package wsat.sim.world;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * Each malformed line answers exactly one ERROR, changes nothing, and the next AT answers OK: with echo on and
 * off, whole, byte by byte and in random cuts; after AT+SYSLOG=1 its code comes in front (ESP-AT, AT+SYSLOG).
 */
class MalformedLinesTest {
    private static final String ANY = "*";
    private static final int SEEDS = 5;

    /** A line without its CR LF, with a transcript's escapes; and its code, or {@link #ANY} where nobody says. */
    private static final String[][] LINES = {
        // Not a command.
        {"?", "03 0000"},
        {"x", "03 0000"},
        {"A", "03 0000"},
        {"T", "03 0000"},
        {"at", "03 0000"},
        {"At", "03 0000"},
        {"aT+GMR", "03 0000"},
        {" AT", "03 0000"},
        {"\tAT", "03 0000"},
        {"+++", "03 0000"},
        {"++++", "03 0000"},
        {"+WS_DATA:0,2,hi", "03 0000"},
        {"OK", "03 0000"},
        {"GET / HTTP/1.1", "03 0000"},
        {"\"AT\"", "03 0000"},
        {"\\x80\\xFF\\xFE", "03 0000"},
        {"\\xC3\\xA4", "03 0000"},
        {"\\xFFAT", "03 0000"},
        {"A\\x00T", "03 0000"},
        {"\\x1B[A", "03 0000"},
        {"\\x7F", "03 0000"},
        {"\\300*A", "03 0000"},
        {"\\4095*A", "03 0000"},
        {"\\10000*\\x00A", ANY},
        {"AT+\\5000#", "03 0000"},
        // Unknown commands.
        {"ATA", "09 0000"},
        {"AT ", "09 0000"},
        {"AT+", "09 0000"},
        {"AT++", "09 0000"},
        {"AT+FAKE", "09 0000"},
        {"AT+FAKE?", "09 0000"},
        {"AT+FAKE=?", "09 0000"},
        {"AT+FAKE=1,2,3", "09 0000"},
        {"AT+gmr", "09 0000"},
        {"AT+WSOPENX=0,\"ws://h\"", "09 0000"},
        {"AT+WSOPE=0,\"ws://h\"", "09 0000"},
        {"AT+WSCFG ", "09 0000"},
        {"AT+WSCFG =0,30,60", "09 0000"},
        {"AT+ WSCFG=0,30,60", "09 0000"},
        {"AT +WSCFG=0,30,60", "09 0000"},
        {"AT+WS\\x00CFG=0,30,60", "09 0000"},
        {"AT+WSCFG\\x00=0,30,60", "09 0000"},
        {"AT+WSCFG\\xFF=0,30,60", "09 0000"},
        {"AT\\x00", "09 0000"},
        {"ATE", "09 0000"},
        {"ATE2", "09 0000"},
        {"ATE01", "09 0000"},
        {"AT+GMR AT+GMR", "09 0000"},
        {"ATAT", "09 0000"},
        {"AT\\rAT", "09 0000"},
        {"AT;AT", "09 0000"},
        // Forms that a command has not.
        {"AT=1", "0c 0000"},
        {"AT?", "0c 0000"},
        {"ATE0?", "0c 0000"},
        {"ATE0=1", "0c 0000"},
        {"AT+GMR?", "0c 0000"},
        {"AT+GMR=?", "0c 0000"},
        {"AT+GMR=1", "0c 0000"},
        {"AT+RST?", "0c 0000"},
        {"AT+RST=?", "0c 0000"},
        {"AT+WSCFG", "0c 0000"},
        {"AT+WSCFG=?", "0c 0000"},
        {"AT+WSOPEN", "0c 0000"},
        {"AT+WSOPEN=?", "0c 0000"},
        {"AT+WSSEND?", "0c 0000"},
        {"AT+WSCLOSE?", "0c 0000"},
        {"AT+WSHEAD", "0c 0000"},
        {"AT+WSOPEN?1", "0c 0000"},
        {"AT+WSOPEN??", "0c 0000"},
        {"AT+SYSLOG", "0c 0000"},
        // Wrong counts: needed and given.
        {"AT+WSCFG=0,30", "06 0302"},
        {"AT+WSCFG=0", "06 0301"},
        {"AT+WSCFG=0,30,60,100,0,0,0,0", "06 0708"},
        {"AT+WSOPEN=1", "06 0201"},
        {"AT+WSOPEN=1,\"ws://h\",\"p\",1000,\"a\",1", "06 0506"},
        {"AT+WSSEND=0", "06 0201"},
        {"AT+WSSEND=0,4,1,1000,1,0", "06 0506"},
        {"AT+WSDATAFMT=0,0,48,0", "06 0304"},
        {"AT+WSCLOSE=0,0", "07 0001"},
        {"AT+WSHEAD=4,0,4", "06 0203"},
        {"AT+WSHEAD=4,4", "07 0001"},
        {"AT+SYSLOG=1,1", "06 0102"},
        {"AT+WSCFG=0,30,60,,,,,", "06 0708"},
        {"AT+WSCFG=,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,", ANY},
        {"AT+WSCFG=\\1000*,", ANY},
        // Left out where a parameter is needed.
        {"AT+WSCFG=", ANY},
        {"AT+WSCLOSE=", ANY},
        {"AT+WSCFG=,30,60", ANY},
        {"AT+WSCFG=0,,60", ANY},
        {"AT+WSOPEN=1,", ANY},
        {"AT+WSSEND=0,", ANY},
        {"AT+WSHEAD=", ANY},
        // Out of range: which one.
        {"AT+WSCFG=3,30,60", "07 0000"},
        {"AT+WSCFG=-1,30,60", "07 0000"},
        {"AT+WSCFG=0,0,60", "07 0001"},
        {"AT+WSCFG=0,7201,60", "07 0001"},
        {"AT+WSCFG=0,30,0", "07 0002"},
        {"AT+WSCFG=0,30,7201", "07 0002"},
        {"AT+WSCFG=0,30,60,0", "07 0003"},
        {"AT+WSCFG=0,30,60,16385", "07 0003"},
        {"AT+WSCFG=0,30,60,100,6", "07 0004"},
        {"AT+WSCFG=0x3,30,60", "07 0000"},
        {"AT+WSOPEN=3,\"ws://h\"", "07 0000"},
        {"AT+WSOPEN=1,\"ws://h\",,180001", "07 0003"},
        {"AT+WSOPEN=1,\"ws://h\",,-1", "07 0003"},
        {"AT+WSSEND=3,4", "07 0000"},
        {"AT+WSSEND=0,0,16", "07 0002"},
        {"AT+WSSEND=0,-4", "07 0001"},
        {"AT+WSSEND=0,16385", "07 0001"},
        {"AT+WSSEND=0,4,16", "07 0002"},
        {"AT+WSSEND=0,4,1,60001", "07 0003"},
        {"AT+WSSEND=0,4,1,1000,2", "07 0004"},
        {"AT+WSSEND=0,126,9", ANY},
        {"AT+WSSEND=0,4,9,1000,0", ANY},
        {"AT+WSDATAFMT=3", "07 0000"},
        {"AT+WSDATAFMT=0,3", "07 0001"},
        {"AT+WSDATAFMT=0,0,64", "07 0002"},
        {"AT+WSCLOSE=3", "07 0000"},
        {"AT+WSHEAD=-1", "07 0000"},
        {"AT+WSHEAD=5000", "07 0000"},
        {"AT+SYSLOG=2", "07 0000"},
        {"AT+SYSLOG=-1", "07 0000"},
        // More than an integer holds.
        {"AT+WSCFG=0,4294967326,60", ANY},
        {"AT+WSCFG=4294967296,30,60", ANY},
        {"AT+WSCFG=18446744073709551616,30,60", ANY},
        {"AT+WSCFG=\\500*9,30,60", ANY},
        {"AT+WSCFG=0,2147483648,60", ANY},
        {"AT+WSCFG=0,-2147483649,60", ANY},
        {"AT+WSCFG=0x100000000,30,60", ANY},
        {"AT+WSCFG=0x10000000000000000,30,60", ANY},
        {"AT+WSSEND=0,0xFFFFFFFF", ANY},
        {"AT+WSHEAD=2147483647", ANY},
        // Strings and numbers mixed up.
        {"AT+WSCFG=\"0\",30,60", "05 0000"},
        {"AT+WSCFG=0,\"30\",60", "05 0001"},
        {"AT+WSOPEN=\"1\",\"ws://h\"", "05 0000"},
        {"AT+WSOPEN=1,1", "05 0001"},
        {"AT+WSOPEN=1,\"ws://h\",5000", "05 0002"},
        {"AT+WSOPEN=1,\"ws://h\",\"p\",\"5000\"", "05 0003"},
        {"AT+WSOPEN=1,\"ws://h\",\"p\",5000,7", "05 0004"},
        {"AT+WSCLOSE=\"\"", "05 0000"},
        {"AT+SYSLOG=\"1\"", "05 0000"},
        // Not readable.
        {"AT+WSOPEN=1,ws://h", ANY},
        {"AT+WSOPEN=1,\"ws://h", "08 0001"},
        {"AT+WSOPEN=1,\"", "08 0001"},
        {"AT+WSOPEN=1,\"ws://h\\\\", "08 0001"},
        {"AT+WSOPEN=1,\"ws://h\\\\\"", "08 0001"},
        {"AT+WSOPEN=1,\"ws://h\"x", "08 0001"},
        {"AT+WSOPEN=1,\"ws://h\"\"p\"", "08 0001"},
        {"AT+WSOPEN=1,\"ws://h\" ,\"p\"", "08 0001"},
        {"AT+WSOPEN=1, \"ws://h\"", ANY},
        {"AT+WSOPEN=1,'ws://h'", ANY},
        {"AT+WSOPEN=1,ws\"://h\"", ANY},
        {"AT+WSCFG=0,3O,60", "08 0001"},
        {"AT+WSCFG=0x,30,60", "08 0000"},
        {"AT+WSCFG=0xG,30,60", "08 0000"},
        {"AT+WSCFG=x1,30,60", "08 0000"},
        {"AT+WSCFG=1F,30,60", "08 0000"},
        {"AT+WSCFG=0h,30,60", "08 0000"},
        {"AT+WSCFG=0x 1,30,60", "08 0000"},
        {"AT+WSCFG=-,30,60", "08 0000"},
        {"AT+WSCFG=--1,30,60", "08 0000"},
        {"AT+WSCFG=+1,30,60", "08 0000"},
        {"AT+WSCFG=1.0,30,60", "08 0000"},
        {"AT+WSCFG=1e0,30,60", "08 0000"},
        {"AT+WSCFG= 1,30,60", "08 0000"},
        {"AT+WSCFG=1 ,30,60", "08 0000"},
        {"AT+WSCFG=0;30;60", "08 0000"},
        {"AT+WSCFG=0,30,60\\x00", "08 0002"},
        {"AT+WSCFG=\\x00,30,60", "08 0000"},
        {"AT+WSCFG=0\\xFF,30,60", "08 0000"},
        {"AT+WSCFG=\\xB2,30,60", "08 0000"},
        {"AT+WSCFG=0,30,60\\t", "08 0002"},
        {"AT+WSCFG=0\\r,30,60", "08 0000"},
        {"AT+WSCFG==0,30,60", "08 0000"},
        {"AT+WSCFG=0,30,60?", "08 0002"},
        {"AT+WSCFG=??", "08 0000"},
        // The other chapters: forms, counts, ranges, kinds, and what is not an address.
        {"AT+CWMODE", "0c 0000"},
        {"AT+CWSTATE", "0c 0000"},
        {"AT+CWSTATE=1", "0c 0000"},
        {"AT+CWQAP?", "0c 0000"},
        {"AT+CWLAPOPT?", "0c 0000"},
        {"AT+CIFSR?", "0c 0000"},
        {"AT+CIPSTATUS?", "0c 0000"},
        {"AT+PING?", "0c 0000"},
        {"AT+RESTORE=1", "0c 0000"},
        {"AT+GSLP", "0c 0000"},
        {"AT+SYSTEMP=1", "0c 0000"},
        {"AT+UART_CUR", "0c 0000"},
        {"AT+CIPRECVLEN=1", "0c 0000"},
        {"AT+CWMODE=4", "07 0000"},
        {"AT+CWMODE=1,2", "07 0001"},
        {"AT+CWMODE=1,1,1", "06 0203"},
        {"AT+CWMODE=\"1\"", "05 0000"},
        {"AT+CWINIT=2", "07 0000"},
        {"AT+CWJAP=s,p", ANY},
        {"AT+CWJAP=\"s\",p", "08 0001"},
        {"AT+CWJAP=\"s\",1", "05 0001"},
        {"AT+CWJAP=\"s\",\"p", "08 0001"},
        {"AT+CWJAP=\"\",\"p\"", "04 0000"},
        {"AT+CWJAP=\"\\33*s\",\"p\"", "04 0000"},
        {"AT+CWJAP=\"s\",\"p\",\"00:11\"", "07 0002"},
        {"AT+CWJAP=\"s\",\"p\",,,,,,2", "07 0007"},
        {"AT+CWJAP=\"s\",\"p\",,,,,,,,", "06 090a"},
        {"AT+CWLAP=\"s\",\"x\"", "07 0001"},
        {"AT+CWLAPOPT=1", "06 0201"},
        {"AT+CWLAPOPT=1,0x800", "07 0001"},
        {"AT+CWRECONNCFG=1,1001", "07 0001"},
        {"AT+CWDHCP=1", "06 0201"},
        {"AT+CWHOSTNAME=x", "08 0000"},
        {"AT+CWCOUNTRY=0,\"LONG\",1,13", "04 0001"},
        {"AT+CWSAP=\"s\",\"short\",1,3", "04 0001"},
        {"AT+CIPSTA=\"1.2.3\"", "07 0000"},
        {"AT+CIPSTA=\"1.2.3.4.5\"", ANY},
        {"AT+CIPSTA=\"1.2.3.256\"", "07 0000"},
        {"AT+CIPSTA=\"1..2.3\"", "07 0000"},
        {"AT+CIPSTA=\"1.2.3.4\",\"1.2.3.1\"", "06 0302"},
        {"AT+CIPSTAMAC=\"00:11:22:33:44:gg\"", "07 0000"},
        {"AT+CIPDNS=1,\"x\"", "07 0001"},
        {"AT+CIPDOMAIN=\"\"", "07 0000"},
        {"AT+CIPDOMAIN=\"h\",4", "07 0001"},
        {"AT+PING=\"\"", "07 0000"},
        {"AT+PING=\"a b\"", "07 0000"},
        {"AT+PING=1", "05 0000"},
        {"AT+CIPMUX=2", "07 0000"},
        {"AT+CIPMODE=2", "07 0000"},
        {"AT+CIPRECVMODE=-1", "07 0000"},
        {"AT+CIPDINFO=true", "08 0000"},
        {"AT+SYSMSG=8", "07 0000"},
        {"AT+SYSMSGFILTER=2", "07 0000"},
        {"AT+SYSSTORE=2", "07 0000"},
        {"AT+SYSRAM=x", "08 0000"},
        {"AT+SLEEP=4", "07 0000"},
        {"AT+GSLP=-1", "07 0000"},
        {"AT+RFPOWER=39", "07 0000"},
        {"AT+RFPOWER=40,16", "07 0001"},
        {"AT+UART_CUR=115200,8,1,0", "06 0504"},
        {"AT+UART_CUR=115200,8,1,0,0,0", "06 0506"},
        {"AT+UART_DEF=10,8,1,0,0", "07 0000"},
        {"AT+UART=115200,8,1,0,4", "07 0004"},
        {"AT+WEBSERVER=2,80,60", "07 0000"},
        // Readable, but no URI, or one that would end the request early.
        {"AT+WSOPEN=1,\"\"", ANY},
        {"AT+WSOPEN=1,\"h\"", ANY},
        {"AT+WSOPEN=1,\"http://h\"", ANY},
        {"AT+WSOPEN=1,\"ws:/h\"", ANY},
        {"AT+WSOPEN=1,\"ws://\"", ANY},
        {"AT+WSOPEN=1,\"ws://h:x\"", ANY},
        {"AT+WSOPEN=1,\"ws://h:70000\"", ANY},
        {"AT+WSOPEN=1,\"ws://h/a b\"", ANY},
        {"AT+WSOPEN=1,\"ws://h/\\x00\"", ANY},
        {"AT+WSOPEN=1,\"ws://h/\\rX: y\"", ANY},
        {"AT+WSOPEN=1,\"ws://[::1\"", ANY},
        {"AT+WSOPEN=1,\"ws://h\\x80/\"", ANY},
        {"AT+WSOPEN=1,\"ws://h\",\"p\\x01\"", ANY},
        {"AT+WSOPEN=1,\"ws://h\",\"\",5000,\"a\\rb\"", ANY},
    };

    @Test
    void eachAnswersOneErrorAndHarmsNothing() throws Exception {
        for (String[] line : LINES) {
            String text = opening() + said(line[0], "< \\r\\nERROR\\r\\n") + unharmed();
            play(line[0], text);
        }
    }

    @Test
    void eachHasItsCode() throws Exception {
        for (String[] line : LINES) {
            String code = line[1].equals(ANY) ? ANY : line[1].replace(" ", "");
            String answer = "<* ERR CODE:0x01" + code + "\\r\\n\n< \\r\\nERROR\\r\\n";
            play(line[0], opening() + "> AT+SYSLOG=1\n< \\r\\nOK\\r\\n\n" + said(line[0], answer) + unharmed());
        }
    }

    @Test
    void allOfThemInOneBreath() throws Exception {
        StringBuilder sent = new StringBuilder(">> ");
        StringBuilder heard = new StringBuilder();
        for (String[] line : LINES) {
            sent.append(line[0]).append("\\r\\n");
            heard.append("echo ").append(line[0]).append("\\r\\n\n< \\r\\nERROR\\r\\n\n");
        }
        play("all", opening() + sent + "\n" + heard + unharmed());
    }

    @Test
    void thereAreMoreThanEighty() {
        assertTrue(LINES.length > 80, LINES.length + " lines");
    }

    private static String opening() {
        return "> AT+WSOPEN=0,\"ws://h\"\n< +WS_CONNECTED:0\\r\\n\n< \\r\\nOK\\r\\n\n";
    }

    private static String said(String line, String answer) {
        return ">> " + line + "\\r\\n\necho " + line + "\\r\\n\n" + answer + "\n> AT\n< \\r\\nOK\\r\\n\n";
    }

    private static String unharmed() {
        return "> AT+WSHEAD?\n< \\r\\nOK\\r\\n\n"
                + "> AT+WSOPEN?\n< +WSOPEN:0,2,\"ws://h\"\\r\\n\n< \\r\\nOK\\r\\n\n"
                + "opened 1 times 0\nsent 0 nothing\nserver 0 text hi\n< +WS_DATA:0,2,hi\\r\\n\n";
    }

    private static void play(String name, String text) throws TranscriptException {
        Transcript transcript = Transcript.parse(name, text);
        for (boolean echo : new boolean[] {true, false}) {
            play(transcript, new Manner(echo, Manner.Cuts.WHOLE, 0));
            play(transcript, new Manner(echo, Manner.Cuts.BYTES, 0));
            for (int seed = 1; seed <= SEEDS; seed++) {
                play(transcript, new Manner(echo, Manner.Cuts.RANDOM, seed));
            }
        }
    }

    private static void play(Transcript transcript, Manner manner) {
        try {
            new Player(transcript, manner, null).play();
        } catch (Difference e) {
            fail(e.getMessage() + "\n(" + manner + ")", e);
        }
    }
}

package wsat.at.socket;

import wsat.at.Arguments;
import wsat.at.Command;
import wsat.at.ErrorCode;
import wsat.at.Output;
import wsat.port.Announcement;
import wsat.port.Announcer;
import wsat.port.Log;
import wsat.port.ServiceAnswer;
import wsat.port.ServiceQuestion;
import wsat.port.Text;

/**
 * {@code AT+MDNS=2,0,<"service_type">,<"proto">}, {@code =2,1|2|3,<"instance">,<"service_type">,<"proto">} and
 * {@code =2,4|5,<"hostname">}: what others on the network answer (ESP-AT 4.2, AT+MDNS).
 */
final class ServiceQuery {
    /** As ESP-AT waits. */
    private static final int WAIT_MICROS = 5_000_000;
    private static final int PAIR_EXTRA = 6;
    private static final int REST_MAX = 1024;

    private final Command asker;
    private final Announcer announcer;
    private final Output output;
    private final Log log;
    private final ServiceName names;
    private final ServiceQuestion question = new ServiceQuestion();
    private final Text protocol = new Text(Announcement.LABEL_MAX);
    private final ServiceAnswer answer = new ServiceAnswer();
    private final Text lines = new Text(Announcement.TXT_MAX + PAIR_EXTRA * AnnounceCommand.PAIRS_MAX + REST_MAX);
    private long deadline;
    /** How many answers there are to tell; negative: they are waited for. */
    private int count;
    private int told;

    ServiceQuery(Command asker, ServiceName names, Announcer announcer, Output output, Log log) {
        this.asker = asker;
        this.names = names;
        this.announcer = announcer;
        this.output = output;
        this.log = log;
    }

    /** @return what is wrong, beside what {@code a} says; null: nothing */
    String read(Arguments a) {
        question.kind = a.number(1, ServiceQuestion.INSTANCES, ServiceQuestion.IPV6);
        question.instance.clear();
        if (question.kind >= ServiceQuestion.IPV4) {
            a.expect(3, 3);
            a.string(2, question.hostName);
            return a.error() != 0 ? null : names.wrong(question.hostName, null, null, null);
        }
        int at = question.kind == ServiceQuestion.INSTANCES ? 2 : 3;
        a.expect(at + 2, at + 2);
        if (at == 3) {
            a.string(2, question.instance);
        }
        a.string(at, question.type);
        a.string(at + 1, protocol);
        if (at == 3 && question.instance.length == 0) {
            a.fail(ErrorCode.length(2));
        }
        String wrong = a.error() != 0 ? null : names.wrong(null, question.type, question.instance, protocol);
        question.udp = ServiceName.isUdp(protocol);
        return wrong;
    }

    int begin(long now) {
        announcer.ask(question);
        deadline = now + WAIT_MICROS;
        count = -1;
        return poll(now);
    }

    long deadline() {
        return count < 0 ? deadline : Long.MAX_VALUE;
    }

    int poll(long now) {
        if (count < 0) {
            int found = announcer.answers();
            if (found == Announcer.FAILED) {
                return ErrorCode.FAILED;
            }
            int enough = question.kind == ServiceQuestion.INSTANCES ? Announcer.ANSWERS_MAX : 1;
            if (found < enough && now - deadline < 0) {
                return Command.RUNNING;
            }
            if (found == 0) {
                log.log(Log.WARN, asker.name, "nobody on the network has answered", Log.NO_VALUE);
                return ErrorCode.FAILED;
            }
            count = found;
            told = 0;
        }
        announcer.answer(told++, answer);
        tell();
        return told < count ? Command.WORKING : Command.OK;
    }

    /** The length is that of all that follows the comma. */
    private void tell() {
        lines.set("\r\nIF=1\r\nIP=0\r\n");
        if (answer.instance.length > 0) {
            line("PTR=", answer.instance, 0, answer.instance.length);
        }
        if (answer.hostName.length > 0) {
            begin("SRV=", answer.hostName, 0, answer.hostName.length);
            lines.append(':').appendNumber(answer.port).append("\r\n");
        }
        int at = 0;
        for (int pairs = 0; at < answer.txt.length && pairs < AnnounceCommand.PAIRS_MAX; pairs++) {
            int length = Math.min(answer.txt.bytes[at] & 0xFF, answer.txt.length - at - 1);
            line("TXT=", answer.txt, at + 1, length);
            at += 1 + length;
        }
        for (int i = 0; i < answer.ipv4Count; i++) {
            line("A=", answer.ipv4[i], 0, answer.ipv4[i].length);
        }
        for (int i = 0; i < answer.ipv6Count; i++) {
            line("AAAA=", answer.ipv6[i], 0, answer.ipv6[i].length);
        }
        asker.line(output).say(lines.length).say(",").sayData(lines.bytes, 0, lines.length);
    }

    private void line(String name, Text value, int from, int length) {
        begin(name, value, from, length);
        lines.append("\r\n");
    }

    /** What others say must not look like the module's own lines: a point stands for a control character. */
    private void begin(String name, Text value, int from, int length) {
        lines.append(name);
        for (int i = from; i < from + length; i++) {
            byte b = value.bytes[i];
            lines.append(Text.isControl(b) ? '.' : b);
        }
    }
}

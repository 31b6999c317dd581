package wsat.board.mdns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import javax.jmdns.impl.DNSOutgoing;
import javax.jmdns.impl.DNSRecord;
import javax.jmdns.impl.constants.DNSRecordClass;
import org.junit.jupiter.api.Test;
import wsat.port.Announcer;
import wsat.port.ServiceAnswer;
import wsat.port.ServiceQuestion;

/** What others say is taken as far as it was asked for, and so much of it. */
class InquiryTest {
    private static final String TYPE = "_wsat-i._tcp.local.";

    private static ServiceQuestion question(int kind) {
        ServiceQuestion question = new ServiceQuestion();
        question.kind = kind;
        question.type.set("_wsat-i");
        question.instance.set("Front door");
        question.hostName.set("board");
        return question;
    }

    private static DNSRecord pointer(String instance, int ttl) {
        return new DNSRecord.Pointer(TYPE, DNSRecordClass.CLASS_IN, false, ttl, instance + "." + TYPE);
    }

    private static DNSRecord place(String instance, int port) {
        return new DNSRecord.Service(instance + "." + TYPE, DNSRecordClass.CLASS_IN, true, 120, 0, 0, port,
                "board.local.");
    }

    private static DNSRecord txt(String instance, byte[] bytes) {
        return new DNSRecord.Text(instance + "." + TYPE, DNSRecordClass.CLASS_IN, true, 120, bytes);
    }

    private static int questions(Inquiry inquiry) {
        DNSOutgoing packet = new DNSOutgoing(0);
        inquiry.question(packet, 7);
        return packet.getNumberOfQuestions();
    }

    @Test
    void onlyWhatIsMissingIsAskedForAgain() {
        Inquiry inquiry = new Inquiry(question(ServiceQuestion.INSTANCES));
        assertEquals(1, questions(inquiry));
        assertTrue(inquiry.take(List.of(pointer("Front door", 120))));
        assertEquals(3, questions(inquiry), "and its SRV and TXT");
        assertTrue(inquiry.take(List.of(place("Front door", 80), txt("Front door", new byte[] {0}))));
        assertEquals(3, questions(inquiry), "and its host's addresses");
        assertFalse(inquiry.take(List.of(place("Front door", 81))), "the first one counts");
        assertEquals(80, inquiry.answers().get(0).port());
        assertEquals("board.local", inquiry.answers().get(0).host());
        Inquiry of = new Inquiry(question(ServiceQuestion.PLACE_AND_TXT));
        assertEquals(2, questions(of));
        assertTrue(of.take(List.of(place("FRONT door", 80))));
        assertEquals(List.of(), of.answers());
        assertEquals(1, questions(of));
        assertTrue(of.take(List.of(txt("Front Door", new byte[] {1, 'k'}))));
        assertEquals("Front door", of.answers().get(0).instance());
        assertEquals(0, questions(of));
    }

    @Test
    void goodbyesAndOtherThingsAreNoAnswers() {
        Inquiry inquiry = new Inquiry(question(ServiceQuestion.INSTANCES));
        assertFalse(inquiry.take(List.of(pointer("Front door", 0))));
        assertFalse(inquiry.take(List.of(new DNSRecord.Pointer("_other._tcp.local.", DNSRecordClass.CLASS_IN, false,
                120, "x._other._tcp.local."))));
        assertFalse(inquiry.take(List.of(new DNSRecord.Pointer(TYPE, DNSRecordClass.CLASS_IN, false, 120, TYPE))));
        assertEquals(List.of(), inquiry.answers());
    }

    @Test
    void whoAnswersTooMuchIsNotHeard() {
        Inquiry inquiry = new Inquiry(question(ServiceQuestion.INSTANCES));
        List<DNSRecord> flood = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            flood.add(pointer("door " + i, 120));
            flood.add(place("door " + i, 1 + i));
            flood.add(txt("door " + i, new byte[9000]));
        }
        assertTrue(inquiry.take(flood));
        assertEquals(Announcer.ANSWERS_MAX, inquiry.answers().size());
        assertEquals("door 19", inquiry.answers().get(19).instance());
    }

    @Test
    void whatIsTooLongIsCut() {
        Inquiry inquiry = new Inquiry(question(ServiceQuestion.TXT));
        byte[] bytes = new byte[6 * 256];
        for (int at = 0; at < bytes.length; at += 256) {
            bytes[at] = (byte) 255;
        }
        inquiry.take(List.of(txt("Front door", bytes)));
        ServiceAnswer answer = new ServiceAnswer();
        inquiry.answers().get(0).copy(answer);
        assertEquals(5 * 256, answer.txt.length, "whole pairs");
        byte[] cut = {5, 'a'};
        Inquiry damaged = new Inquiry(question(ServiceQuestion.TXT));
        damaged.take(List.of(txt("Front door", cut)));
        damaged.answers().get(0).copy(answer);
        assertEquals(0, answer.txt.length);
    }
}

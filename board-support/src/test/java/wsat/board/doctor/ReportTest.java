package wsat.board.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReportTest {
    @Test
    void whatWasFoundIsOneLineAndTurnsNoTerminalRound() {
        Report report = new Report(false);
        report.problem("certificates", "slot 0: \u202egpj\nok       port\u001b[2J", "look\u2028twice");
        assertEquals("problem  certificates   slot 0: ?gpj?ok       port?[2J\n                        -> look?twice\n",
                report.toString());
    }
}

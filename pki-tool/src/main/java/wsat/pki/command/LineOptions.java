package wsat.pki.command;

import picocli.CommandLine.Option;
import wsat.board.text.Quoted;
import wsat.pki.Refusal;
import wsat.pki.module.Module;

/** Where the module is: the options of push and pull. */
final class LineOptions {
    @Option(names = "--port", paramLabel = "PORT", required = true,
            description = "the module's line: /dev/ttyUSB0, a pseudo-terminal, or tcp:HOST:PORT")
    String port;

    @Option(names = "--baud", paramLabel = "N", description = "its speed (default: 115200)")
    int baud = 115_200;

    @Option(names = "--flow", paramLabel = "KIND", description = "none or rtscts (default: none)")
    String flow = "none";

    void check(Task task) {
        if (baud < 80 || baud > 5_000_000) {
            throw task.usage("--baud: " + baud + " is not a number from 80 to 5000000");
        }
        if (!flow.equals("none") && !flow.equals("rtscts")) {
            throw task.usage("--flow: " + Quoted.of(flow) + " is neither none nor rtscts");
        }
        if (port.startsWith("tcp:") && !port.matches("tcp:.+:\\d{1,5}")) {
            throw task.usage("--port: " + Quoted.of(port) + " is not tcp:HOST:PORT, such as tcp:127.0.0.1:5000");
        }
    }

    Module open(Task task) throws Refusal {
        return Module.open(port, baud, flow.equals("rtscts"), task::interrupted);
    }
}

package wsat.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The fixture in {@code doc/conftest.py}, with the example of the document that shows it. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class PytestFixtureTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final Path DOCUMENTS = Path.of("../doc");
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```python\\n(import pytest\\n.*?)```");

    @TempDir
    Path folder;
    private int code;

    @BeforeEach
    void look() throws Exception {
        boolean there = Files.isExecutable(Path.of(PYTHON)) && new ProcessBuilder(PYTHON, "-c", "import pytest, serial")
                .redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        if (!there) {
            System.out.println("skipped: needs Debian's python3-pytest and python3-serial");
        }
        assumeTrue(there, "needs Debian's python3-pytest and python3-serial");
        Files.copy(DOCUMENTS.resolve("conftest.py"), folder.resolve("conftest.py"));
    }

    private String run(String test) throws Exception {
        Files.writeString(folder.resolve("test_host.py"), test);
        ProcessBuilder pytest = new ProcessBuilder(PYTHON, "-B", "-m", "pytest", "-p", "no:cacheprovider", "--basetemp="
                + folder.resolve("pytest"), "test_host.py").directory(folder.toFile()).redirectErrorStream(true);
        String jvm = System.getProperty("java.home") + "/bin/java -Xmx32m -XX:TieredStopAtLevel=1"
                + (Runtime.version().feature() >= 22 ? " --enable-native-access=ALL-UNNAMED" : "");
        pytest.environment().put("WSAT", jvm + " -Djava.io.tmpdir=" + folder + " -cp "
                + absolute(System.getProperty("java.class.path")) + " wsat.sim.Main");
        Process process = pytest.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        code = process.waitFor();
        return said;
    }

    private static String absolute(String classPath) {
        StringBuilder all = new StringBuilder();
        for (String one : classPath.split(":")) {
            all.append(all.length() == 0 ? "" : ":").append(one.isEmpty() ? "" : Path.of(one).toAbsolutePath());
        }
        return all.toString();
    }

    @Test
    void theExampleOfTheDocumentPasses() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(DOCUMENTS.resolve("desk.md")));
        assertTrue(example.find(), "desk.md has lost its example");
        String said = run(example.group(1));
        assertEquals(0, code, said);
        assertTrue(said.contains("4 passed"), said);
    }

    @Test
    void aFaultThatIsNoneIsATestThatFails() throws Exception {
        String said = run("def test_wrong(module):\n    module.fault('network off')\n");
        assertEquals(1, code, said);
        assertTrue(said.contains("AssertionError: no fault: 'network off' is none of network down, network cut,"
                + " network up"), said);
    }

    @Test
    void aTestThatFailsShowsWhatWasSaid() throws Exception {
        String said = run("""
                import pytest

                @pytest.fixture
                def wsat_options():
                    return ["--no-echo-server"]

                def test_wrong(module):
                    module.command("AT+CWMODE=9")
                """);
        assertEquals(1, code, said);
        assertTrue(said.contains("> AT+CWMODE=9\n< \\r\\nERROR\\r\\n"), said);
        assertTrue(said.contains("wsat warn: AT+CWMODE"), said);
        assertFalse(said.contains("INTERNALERROR"), said);
    }
}

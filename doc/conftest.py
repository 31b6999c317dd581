"""wsat sim as a pytest fixture: copy this file to the folder of your tests.

    def test_version(module):
        assert "AT version:" in module.command("AT+GMR")

Needs Debian's python3-pytest and python3-serial (or pytest and pyserial from
PyPI), and wsat: the environment variable WSAT says how it is started, "wsat"
if it is not set. Each test has a module of its own, fresh from power-up, on a
pseudo-terminal that the code under test opens by the path module.port. What
was said is in module.record, a transcript, which a failed test shows.
"""

import os
import re
import shlex
import subprocess
import time
import urllib.error
import urllib.request

import pytest
import serial

START_SECONDS = 60


class Module:
    """A running wsat sim."""

    def __init__(self, process, port, record, echo_url, page):
        self.process = process
        #: path of the serial port
        self.port = port
        #: the transcript that is being written
        self.record = record
        #: of a WebSocket server that sends back what it gets
        self.echo_url = echo_url
        #: address of the page, a secret; of a test that takes long, to look at
        self.page = page
        self._uart = None

    @property
    def uart(self):
        """The serial port, opened by pyserial, for tests that are the host themselves."""
        if self._uart is None:
            self._uart = serial.Serial(self.port, 115200, timeout=0.1)
        return self._uart

    def read_until(self, *ends, seconds=10):
        """What the module says, up to one of the ends, or an AssertionError."""
        heard = b""
        deadline = time.monotonic() + seconds
        while not any(end in heard for end in ends):
            assert time.monotonic() < deadline, "expected %r, heard %r" % (ends, heard)
            heard += self.uart.read(1)
        return heard

    def command(self, line, seconds=10):
        """Says a command, and returns all up to its OK, as text; ERROR is an AssertionError."""
        self.uart.write(line.encode() + b"\r\n")
        answer = self.read_until(b"OK\r\n", b"ERROR\r\n", seconds=seconds)
        assert not answer.endswith(b"ERROR\r\n"), "%s: %r" % (line, answer)
        return answer.decode("latin-1")

    def fault(self, words):
        """Makes a fault, such as "server 0 drop" or "network cut"; doc/desk.md has the words."""
        try:
            urllib.request.urlopen(self.page + "fault", words.encode()).close()
        except urllib.error.HTTPError as refusal:
            raise AssertionError(refusal.read().decode().strip()) from None

    def close(self):
        if self._uart is not None:
            self._uart.close()
        self.process.terminate()
        self.process.wait(10)


def _line(log, pattern, process):
    """The group of a line that wsat says on standard error, which goes to a file."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        text = log.read_text(errors="replace")
        found = re.search(pattern, text)
        if found:
            return found.group(1)
        assert process.poll() is None and time.monotonic() < deadline, "wsat sim: " + text
        time.sleep(0.02)


@pytest.fixture
def wsat_options():
    """More options of wsat sim: a test module or a test may have a fixture of this name instead."""
    return []


@pytest.fixture
def module(request, tmp_path, wsat_options):
    """A module of its own for a test."""
    port, record, log = (tmp_path / name for name in ("uart", "record.at", "wsat.log"))
    command = shlex.split(os.environ.get("WSAT", "wsat"))
    command += ["sim", "--pty", str(port), "--record", str(record), *wsat_options]
    command += [] if "--web" in wsat_options else ["--web"]
    with open(log, "wb") as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=err)
    try:
        _line(log, r"serial line on (\S+)", process)
        page = _line(log, r"page on (\S+)", process)
        echo_url = None
        if "--no-echo-server" not in wsat_options:
            echo_url = _line(log, r'echo server: AT\+WSOPEN=0,"([^"]+)"', process)
        running = Module(process, str(port), record, echo_url, page)
        running.uart.reset_input_buffer()  # the ready of power-up
        running.command("AT")
        yield running
    finally:
        if "running" in locals():
            running.close()
        else:
            process.kill()
            process.wait()
        if getattr(request.node, "failed", False):
            print("\n--- %s\n%s\n--- %s\n%s" % (record.name, record.read_text(), log.name, log.read_text()))


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """A fixture is to know whether its test has failed."""
    report = (yield).get_result()
    if report.when == "call":
        item.failed = report.failed

#!/usr/bin/python3
"""The test's hands inside the board: commands come as lines of JSON on a serial line, and what became of them goes back.

    {"id": 1, "run": "uname -r", "seconds": 10}   ->   {"id": 1, "code": 0, "out": "6.1.0\\n"}
"""
import json
import os
import signal
import subprocess
import termios
import tty

OUT_MAX = 30000


def run(line, seconds):
    """Runs a shell's line, for no longer than it may; what it has started and left behind is ended with it."""
    child = subprocess.Popen(["sh", "-c", line], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT, start_new_session=True)
    try:
        out, code = child.communicate(timeout=seconds)[0], child.returncode
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        out, code = child.communicate()[0], 124
    return {"code": code, "out": out[-OUT_MAX:].decode(errors="replace")}


def main():
    # the emulator says in the kernel's command line which line is the test's
    said = open("/proc/cmdline").read().split()
    port = os.open(next(word[6:] for word in said if word.startswith("agent=")), os.O_RDWR | os.O_NOCTTY)
    tty.setraw(port, termios.TCSANOW)
    lines = os.fdopen(os.dup(port), "rb", buffering=0)
    os.write(port, b'\n{"agent": "here"}\n')
    left = b""
    while True:
        left += lines.read(4096)
        while b"\n" in left:
            line, left = left.split(b"\n", 1)
            if not line.strip():
                continue
            asked = json.loads(line)
            answer = dict(run(asked["run"], asked["seconds"]), id=asked["id"])
            answer = json.dumps(answer).encode() + b"\n"
            while answer:
                answer = answer[os.write(port, answer):]


main()

"""A Raspberry Pi 3 in qemu: its card, its two UARTs, its registers."""
import json
import os
import socket
import subprocess
import time

from host import SLOW, Host

GPIO = 0x3F200000


class Agent:
    """agent.py in the board, on the mini UART."""

    def __init__(self, path):
        self.line = Host(path)
        self.number = 0

    def ready(self, seconds):
        self.line.expect('{"agent": "here"}\n', seconds)

    def run(self, line, seconds=60):
        """Has the board run a shell's line. Returns its exit code and what it said."""
        self.number += 1
        asked = {"id": self.number, "run": line, "seconds": seconds * SLOW}
        self.line.say(json.dumps(asked) + "\n")
        while True:
            self.line.expect("{", seconds + 60)
            answer = json.loads("{" + self.line.expect("\n", 60).decode())
            if answer.get("id") == self.number:
                return answer["code"], answer["out"]

    def must(self, line, seconds=60):
        code, out = self.run(line, seconds)
        if code != 0:
            raise AssertionError("%s: exit code %d: %s" % (line, code, out.strip()[-600:]))
        return out.strip()


class Machine:
    """The emulator, while it runs. Whoever has started it ends it with cut()."""

    def __init__(self, folder, kernel, initrd, dtb, append, drive, log):
        self.folder = folder
        for name in ("uart", "agent", "monitor"):
            path = os.path.join(folder, name)
            if os.path.exists(path):
                os.remove(path)
        # its time is that of its instructions: a busy desk does not make its own deadlines pass
        command = ["qemu-system-aarch64", "-M", "raspi3b", "-accel", "tcg,thread=single", "-icount", "shift=2",
                   "-kernel", kernel, "-initrd", initrd, "-dtb", dtb, "-append", append, "-drive", drive,
                   "-display", "none", "-no-reboot", "-nodefaults"]
        for name in ("uart", "agent", "monitor"):
            command += ["-chardev", "socket,id=%s,server=on,wait=off,path=%s" % (name, os.path.join(folder, name))]
        command += ["-serial", "chardev:uart", "-serial", "chardev:agent", "-mon", "chardev=monitor"]
        self.log = open(log, "ab")
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        try:
            self.uart = Host(os.path.join(folder, "uart"))
            self.agent = Agent(os.path.join(folder, "agent"))
            self.monitor = Host(os.path.join(folder, "monitor"))
            self.monitor.expect("(qemu) ")
        except Exception:
            self.cut()
            raise

    def age(self):
        return time.monotonic() - self.started

    def register(self, offset):
        """Reads one of the GPIO block's registers."""
        self.monitor.say("xp /1wx 0x%x\n" % (GPIO + offset))
        self.monitor.expect(": 0x")
        return int(self.monitor.expect("(qemu) ").split()[0], 16)

    def level(self, pin):
        return self.register(0x34 + pin // 32 * 4) >> pin % 32 & 1

    def function(self, pin):
        """0 is an input, 1 an output, 4 the first alternative (the PL011 at 14 and 15)."""
        return self.register(pin // 10 * 4) >> pin % 10 * 3 & 7

    def cut(self):
        """The power is cut: what the board had not written is lost."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.log.close()

    def off(self, seconds=180):
        """Shuts the board down in an orderly way."""
        try:
            self.agent.line.say(json.dumps({"id": 0, "run": "systemctl poweroff", "seconds": 30}) + "\n")
            until = time.monotonic() + seconds * SLOW
            while self.process.poll() is None and time.monotonic() < until:
                time.sleep(0.2)
        finally:
            done = self.process.poll() is not None
            self.cut()
        return done

"""A Raspberry Pi 3 in qemu: its card, its two UARTs, its registers. And a board of no model, which has what the Pi lacks there:
pins that are driven from outside."""
import json
import os
import re
import subprocess
import time

from host import SLOW, Host

GPIO = 0x3F200000
SYSTEM_TIMER = 0x3F003000
PL061 = 0x9030000
# The board's time is that of its instructions, on one CPU: a busy desk makes it slower, but not its figures larger.
COUNTED = bool(os.environ.get("COUNTED"))


class Agent:
    """agent.py in the board, on a line of its own."""

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

    sockets = ("uart", "agent", "monitor")
    agent_port = "/dev/ttyS1"
    emulator = ["qemu-system-aarch64", "-accel", "tcg,thread=multi"]
    if COUNTED:
        emulator = ["qemu-system-aarch64", "-accel", "tcg,thread=single", "-icount", "shift=2"]

    def __init__(self, folder, kernel, initrd, dtb, append, drive, log):
        self.folder = folder
        for name in self.sockets:
            path = os.path.join(folder, name)
            if os.path.exists(path):
                os.remove(path)
        if COUNTED:
            append += " maxcpus=1"
        command = self.emulator + ["-kernel", kernel, "-initrd", initrd, "-append", "%s agent=%s" % (append, self.agent_port),
                                   "-display", "none", "-no-reboot", "-nodefaults"] + (["-dtb", dtb] if dtb else [])
        for name in self.sockets:
            command += ["-chardev", "socket,id=%s,server=on,wait=off,path=%s" % (name, os.path.join(folder, name))]
        command += ["-serial", "chardev:uart", "-mon", "chardev=monitor"] + self.hardware(drive)
        self.log = open(log, "ab")
        self.started = time.monotonic()
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        try:
            self.uart = Host(os.path.join(folder, "uart"))
            self.agent = Agent(os.path.join(folder, "agent"))
            self.monitor = Host(os.path.join(folder, "monitor"))
            self.monitor.expect("(qemu) ")
            self.started_with(folder)
        except Exception:
            self.cut()
            raise

    def hardware(self, drive):
        return ["-M", "raspi3b", "-drive", "if=sd," + drive, "-serial", "chardev:agent"]

    def started_with(self, folder):
        """What else there is to connect to."""

    def age(self):
        return time.monotonic() - self.started

    def work(self):
        """Seconds of the desk's CPU that it has taken: what a busy desk does not change."""
        with open("/proc/%d/stat" % self.process.pid) as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def register(self, address):
        """Reads a device's register."""
        self.monitor.say("xp /1wx 0x%x\n" % address)
        self.monitor.expect(": 0x")
        return int(self.monitor.expect("(qemu) ").split()[0], 16)

    def clock(self):
        """Seconds of the board's own time since its power-up, by the timer that a Pi has for that."""
        return (self.register(SYSTEM_TIMER + 8) << 32 | self.register(SYSTEM_TIMER + 4)) / 1e6

    def level(self, pin):
        return self.register(GPIO + 0x34 + pin // 32 * 4) >> pin % 32 & 1

    def function(self, pin):
        """0 is an input, 1 an output, 4 the first alternative (the PL011 at 14 and 15)."""
        return self.register(GPIO + pin // 10 * 4) >> pin % 10 * 3 & 7

    def kernel_log(self):
        """The kernel's last words, of a board that does not speak any more: looked for in its memory."""
        path = os.path.join(self.folder, "memory")
        self.monitor.say("pmemsave 0 0x3c000000 \"%s\"\n" % path)
        self.monitor.expect("(qemu) ", 120)
        with open(path, "rb") as file:
            memory = file.read()
        os.remove(path)
        start = memory.find(b"Booting Linux on physical CPU")
        return "\n".join(text.decode() for text in re.findall(rb"[\x20-\x7e]{12,}", memory[start:start + (1 << 17)]))

    def cut(self):
        """The power is cut: what the board had not written is lost. The emulator is asked, not killed: it has what a qcow2 file
        says of itself in its own memory, and an SD card has no flush that would write it."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
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


class VirtMachine(Machine):
    """The emulator's own board: a PL011, and a PL061 with eight pins, inputs among them."""

    sockets = Machine.sockets + ("qtest",)
    agent_port = "/dev/hvc0"

    def hardware(self, drive):
        return ["-M", "virt,gic-version=2", "-cpu", "cortex-a53", "-smp", "2", "-m", "1024", "-nic", "none",
                "-drive", "if=none,id=card," + drive, "-device", "virtio-blk-device,drive=card",
                "-device", "virtio-serial-device", "-device", "virtconsole,chardev=agent",
                "-qtest", "chardev:qtest", "-qtest-log", "none"]

    def started_with(self, folder):
        self.qtest = Host(os.path.join(folder, "qtest"))
        self.monitor.say("info qom-tree\n")
        devices = [line.split() for line in self.monitor.expect("(qemu) ").decode().splitlines() if line.endswith("(pl061)")]
        self.chip = "/machine/unattached" + devices[0][0]

    def drive(self, pin, level):
        """Has a pin's wire go to a level."""
        self.qtest.say("set_irq_in %s unnamed-gpio-in %d %d\n" % (self.chip, pin, level))
        self.qtest.expect("OK\n")

    def level(self, pin):
        return self.register(PL061 + (4 << pin)) >> pin & 1


class PcMachine(Machine):
    """A PC, which runs as fast as this one where there is KVM, and has no pins."""

    # /dev/kvm alone says little: where this CPU shows no virtualization, a kernel like Debian's hangs in it
    accel = "kvm" if re.search(r"\b(vmx|svm)\b", open("/proc/cpuinfo").read()) and os.access("/dev/kvm", os.W_OK) else "tcg"
    emulator = ["qemu-system-x86_64", "-accel", accel, "-cpu", "max", "-smp", "2", "-M", "q35", "-m", "1024"]

    def hardware(self, drive):
        return ["-nic", "none", "-drive", "if=virtio," + drive, "-serial", "chardev:agent"]

"""The board that is tested: a machine, with the package installed on its card, as often as a check wants it anew."""
import os
import subprocess
import time

from host import SLOW
from machine import Machine, PcMachine, VirtMachine

APPEND = ("rw console=tty1 quiet systemd.show_status=0 net.ifnames=0 systemd.default_timeout_start_sec=600 "
          # no login on the test's own line, which comes by itself; and what falls over its own feet where there is no start.elf
          "systemd.mask=serial-getty@hvc0.service modprobe.blacklist=vchiq")
# What nothing here looks at, and an emulated CPU spends half a minute with; a start that is measured has it all.
LEAN = " systemd.mask=systemd-logind.service systemd.mask=e2scrub_reap.service systemd.mask=getty@tty1.service" \
       " systemd.mask=systemd-hwdb-update.service modprobe.blacklist=vc4,dwc2,i2c_bcm2835,bcm2835_v4l2,snd_bcm2835"
NO_NETWORK = " systemd.mask=NetworkManager.service systemd.mask=wpa_supplicant.service"


def claim(true, otherwise):
    if not true:
        raise AssertionError(otherwise)


class Board:
    python = "python3"
    tools = "/usr/lib/wsat-board"
    hardware = Machine
    device_tree = "board.dtb"
    card_name = "card.qcow2"
    lean = LEAN + NO_NETWORK
    port = "/dev/ttyAMA0"
    fastest = 3000000
    pins = True

    def __init__(self, work, deb):
        self.work = work
        self.deb = deb
        self.machine = None
        self.installing = False
        self.card = os.path.join(work, self.card_name)
        if os.path.exists(self.card):
            os.remove(self.card)
        self.log = os.path.join(work, "checks.log")

    def file(self, name):
        return os.path.join(self.work, name)

    def note(self, name, text):
        """What is too long for the table."""
        with open(self.log, "a") as log:
            log.write("== %s\n%s\n" % (name, text))

    def boot(self, drive, lean=True):
        self.machine = self.hardware(self.work, os.path.realpath(self.kernel()), self.file("initrd"),
                                     self.device_tree and self.file(self.device_tree), APPEND + (self.lean if lean else ""), drive,
                                     self.file("qemu.log"))
        return self.machine

    def kernel(self):
        boot = self.file("kernel/boot")
        return os.path.join(boot, next(name for name in sorted(os.listdir(boot)) if name.startswith("vmlinu")))

    def install(self):
        """Installs the package on a board that has none, which runs until the next start. Returns how many seconds dpkg took."""
        self.down()
        fresh = self.file("installing.img")
        subprocess.run(["cp", "--sparse=always", self.file("base.img"), fresh], check=True)
        subprocess.run(["debugfs", "-w", "-R", "write %s /root/wsat.deb" % self.deb, fresh], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.boot("format=raw,cache=unsafe,file=%s" % fresh).agent.ready(400)
        self.installing = True
        self.set_clock()
        begun = time.monotonic()
        out = self.machine.agent.must("DEBIAN_FRONTEND=noninteractive dpkg -i /root/wsat.deb", 1500)
        self.note("install", out)
        claim("systemctl enable --now wsat" in out, out)
        return time.monotonic() - begun

    def running(self):
        return self.machine and self.machine.process.poll() is None

    def down(self):
        """Shuts the board down, if it runs."""
        if self.running() and not self.installing:
            self.machine.off()
        elif self.machine:
            self.machine.cut()
        self.machine = None
        self.installing = False

    def start(self, lean=True):
        """Powers the board up, with what is on its card."""
        if not os.path.exists(self.card):
            subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", self.file("installed.img"), self.card],
                           check=True)
        return self.boot("format=qcow2,cache=writeback,file=%s" % self.card, lean)

    def up(self):
        """The board, with a coprocessor that is ready; started when it does not run."""
        if self.running() and not self.installing:
            return self.machine
        self.down()
        machine = self.start()
        machine.uart.expect("\r\nready\r\n", 400)
        machine.agent.ready(300)
        self.set_clock()
        return machine

    def configured(self, *lines):
        """The board, with a coprocessor that is ready and has these lines in its configuration; all pins' wires are high."""
        if not self.running():
            self.machine = None
            self.start().agent.ready(400)
            self.set_clock()
        self.wires()
        lines = ("port = " + self.port,) + lines
        told = "printf '%%s\\n' %s" % " ".join("'%s'" % line for line in lines)
        if self.machine.agent.run("%s | cmp -s /etc/wsat/wsat.conf - && systemctl is-active wsat" % told)[0] != 0:
            self.again("%s > /etc/wsat/wsat.conf && systemctl restart wsat" % told)
        self.machine.uart.ask("AT")
        self.machine.uart.forget()
        return self.machine

    def wires(self):
        """Those to its pins, if there are any, go high."""

    def set_clock(self):
        self.machine.agent.must("date -s @%d" % time.time(), 60)

    def again(self, line, seconds=120):
        """Has the board do what ends in a new ready."""
        self.machine.uart.forget()
        self.machine.agent.must(line, 120)
        self.machine.uart.expect("\r\nready\r\n", seconds)

    def serve(self, name, port, files=""):
        """Has a server listen on the board, if it does not yet."""
        agent = self.machine.agent
        if agent.run("systemctl is-active -q board-%s" % name)[0] != 0:
            agent.must("systemd-run -q --collect --unit=board-%s %s %s/echo.py %d %s"
                       % (name, self.python, self.tools, port, files), 120)
            agent.must("for i in $(seq 300); do ss -ltn | grep -q :%d && exit 0; sleep 0.2; done; exit 1" % port, 120)

    def send(self, link, data, opcode=1):
        """A message on a link, up to its SEND OK."""
        uart = self.machine.uart
        uart.ask("AT+WSSEND=%d,%d,%d" % (link, len(data), opcode), "\r\nOK\r\n\r\n>")
        uart.say(data)
        uart.expect("\r\nSEND OK\r\n", 60)

    def termios(self):
        """The rate and c_cflag that the kernel has for the UART (TCGETS2)."""
        out = self.machine.agent.must(
            "python3 -c 'import fcntl, os, struct; f = os.open(\"%s\", os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK); "
            "t = struct.unpack(\"4I20B2I\", fcntl.ioctl(f, 0x802C542A, bytes(44))); print(t[-1], t[2])'" % self.port)
        speed, flags = out.split()
        return int(speed), int(flags)

    def until(self, condition, seconds, otherwise):
        end = time.monotonic() + seconds * SLOW
        while not condition():
            claim(time.monotonic() < end, otherwise)
            time.sleep(0.1)

    def post_mortem(self, name):
        """What the board says of itself after a failure; then it is started anew for the next check."""
        try:
            self.note(name + " journal", self.machine.agent.run("journalctl -b -n 60 --no-pager; systemctl status wsat", 60)[1])
        except Exception as wrong:
            self.note(name + " journal", "none: %s" % wrong)
            if self.running():
                self.note(name + " kernel", self.machine.kernel_log())
        if self.machine:
            self.machine.cut()
            self.machine = None

    def end(self):
        """Nothing is left of it but the logs."""
        if self.machine:
            self.machine.cut()
            self.machine = None
        for name in self.hardware.sockets + (os.path.basename(self.card), "installing.img"):
            if os.path.exists(self.file(name)):
                os.remove(self.file(name))


class VirtBoard(Board):
    """The same card in the emulator's own board, whose GPIO chip has eight pins that are driven from outside."""

    hardware = VirtMachine
    device_tree = "virt.dtb"
    card_name = "virt.qcow2"
    lean = LEAN

    def wires(self):
        for pin in range(8):
            self.machine.drive(pin, 1)


class PcBoard(Board):
    """A PC, for all that does not hang on a Pi's own parts."""

    hardware = PcMachine
    device_tree = None
    lean = LEAN
    port = "/dev/ttyS0"
    fastest = 115200
    pins = False

"""The card that is tested: an image, set up by files in its first partition, in a board that has neither network nor login."""
import base64
import os
import subprocess
import time

from board import Board, claim
from machine import Machine, VirtMachine
from writes import values

MIB = 1 << 20
# Not beside what is measured.
UNIT = """[Unit]
DefaultDependencies=no
After=wsat.service
[Service]
Restart=always
Environment=LD_LIBRARY_PATH=/bench/usr/lib/aarch64-linux-gnu:/bench/usr/lib/x86_64-linux-gnu PYTHONHOME=/bench/usr
ExecStart=/bench/usr/bin/python3 /bench/agent.py
"""


class Card(Board):
    """Files in the first partition are read and written while the board is off."""

    python = ("env LD_LIBRARY_PATH=/bench/usr/lib/aarch64-linux-gnu:/bench/usr/lib/x86_64-linux-gnu PYTHONHOME=/bench/usr "
              "/bench/usr/bin/python3")
    tools = "/bench"

    def __init__(self, work, image):
        super().__init__(work, None)
        self.image = image
        self.card = os.path.join(work, "card.img")
        self.extra = None

    def fresh(self, extra=True):
        """A card as it was written, in a copy as large as a card is; extra: with the test's hands in its root."""
        self.down()
        self.extra = extra
        subprocess.run(["cp", "--sparse=always", self.image, self.card], check=True)
        os.truncate(self.card, 1024 * MIB)
        for name in ("vmlinuz", "initrd.img", "cmdline.txt", "bcm2837-rpi-3-b.dtb"):
            self.mtools("mcopy", "-n", "-o", "::" + name, self.file("boot-" + name))
        subprocess.run(["cp", self.file("boot-bcm2837-rpi-3-b.dtb"), self.file("boot.dtb")], check=True)
        if extra:
            self._hands()

    def partition(self, number):
        """Where one begins and how long it is, in bytes."""
        lines = subprocess.run(["sfdisk", "-d", self.image], check=True, capture_output=True, text=True).stdout.splitlines()
        line = [line for line in lines if "start=" in line][number - 1].replace(" ", "")
        start, size = (int(field.split("=")[1]) * 512 for field in line.split(":")[1].split(",")[:2])
        return start, size

    def _hands(self):
        """python and agent.py behind the root, and on a Pi the second UART, on no pins, for it."""
        start, size = self.partition(2)
        root = self.file("bench.squashfs")
        if not os.path.exists(root) or os.path.getmtime(root) < os.path.getmtime(self.image):
            with open(self.image, "rb") as image, open(root, "wb") as out:
                image.seek(start)
                out.write(image.read(size))
            subprocess.run(["mksquashfs", self.file("bench"), root, "-keep-as-directory", "-quiet", "-no-progress"], check=True,
                           stdout=subprocess.DEVNULL)
        with open(self.card, "r+b") as card, open(root, "rb") as file:
            card.seek(start)
            card.write(file.read(size))
        for command in (["-t", "s", self.file("boot.dtb"), "/soc/serial@7e215040", "status", "okay"],
                        ["-d", self.file("boot.dtb"), "/soc/serial@7e215040", "pinctrl-0", "pinctrl-names"]):
            subprocess.run(["fdtput"] + command, check=True)

    def mtools(self, tool, *arguments):
        return subprocess.run([tool, "-i", "%s@@%d" % (self.card, 4 * MIB)] + list(arguments), capture_output=True)

    def put(self, name, data):
        """Writes a file into the folder wsat; the board is off."""
        path = self.file("put")
        with open(path, "wb") as file:
            file.write(data)
        if "/" in name:
            self.mtools("mmd", "-D", "s", "::wsat/" + name.split("/")[0])
        done = self.mtools("mcopy", "-D", "o", path, "::wsat/" + name)
        if done.returncode:
            raise AssertionError(done.stderr.decode())

    def get(self, name):
        """Reads a file of the folder wsat, or None."""
        done = self.mtools("mtype", "::wsat/" + name)
        return done.stdout if done.returncode == 0 else None

    def start(self, drive=None):
        if self.extra is None:
            self.fresh()
        append = open(self.file("boot-cmdline.txt")).read().strip()
        if self.extra:
            unit = base64.b64encode(UNIT.encode()).decode()
            append += (" systemd.set_credential_binary=systemd.extra-unit.bench.service:%s systemd.wants=bench.service" % unit)
        drive = drive or "format=raw,cache=writeback,file=%s" % self.card
        self.machine = Machine(self.work, self.file("boot-vmlinuz"), self.file("boot-initrd.img"), self.file("boot.dtb"), append,
                               drive, self.file("qemu.log"))
        return self.machine

    def recorded(self, log):
        """Powers the card up in the emulator's own board, whose disk has a cache that is flushed, and writes down what it is told."""
        open(log, "wb").close()
        return self.elsewhere("driver=blklogwrites,file.driver=file,file.filename=%s,log.driver=file,log.filename=%s,"
                              "log-sector-size=512" % (self.card, log))

    def elsewhere(self, drive=None):
        """Powers the card up in the emulator's own board."""
        append = open(self.file("boot-cmdline.txt")).read().strip()
        drive = drive or "format=raw,cache=writeback,file=%s" % self.card
        self.machine = VirtMachine(self.work, self.file("boot-vmlinuz"), self.file("virt.initrd"), self.file("virt.dtb"),
                                   append, drive, self.file("qemu.log"))
        return self.machine

    def up(self):
        if self.running():
            return self.machine
        machine = self.start()
        machine.uart.expect("\r\nready\r\n", 400)
        if self.extra: # what powers a Pi off and starts it anew is a module that comes with the rest
            machine.agent.ready(300)
            machine.agent.must("for i in $(seq 600); do systemctl is-active -q multi-user.target && exit 0; sleep 0.5; done; exit 1", 400)
        return machine

    def handed(self):
        """The card, ready, with the test's hands in its root, whatever was looked at before."""
        if not self.extra:
            self.fresh()
        return self.up()

    def down(self):
        if self.machine:
            if self.extra:
                self.machine.off()
            else:
                time.sleep(2)
                self.machine.cut()
            self.machine = None

    def look(self, namespace, key):
        """An integer of the state partition's mfg_nvs.bin, or 0; the partition is mounted here, so its journal is played, and then
        e2fsck has nothing to mend. The board is off."""
        start, size = self.partition(4)
        state, point = self.file("look.img"), self.file("look")
        with open(self.card, "rb") as card, open(state, "wb") as out:
            card.seek(start)
            out.write(card.read(size))
        os.makedirs(point, exist_ok=True)
        mount = ["mount", "-t", "ext4", "-o", "loop,data=journal", state, point]
        if subprocess.run(mount, stderr=subprocess.DEVNULL).returncode: # a superblock of which half was written; as src/card/init
            subprocess.run(["e2fsck", "-fy", state], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            subprocess.run(mount, check=True)
        try:
            found = []
            for name in ("mfg_nvs.bin", "nvs.bin"):
                path = os.path.join(point, "wsat", name)
                found.append(values(open(path, "rb").read()) if os.path.exists(path) else {})
        finally:
            subprocess.run(["umount", point], check=True)
        done = subprocess.run(["e2fsck", "-fn", state], capture_output=True, text=True)
        claim(done.returncode == 0, done.stdout)
        os.remove(state)
        os.rmdir(point)
        return found[0].get((namespace, key), 0)

    def end(self):
        super().end()
        for name in ("writes.log", "look.img", "put"):
            if os.path.exists(self.file(name)):
                os.remove(self.file(name))

    def cut(self):
        self.machine.cut()
        self.machine = None

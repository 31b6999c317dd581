#!/usr/bin/python3
"""What dist/test-card looks at, in this order; as checks.py."""
import os
import random
import re
import subprocess
import sys
import tempfile
import time

from board import claim
from card import Card
from table import arguments, check, play
from writes import Writes, chosen


@check
def silent(card):
    """the image as it is: not a byte before ready, then AT, AT+GMR; the power is cut, and it is ready again"""
    card.fresh(extra=False)
    ages = []
    for _ in range(2):
        machine = card.start()
        before = machine.uart.expect("\r\nready\r\n", 600)
        claim(not before, "%r came before ready" % before)
        ages.append("%.0f s (%.0f s of the desk's CPU, %.1f s by its own clock)" % (machine.age(), machine.work(), machine.clock()))
        machine.uart.ask("AT")
        machine.uart.ask("AT+GMR")
        machine.uart.quiet(5)
        claim(machine.function(14) == 4 and machine.function(15) == 4, "the PL011 is not on the header's pins")
        card.cut()
    claim(card.get("doctor.txt") is None, "mistakes are told: %r" % card.get("doctor.txt"))
    return "ready after " + ", ".join(ages)


@check
def w1(card):
    """a WebSocket opened, a message sent, its echo heard"""
    card.fresh()
    uart = card.up().uart
    card.serve("echo", 8765)
    heard = uart.ask('AT+WSOPEN=0,"ws://127.0.0.1:8765"')
    claim(heard == "+WS_CONNECTED:0\r\n", heard)
    card.send(0, b"test")
    uart.expect("+WS_DATA:0,4,test\r\n")
    uart.ask("AT+WSCLOSE=0")
    return ""


@check
def chain(card):
    """nothing that is not needed is waited for, or comes before; then all the rest comes"""
    agent = card.handed().agent
    said = agent.must("systemd-analyze critical-chain --no-pager wsat.service; systemd-analyze --no-pager time; "
                      "systemctl show -P ActiveEnterTimestampMonotonic wsat; free -m; systemctl --failed --no-pager; "
                      "systemctl list-jobs --no-pager", 300)
    card.note("chain", said + "\n" + agent.run("journalctl -b --no-pager -p warning; systemd-analyze blame --no-pager", 120)[1])
    claim("network" not in said.split("\n\n")[0], said)
    used = [line for line in said.splitlines() if line.startswith("Mem:")][0].split()[2]
    active = [line for line in said.splitlines() if line.isdigit()][0]
    early = agent.must("m=$(systemctl show -P ActiveEnterTimestampMonotonic wsat); for u in $(systemctl list-units -q --plain --no-legend "
                       "--state=active -t service | cut -d' ' -f1); do a=$(systemctl show -P ActiveEnterTimestampMonotonic $u); "
                       "[ $a -lt $m ] && echo $u; done; true", 300)
    # which waits no longer than wsat-rest.timer says, also on a desk where wsat needs longer
    claim(int(active) > 40e6 or early == "wsat-setup.service", "before wsat came " + early)
    claim(agent.run("mountpoint -q /etc/systemd/system || mountpoint -q /usr/lib/systemd/system")[0] != 0, "systemd has the first units yet")
    kernel = float(agent.must("dmesg | sed -n 's/^.  *\\([0-9.]*\\)] Run .init as.*/\\1/p'"))
    return "ready %.1f s after the kernel's first line, of which the kernel's %.1f s; %s MB in use" % (int(active) / 1e6, kernel, used)


@check
def archive(card):
    """the JVM uses its class archive; the state is where it is kept; nobody can log in"""
    agent = card.handed().agent
    agent.must("WSAT_JAVA_OPTS=-Xshare:on wsat --version", 120)
    mounts = agent.must("cat /proc/mounts; dmesg | grep -e wsat-card -e EXT4 || true")
    claim(re.search(r"(?m) /state ext4 rw\S*data=journal", mounts) and " /var/lib/wsat ext4 " in mounts, mounts)
    claim("overlay / overlay " in mounts, mounts)
    claim(agent.run("pgrep -x sshd || pgrep -a getty")[0] != 0, "somebody could log in")
    claim(agent.must("awk -F: '$2 !~ /^[!*]/' /etc/shadow") == "", "somebody has a password")
    return ""


@check
def mistakes(card):
    """what is wrong in the first partition is told there"""
    card.fresh()
    card.put("wifi.txt", b"ssid=home\r\npassword=short\r\n")
    card.put("authorized_keys", b"nonsense\r\n")
    card.up()
    card.down()
    said = (card.get("doctor.txt") or b"").decode()
    claim("password= wants 8" in said and "country= is missing" in said and "authorized_keys" in said, said)
    card.put("wsat.conf", b"port = /dev/ttyAMA0\r\nbuad = 115200\r\n")
    machine = card.start()
    machine.agent.ready(400)
    card.until(lambda: machine.agent.run("systemctl is-failed wsat")[1].strip() == "failed", 120, "wsat runs")
    machine.agent.must("for i in $(seq 600); do systemctl is-active -q multi-user.target && exit 0; sleep 0.5; done; exit 1", 400)
    machine.agent.must("for i in $(seq 100); do grep -q buad /boot/firmware/wsat/doctor.txt && exit 0; sleep 0.3; done; exit 1", 120)
    card.down()
    said = card.get("doctor.txt").decode()
    claim("wsat/wsat.conf:2" in said, said)
    return said.strip().splitlines()[-1].strip()


@check
def wss(card):
    """PEM files of the first partition fill a slot and are gone; wss with auth mode 3, by the time that the card keeps"""
    card.fresh()
    with tempfile.TemporaryDirectory() as desk:
        subprocess.run([sys.path[0] + "/../../../wsat", "pki", "test-ca", "--host", "127.0.0.1", desk + "/ca"], check=True,
                       capture_output=True)
        files = {name: open("%s/ca/%s" % (desk, name), "rb").read() for name in (
            "ca.pem", "client.pem", "client.key", "server.pem", "server.key")}
    for name in ("ca.pem", "client.pem", "client.key"):
        card.put("slot-0/" + name, files[name])
    machine = card.up()
    # these certificates are younger than the image; the card's clock is half a day ahead with them
    machine.agent.must("date -s @%d" % time.time(), 60)
    machine.agent.must("mkdir -p /run/desk; " + "; ".join(
        "printf '%%b' '%s' > /run/desk/%s" % (files[name].decode().replace("\n", "\\n"), name)
        for name in ("ca.pem", "server.pem", "server.key")))
    card.serve("secure", 8766, "/run/desk/ca.pem /run/desk/server.pem /run/desk/server.key")
    machine.uart.ask("AT+WSCFG=0,30,60,4096,3,0,0")
    heard = machine.uart.ask('AT+WSOPEN=0,"wss://127.0.0.1:8766","",60000', seconds=120)
    claim(heard == "+WS_CONNECTED:0\r\n", heard)
    machine.agent.must("systemctl start wsat-clock")
    card.down()
    claim(card.get("slot-0/client.key") is None, "the key is still in the first partition")
    claim(card.get("doctor.txt") is None, "%r" % card.get("doctor.txt"))
    machine = card.up()
    now = int(machine.agent.must("date +%s"))
    claim(abs(now - time.time()) < 600, "the clock went back by %d s" % (time.time() - now))
    machine.uart.ask("AT+WSCFG=0,30,60,4096,3,0,0")
    return "the clock is %d s behind after a start" % (time.time() - now)


@check
def power(card):
    """the power is cut while AT+SYSMFG and AT+UART_DEF write: nothing that was confirmed is lost, five times"""
    card.fresh(extra=False)
    confirmed = 0
    for cut in range(5):
        machine = card.up()
        number = 0
        until = time.monotonic() + 1 + cut
        while time.monotonic() < until:
            number += 1
            machine.uart.ask('AT+SYSMFG=2,"cut","n%d",5,%d' % (cut, number))
            machine.uart.ask("AT+UART_DEF=115200,8,1,0,%d" % 0)
        machine.uart.say('AT+SYSMFG=2,"cut","n%d",5,%d\r\n' % (cut, number + 1))
        card.cut()
        machine = card.up()
        value = int(machine.uart.ask('AT+SYSMFG=1,"cut","n%d"' % cut).split(",")[-1])
        claim(value in (number, number + 1), "%d was confirmed, %d is there" % (number, value))
        confirmed += number
    return "%d values confirmed" % confirmed


@check
def cuts(card):
    """100 power cuts while it starts, idles and writes, what was not flushed lost: each state is sound, ten are started"""
    count, boots = int(os.environ.get("CUTS", "100")), int(os.environ.get("BOOTS", "10"))
    card.fresh(extra=False)
    log = card.file("writes.log")
    machine = card.recorded(log)
    machine.uart.expect("\r\nready\r\n", 600)
    confirmed = []
    for number in range(1, 41):
        machine.uart.ask('AT+SYSMFG=2,"cut","n",5,%d' % number)
        confirmed.append((os.path.getsize(log), number))
        if number % 4 == 0:
            machine.uart.ask("AT+UART_DEF=%d,8,1,0,0" % (115200 + number))
        if number == 20:
            time.sleep(20)
    card.cut()
    writes = Writes(log)
    chance = random.Random(1)
    points = chosen(writes, 1, len(writes.requests), count, chance)
    lost = 0
    for turn, point in enumerate(points):
        card.fresh(extra=False)
        lost += writes.cut(card.card, point, chance)
        least = max((number for size, number in confirmed if writes.before(size) <= point), default=0)
        most = min((number for size, number in confirmed if writes.before(size) > point), default=40)
        value = card.look("cut", "n")
        claim(least <= value <= most, "cut after %d of %d requests: %d was confirmed, %d is there"
              % (point, len(writes.requests), least, value))
        if boots and turn % (count // boots) == count // boots - 1:
            machine = card.elsewhere()
            machine.uart.expect("\r\nready\r\n", 600)
            claim(not least or int(machine.uart.ask('AT+SYSMFG=1,"cut","n"').split(",")[-1]) == value, "it says another value")
            card.cut()
    os.remove(log)
    return "%d cuts in %d requests, %d lost; %d started" % (count, len(writes.requests), lost, boots)


if __name__ == "__main__":
    given = arguments("--image")
    sys.exit(play(given, {"__main__": lambda: Card(given.work, given.image)}))

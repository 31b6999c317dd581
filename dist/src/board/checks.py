#!/usr/bin/python3
"""What dist/test-board looks at, in this order. A check is a function; its name is what it is called by, its result a note for the
table, an AssertionError its failure."""
import hashlib
import re
import sys
import time

from board import Board, PcBoard, VirtBoard, claim
from echo import flood
from table import Skipped, arguments, check, play

SLOT = "/root/desk"
MEGABYTE = 1 << 20


@check
def install(board):
    """apt's work: the package is unpacked and configured; it starts nothing"""
    seconds = board.install()
    agent = board.machine.agent
    claim(agent.must("stat -c '%a %U' /var/lib/wsat/mfg_nvs.bin") == "600 wsat", "the image is not the user wsat's alone")
    claim(agent.must("stat -c '%a %U' /var/cache/wsat/wsat.jsa") == "444 root", "no class archive")
    claim(agent.run("systemctl is-active wsat")[1].strip() == "inactive", "it was started")
    agent.must("dpkg --verify wsat")
    return "%d s" % seconds


@check
def doctor(board):
    """wsat doctor finds no problem"""
    agent = board.up().agent
    # a network is among what it looks for
    agent.must("ip route | grep -q ^default || { modprobe dummy numdummies=1; ip address add 10.99.0.2/24 dev dummy0 && "
               "ip link set dummy0 up && ip route add default via 10.99.0.1; }", 60)
    code, out = agent.run("wsat doctor", 240)
    claim(code == 0, "; ".join(re.findall("(?m)^problem +(.*)", out)) or "exit code %d: %s" % (code, out))
    return out.strip().splitlines()[-1]


@check
def boot(board):
    """after power-up not a byte comes before ready"""
    board.down()
    machine = board.start(lean=False)
    before = machine.uart.expect("\r\nready\r\n", 400)
    age, work, clock = machine.age(), machine.work(), machine.clock() if board.pins else 0
    claim(not before, "%r came before ready" % before)
    machine.agent.ready(300)
    board.set_clock()
    board.note("boot", machine.agent.must("systemd-analyze time; systemd-analyze critical-chain --no-pager wsat.service; "
                                          "systemd-analyze blame --no-pager", 300))
    kernel = float(machine.agent.must("dmesg | sed -n 's/^.  *\\([0-9.]*\\)] Run .init as.*/\\1/p'"))
    return ("ready %.0f s after power-up, %.0f s of the desk's CPU, by the board's own clock %.1f s, of which the kernel's %.1f s"
            % (age, work, clock, kernel))


@check
def at(board):
    """AT and AT+GMR are answered, an unknown command is an error"""
    uart = board.up().uart
    uart.ask("AT")
    version = uart.ask("AT+GMR")
    claim("AT version:4." in version, version)
    uart.ask("AT+NOSUCH", "\r\nERROR\r\n")
    return re.search("Bin version:[^\r]*|AT version:[^\r(]*", version).group()


@check
def w1(board):
    """a WebSocket opened, a message sent, its echo heard, byte for byte"""
    uart = board.up().uart
    board.serve("echo", 8765)
    heard = uart.ask('AT+WSOPEN=0,"ws://127.0.0.1:8765"')
    claim(heard == "+WS_CONNECTED:0\r\n", heard)
    claim(uart.ask("AT+WSSEND=0,4", "\r\nOK\r\n\r\n>") == "", "something in front of the prompt")
    uart.say("test")
    expected = b"\r\nSEND OK\r\n+WS_DATA:0,4,test\r\n"
    heard = uart.take(len(expected))
    claim(heard == expected, "heard %r" % heard)
    uart.ask("AT+WSCLOSE=0")
    return ""


@check
def wss(board):
    """wss with auth mode 3: the server's certificate is checked, the client's is shown"""
    machine = board.up()
    uart = machine.uart
    code, _ = machine.agent.run("test -e %s/ca.pem" % SLOT)
    if code:
        machine.agent.must("systemctl stop wsat", 60)
        machine.agent.must("wsat pki test-ca {0} && wsat pki add /var/lib/wsat/mfg_nvs.bin --slot 0 --ca {0}/ca.pem "
                           "--cert {0}/client.pem --key {0}/client.key".format(SLOT), 300)
        board.again("systemctl start wsat")
    board.serve("secure", 8766, "{0}/ca.pem {0}/server.pem {0}/server.key".format(SLOT))
    uart.ask("AT+WSCFG=0,30,60,4096,3,0,0")
    begun = time.monotonic()
    heard = uart.ask('AT+WSOPEN=0,"wss://127.0.0.1:8766","",60000', seconds=120)
    claim(heard == "+WS_CONNECTED:0\r\n", heard)
    board.send(0, b"over TLS")
    uart.expect("+WS_DATA:0,8,over TLS\r\n")
    uart.ask("AT+WSCLOSE=0")
    return "opened in %.1f s" % (time.monotonic() - begun)


@check
def megabyte(board):
    """1 MiB each way, with equal checksums"""
    uart = board.up().uart
    board.serve("echo", 8765)
    uart.ask("AT+UART_CUR=%d,8,1,0,0" % board.fastest)
    uart.ask("AT+WSCFG=0,30,60,4096")
    uart.ask('AT+WSOPEN=0,"ws://127.0.0.1:8765"')
    data = flood(MEGABYTE)
    begun = time.monotonic()
    for start in range(0, MEGABYTE, 4096):
        board.send(0, data[start:start + 4096], 2)
    up = time.monotonic() - begun
    board.send(0, b"sum")
    answer = "%s %d" % (hashlib.sha256(data).hexdigest(), MEGABYTE)
    uart.expect("+WS_DATA:0,%d,%s\r\n" % (len(answer), answer), 120)
    begun = time.monotonic()
    board.send(0, b"flood %d" % MEGABYTE)
    came = bytearray()
    while len(came) < MEGABYTE:
        claim(uart.expect("+WS_DATA:0,", 60) == b"", "something between the messages")
        length = int(uart.expect(",", 10))
        came += uart.take(length)
        uart.expect("\r\n", 10)
    down = time.monotonic() - begun
    claim(bytes(came) == data, "what came is not what was sent")
    uart.ask("AT+WSCLOSE=0")
    uart.ask("AT+UART_CUR=115200,8,1,0,0")
    return "up %.0f s, down %.0f s of the desk's time" % (up, down)


@check
def rates(board):
    """AT+UART_CUR: the kernel's own word for each rate, stop bits and parity"""
    machine = board.up()
    uart = machine.uart
    if board.fastest < 3000000:
        raise Skipped("this is no Pi's UART")
    said = []
    for rate in (80, 9600, 43000, 74880, 921600, 2000000, 3000000, 115200):
        uart.ask("AT+UART_CUR=%d,8,1,0,0" % rate)
        uart.ask("AT+UART_CUR?")
        speed, flags = board.termios()
        claim(abs(speed - rate) <= rate * 0.03, "%d asked, %d set" % (rate, speed))
        said.append("%d" % speed)
    # the clock of this PL011 ends at 3000000
    uart.ask("AT+UART_CUR=5000000,8,1,0,0", "\r\nERROR\r\n")
    claim(board.termios()[0] == 115200, "5000000 was refused, and %d is set" % board.termios()[0])
    uart.ask("AT")
    for stop, parity, wanted in ((3, 1, 0x340), (1, 2, 0x100)):
        uart.ask("AT+UART_CUR=115200,8,%d,%d,0" % (stop, parity))
        speed, flags = board.termios()
        claim(flags & 0x340 == wanted, "stop bits %d, parity %d: flags %x" % (stop, parity, flags))
    uart.ask("AT+UART_CUR=115200,8,1,0,0")
    return ", ".join(said)


@check
def kept(board):
    """AT+UART_DEF holds after a restart, until AT+RESTORE"""
    machine = board.up()
    uart = machine.uart
    uart.ask("AT+UART_DEF=57600,8,1,0,0")
    board.again("systemctl restart wsat")
    claim(board.termios()[0] == 57600, "after a restart %d" % board.termios()[0])
    uart.ask("AT+RESTORE")
    uart.expect("\r\nready\r\n", 60)
    claim(board.termios()[0] == 115200, "after AT+RESTORE %d" % board.termios()[0])
    uart.ask("AT")
    return ""


@check
def sleep(board):
    """AT+GSLP: deaf, the ready pin low and the LED off, then ready"""
    machine = board.up()
    uart = machine.uart
    begun = time.monotonic()
    uart.ask("AT+GSLP=6000")
    uart.say("AT\r\n")
    if board.pins:
        board.until(lambda: machine.level(27) == 0, 4, "the ready pin is high while it sleeps")
        board.until(lambda: machine.level(22) == 0, 1, "the LED is on while it sleeps")
    claim(uart.expect("\r\nready\r\n", 60) == b"", "it was not deaf")
    board.until(lambda: not board.pins or machine.level(27) == 1, 30, "the ready pin is low after it slept")
    uart.ask("AT")
    return "%.1f s" % (time.monotonic() - begun)


@check
def pins(board):
    """the ready pin and the LED, by the GPIO block's registers"""
    if not board.pins:
        raise Skipped("a PC has no pins")
    machine = board.up()
    claim(machine.function(27) == 1 and machine.function(22) == 1, "pins 22 and 27 are no outputs")
    board.until(lambda: machine.level(27) == 1, 30, "the ready pin is low while the coprocessor is ready")
    seen = set()
    begun = time.monotonic()
    while time.monotonic() - begun < 20 and len(seen) < 2:
        seen.add(machine.level(22))
    machine.agent.must("systemctl stop wsat", 60)
    board.until(lambda: machine.level(27) == 0 or machine.function(27) == 0, 30, "the ready pin is high without a coprocessor")
    board.again("systemctl start wsat")
    return "LED %s without a network" % ("blinks" if len(seen) == 2 else "stands still")


@check
def refused(board):
    """a pin that somebody has, and a chip that is closed: a line in the log, nothing to the host, and back when it is free"""
    if not board.pins:
        raise Skipped("a PC has no pins")
    machine = board.up()
    agent = machine.agent
    agent.must("systemctl stop wsat", 60)
    agent.must("gpioset -c gpiochip0 -z 27=0 2> /dev/null || gpioset --mode=signal --background gpiochip0 27=0")
    machine.uart.forget()
    _refused(board, "cannot use GPIO 27 as ready output (")
    agent.must("pkill gpioset; chmod 600 /dev/gpiochip0")
    _refused(board, "cannot use GPIO 22 for the LED (")
    code, out = agent.run("wsat doctor", 180)
    claim(code == 1 and "/dev/gpiochip0 is closed to the user wsat" in out, out)
    board.again("chmod 660 /dev/gpiochip0")
    machine.uart.ask("AT")
    return ""


def _refused(board, line):
    agent = board.machine.agent
    since = agent.must("date '+%F %T'; sleep 1")
    claim(agent.run("systemctl restart wsat", 120)[0] != 0, "it runs")
    said = agent.must("journalctl -u wsat -o cat --no-pager --since '%s'" % since, 60)
    claim(line in said, said)
    claim("Exception" not in said and "\tat " not in said, said)
    board.machine.uart.quiet(1)


@check
def lowports(board):
    """a port below 1024 is an error, with the cure in the log; with low-ports.conf as it says, the service may have it"""
    machine = board.up()
    agent = machine.agent
    machine.uart.ask("AT+CIPMUX=1")
    machine.uart.ask("AT+CIPSERVER=1,80", "\r\nERROR\r\n")
    said = agent.must("journalctl -b -u wsat -o cat --no-pager | tail -5", 60)
    claim("which low-ports.conf of the service gives" in said, said)
    conf = "/etc/systemd/system/wsat.service.d/low-ports.conf"
    agent.must("cp {0} /run/low-ports.conf && sed -i '/^#[[A-Z]/s/^#//' {0} && systemctl daemon-reload".format(conf), 120)
    board.again("systemctl restart wsat")
    machine.uart.ask("AT+CIPMUX=1")
    machine.uart.ask("AT+CIPSERVER=1,80")
    claim(agent.run("ss -ltn | grep -q :80")[0] == 0, "nobody listens")
    agent.must("cp /run/low-ports.conf %s && systemctl daemon-reload" % conf, 120)
    board.again("systemctl restart wsat")
    return ""


@check
def killed(board):
    """kill -9: the service is back by itself"""
    board.up()
    begun = time.monotonic()
    board.again("systemctl kill -s KILL wsat")
    return "ready again in %.0f s" % (time.monotonic() - begun)


@check
def hung(board):
    """a process that hangs is restarted by the watchdog"""
    board.up()
    begun = time.monotonic()
    board.again("systemctl kill -s STOP wsat", 240)
    return "ready again in %.0f s" % (time.monotonic() - begun)


@check
def ended(board):
    """SIGTERM: a goodbye in less than two seconds, and nothing more on the line"""
    machine = board.up()
    board.serve("echo", 8765)
    machine.uart.ask('AT+WSOPEN=0,"ws://127.0.0.1:8765"')
    out = machine.agent.must("a=$(date +%s%N); systemctl stop wsat; b=$(date +%s%N); echo $(((b - a) / 1000000)); "
                             "systemctl show -P ExecMainStatus wsat", 60)
    millis, status = out.split()
    claim(status == "143", "exit code %s" % status)
    machine.uart.quiet(2)
    board.again("systemctl start wsat")
    return "%s ms" % millis


@check
def power(board):
    """the power is cut while AT+SYSMFG writes: nothing that was confirmed is lost, four times"""
    kept = 0
    for cut in range(4):
        machine = board.up()
        number = 0
        until = time.monotonic() + 1 + cut
        while time.monotonic() < until:
            number += 1
            machine.uart.ask('AT+SYSMFG=2,"cut","n%d",5,%d' % (cut, number))
        machine.uart.say('AT+SYSMFG=2,"cut","n%d",5,%d\r\n' % (cut, number + 1))
        machine.cut()
        machine = board.up()
        heard = machine.uart.ask('AT+SYSMFG=1,"cut","n%d"' % cut)
        value = int(heard.split(",")[-1])
        claim(value in (number, number + 1), "%d was confirmed, %d is there" % (number, value))
        code, out = machine.agent.run("wsat pki check /var/lib/wsat/mfg_nvs.bin", 120)
        claim("damaged" not in out, out)
        kept += number
    return "%d values confirmed" % kept


def main():
    __import__("virt_checks") # its checks come after these
    given = arguments("--deb")
    pc = given.arch != "arm64"
    return play(given, {"__main__": lambda: (PcBoard if pc else Board)(given.work, given.deb),
                        "virt_checks": lambda: (PcBoard if pc else VirtBoard)(given.work, given.deb)})


if __name__ == "__main__":
    sys.exit(main())

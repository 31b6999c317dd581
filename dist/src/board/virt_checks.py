"""What dist/test-board looks at on a board whose pins are driven from outside, and with radios that the kernel plays."""
import time

from board import claim
from table import Skipped, check

EN, LED, READY = 4, 5, 6
PINS = ("pin-en = %d" % EN, "pin-led = %d" % LED, "pin-ready = %d" % READY)
# the kernel needs some of the board's time for each edge
EDGE_SECONDS = 0.3
ACCESS_POINT = ("interface=wlan1", "driver=nl80211", "ssid=bench", "hw_mode=g", "channel=1", "wpa=2", "wpa_key_mgmt=WPA-PSK",
                "rsn_pairwise=CCMP", "wpa_passphrase=right-password")


def pins(board):
    if not board.pins:
        raise Skipped("a PC has no pins")
    return board.configured(*PINS)


@check
def en(board):
    """EN low: silence, and pins low; high: ready, and the ready pin high"""
    machine = pins(board)
    uart = machine.uart
    uart.ask("AT")
    board.until(lambda: machine.level(READY) == 1, 30, "the ready pin is low while the module is ready")
    machine.drive(EN, 0)
    board.until(lambda: machine.level(READY) == 0, 30, "the ready pin is high in reset")
    board.until(lambda: machine.level(LED) == 0, 30, "the LED is on in reset")
    uart.say("AT\r\n")
    uart.quiet(5)
    begun = time.monotonic()
    machine.drive(EN, 1)
    claim(uart.expect("\r\nready\r\n", 60) == b"", "something in front of ready")
    seconds = time.monotonic() - begun
    board.until(lambda: machine.level(READY) == 1, 30, "the ready pin is low after a reset")
    uart.ask("AT")
    return "ready %.2f s after EN, of the desk's time" % seconds


@check
def held(board):
    """EN low at the start: not a byte until it is high"""
    machine = pins(board)
    machine.drive(EN, 0)
    machine.agent.must("systemctl restart wsat", 120)
    machine.uart.forget()
    machine.uart.quiet(10)
    machine.drive(EN, 1)
    claim(machine.uart.expect("\r\nready\r\n", 60) == b"", "something in front of ready")
    machine.uart.ask("AT")
    return ""


@check
def edges(board):
    """more edges than the kernel keeps while the process stands still, and a bouncing switch: ready, in the end"""
    machine = pins(board)
    machine.agent.must("systemctl kill -s STOP wsat && for i in $(seq 100); do "
                       "grep -q '^State:.T' /proc/$(systemctl show -P MainPID wsat)/status && exit 0; sleep 0.1; done; exit 1", 60)
    machine.uart.forget()
    for edge in range(18):
        machine.drive(EN, edge % 2)
        time.sleep(EDGE_SECONDS)
    machine.uart.quiet(1)
    machine.agent.must("systemctl kill -s CONT wsat", 60)
    machine.uart.expect("\r\nready\r\n", 60)
    machine.uart.ask("AT")
    machine.uart.forget()
    for edge in range(200):
        machine.drive(EN, edge % 2)
    time.sleep(1)
    machine.drive(EN, 0)
    board.until(lambda: machine.level(READY) == 0, 30, "the ready pin is high in reset")
    time.sleep(EDGE_SECONDS)
    machine.uart.forget() # a busy desk's burst is slow, and has a ready of its own
    machine.drive(EN, 1)
    machine.uart.expect("\r\nready\r\n", 60)
    machine.uart.ask("AT")
    return "18 edges while it stood still, 200 in a burst"


def radios(board):
    """A board with a radio for NetworkManager, and one that is an access point."""
    machine = board.configured("network = networkmanager", "interface = wlan0")
    agent = machine.agent
    if agent.run("test -d /sys/class/net/wlan2")[0] != 0:
        agent.must("printf '[keyfile]\\nunmanaged-devices=interface-name:wlan1;interface-name:wlan2\\n' "
                   "> /etc/NetworkManager/conf.d/bench.conf && systemctl restart NetworkManager", 120)
        agent.must("modprobe mac80211_hwsim radios=3 && for i in $(seq 100); do "
                   "test -d /sys/class/net/wlan2 && exit 0; sleep 0.2; done; exit 1", 120)
        agent.must("printf '%%s\\n' %s > /run/hostapd.conf" % " ".join(ACCESS_POINT), 60)
        access_point(board)
        agent.must("ip address add 10.9.8.1/24 dev wlan1 && systemd-run -q --collect --unit=board-dhcp dnsmasq --port=0 "
                   "--keep-in-foreground --conf-file=/dev/null --interface=wlan1 --bind-interfaces "
                   "--dhcp-range=10.9.8.10,10.9.8.50,1h", 60)
        free(agent, "wlan0")
        machine.uart.ask("AT+CWMODE=1")
    return machine


def free(agent, device):
    agent.must("for i in $(seq 300); do nmcli -t -f DEVICE,STATE device | grep -q %s:disconnected && exit 0; "
               "sleep 0.2; done; nmcli device; exit 1" % device, 120)


def access_point(board):
    board.machine.agent.must("systemd-run -q --collect --unit=board-ap hostapd /run/hostapd.conf && for i in $(seq 100); do "
                             "iw dev wlan1 info | grep -q 'ssid bench' && exit 0; sleep 0.2; done; exit 1", 120)


@check
def join(board):
    """NetworkManager and a radio: AT+CWLAP sees the network, AT+CWJAP joins it, and has an address"""
    uart = radios(board).uart
    claim('"bench"' in uart.ask("AT+CWLAP", seconds=90), "AT+CWLAP does not see it")
    begun = time.monotonic()
    heard = uart.ask('AT+CWJAP="bench","right-password"', seconds=120)
    claim(heard == "WIFI CONNECTED\r\nWIFI GOT IP\r\n", heard)
    seconds = time.monotonic() - begun
    claim('"10.9.8.' in uart.ask("AT+CIFSR"), "no address of its network")
    claim('"bench"' in uart.ask("AT+CWJAP?"), "AT+CWJAP? does not say it")
    return "joined in %.0f s" % seconds


@check
def password(board):
    """a wrong password is 2, a network that is not there 3; AT+CWJAP alone then takes what the machine knows"""
    uart = radios(board).uart
    heard = uart.ask('AT+CWJAP="bench","right-password"', seconds=120)
    claim("WIFI GOT IP" in heard, heard)
    heard = uart.ask('AT+CWJAP="bench","wrong-password"', "\r\nERROR\r\n", 120)
    claim("+CWJAP:2" in heard, heard)
    heard = uart.ask('AT+CWJAP="nowhere","some-password"', "\r\nERROR\r\n", 120)
    claim("+CWJAP:3" in heard, heard)
    uart.ask('AT+CWJAP="bench","wrong-password"', "\r\nERROR\r\n", 120)
    heard = uart.ask("AT+CWJAP", seconds=120)
    claim("WIFI GOT IP" in heard, heard)
    said = board.machine.agent.must("journalctl -b -u wsat -o cat --no-pager; cat /var/lib/wsat/nvs.bin | tr -d '\\0' | head -c 0", 60)
    claim("-password" not in said, "a password is in the log")
    return ""


@check
def lost(board):
    """the access point is gone, and back: the host hears of both; AT+CWQAP leaves"""
    machine = radios(board)
    uart = machine.uart
    if "bench" not in uart.ask("AT+CWJAP?"):
        uart.ask('AT+CWJAP="bench","right-password"', seconds=120)
    uart.forget()
    machine.agent.must("systemctl stop board-ap", 60)
    uart.expect("WIFI DISCONNECT\r\n", 120)
    access_point(board)
    uart.expect("WIFI CONNECTED\r\n", 240)
    uart.expect("WIFI GOT IP\r\n", 120)
    uart.ask("AT+CWQAP", seconds=60)
    uart.expect("WIFI DISCONNECT\r\n", 60)
    uart.quiet(5)
    return ""


@check
def softap(board):
    """AT+CWSAP is an access point: a second radio joins it, is given an address, is listed, and goes"""
    machine = radios(board)
    uart, agent = machine.uart, machine.agent
    uart.ask("AT+CWMODE=2")
    uart.forget()
    begun = time.monotonic()
    for _ in range(3): # the module gives it 15 s, which a busy desk may need for itself
        uart.ask('AT+CWSAP="wsat-bench","right-password",6,3', "\r\n\r\n", 60)
        heard = uart.expect("\r\n", 60)
        if heard == b"OK":
            break
    claim(heard == b"OK", "AT+CWSAP: %r" % heard)
    seconds = time.monotonic() - begun
    station = agent.must("cat /sys/class/net/wlan2/address")
    agent.must("sed -i 's/;interface-name:wlan2//' /etc/NetworkManager/conf.d/bench.conf && nmcli general reload conf", 120)
    agent.must("nmcli connection add type wifi ifname wlan2 con-name bench-station "
               "autoconnect no ssid wsat-bench wifi-sec.key-mgmt wpa-psk wifi-sec.psk right-password", 120)
    free(agent, "wlan2")
    agent.must("nmcli -w 100 connection up bench-station", 120)
    uart.expect('+STA_CONNECTED:"%s"\r\n' % station, 60)
    uart.expect('+DIST_STA_IP:"%s","' % station, 60)
    address = uart.expect('"\r\n').decode()
    claim(agent.run("ip -4 address show dev wlan2 | grep -w %s" % address)[0] == 0, "%s is not the station's address" % address)
    heard = uart.ask("AT+CWLIF")
    claim(heard == "+CWLIF:%s,%s\r\n" % (address, station), heard)
    agent.must("nmcli connection delete bench-station", 120)
    uart.expect('+STA_DISCONNECTED:"%s"\r\n' % station, 60)
    uart.ask("AT+CWMODE=1")
    board.until(lambda: agent.run("iw dev wlan0 info | grep -q 'type AP'")[0] != 0, 30, "the access point stays in mode 1")
    return "open in %.1f s, %s" % (seconds, address)

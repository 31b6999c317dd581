"""A pseudo-terminal whose far end is standard input and output, and a host that talks through it with pyserial.

The page's serial port is at the far end. What the host finds is on standard error; exit code 0: all as it should be.
"""
import os
import sys
import threading
import tty

import serial


def copy(source, target):
    while True:
        try:
            data = os.read(source, 4096)
        except OSError:
            return
        while data:
            data = data[os.write(target, data):]


master, slave = os.openpty()
tty.setraw(slave)
for ends in ((0, master), (master, 1)):
    threading.Thread(target=copy, args=ends, daemon=True).start()

uart = serial.Serial(os.ttyname(slave), 115200, timeout=20)


def hear(end):
    heard = uart.read_until(end)
    assert heard.endswith(end), (end, heard)
    return heard


def command(line, end=b"\r\nOK\r\n"):
    uart.write(line + b"\r\n")
    return hear(end)


command(b"AT")
command(b"ATE0")
assert b"SDK version" in command(b"AT+GMR")
command(b'AT+WSOPEN=0,"wss://echo.invalid/"')
payload = bytes(range(256)) * 4
command(b"AT+WSSEND=0,1024,2", b"\r\n>")
uart.write(payload)
assert hear(b"+WS_DATA:0,1024,").endswith(b"\r\nSEND OK\r\n+WS_DATA:0,1024,")
assert uart.read(1024) == payload
hear(b"\r\n")
for rate in (921600, 115200):
    assert command(b"AT+UART_CUR=%d,8,1,0,0" % rate) == b"\r\nOK\r\n"  # with the old settings
    uart.baudrate = rate
    answer = command(b"AT+UART_CUR?")
    assert answer == b"+UART_CUR:%d,8,1,0,0\r\n\r\nOK\r\n" % rate, answer
command(b"AT+WSCLOSE=0")
print("all as it should be", file=sys.stderr)
os._exit(0)

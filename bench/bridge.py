#!/usr/bin/python3
"""What wsat is held against, too: the bridge that people improvise, with pyserial-asyncio and websockets.

bench/bridge.py TTY [BAUD]   echoes, answers AT with OK, opens a WebSocket with AT+WSOPEN=0,"URI" and passes on what comes
Needs Debian's python3-serial-asyncio and python3-websockets.
"""
import asyncio, sys
import serial_asyncio, websockets


async def receive(socket, writer):
    async for message in socket:
        data = message.encode() if isinstance(message, str) else message
        writer.write(b"\r\n+WS_DATA:0,%d,%s\r\n" % (len(data), data))
        await writer.drain()


async def main():
    reader, writer = await serial_asyncio.open_serial_connection(
        url=sys.argv[1], baudrate=int(sys.argv[2]) if len(sys.argv) > 2 else 115200)
    writer.write(b"\r\nready\r\n")
    tasks, line = [], b""
    while True:
        said = await reader.read(256)
        writer.write(said)
        line += said
        while b"\r\n" in line:
            command, line = line.split(b"\r\n", 1)
            if command.startswith(b"AT+WSOPEN="):
                socket = await websockets.connect(command.split(b'"')[1].decode())
                tasks.append(asyncio.create_task(receive(socket, writer)))
            writer.write(b"\r\nOK\r\n")


asyncio.run(main())

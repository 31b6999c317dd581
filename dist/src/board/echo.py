#!/usr/bin/python3
"""The server that a board's host talks to: it echoes, adds up what it hears, and floods.

    echo.py PORT [CA CERT KEY]          wss with client certificates when files are named

What is said to it as text is a wish: "flood N" is answered with N bytes in messages of 1024, "sum" with the SHA-256 and the
length of all binary messages so far. Any other message comes back.
"""
import asyncio
import hashlib
import ssl
import sys

MESSAGE = 1024


def flood(length):
    """Bytes that are the same for everybody who knows the length, and nowhere the same for long."""
    data = bytearray()
    number = 0
    while len(data) < length:
        data += hashlib.sha256(number.to_bytes(4, "big")).digest()
        number += 1
    return bytes(data[:length])


async def talk(socket, path=None):
    heard = hashlib.sha256()
    length = 0
    async for message in socket:
        if isinstance(message, bytes):
            heard.update(message)
            length += len(message)
        elif message.startswith("flood "):
            data = flood(int(message[6:]))
            for at in range(0, len(data), MESSAGE):
                await socket.send(data[at:at + MESSAGE])
        elif message == "sum":
            await socket.send("%s %d" % (heard.hexdigest(), length))
        else:
            await socket.send(message)


async def serve(port, files):
    import websockets # who wants flood() alone need not have it
    context = None
    if files:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_verify_locations(files[0])
        context.load_cert_chain(files[1], files[2])
        context.verify_mode = ssl.CERT_REQUIRED
    async with websockets.serve(talk, "127.0.0.1", port, ssl=context, max_size=None, compression=None):
        print("listening", flush=True)
        await asyncio.Future()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2:5]))

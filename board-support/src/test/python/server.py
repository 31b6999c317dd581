"""A WebSocket server for tests, by Debian's python3-websockets. What it does to a connection is the path
of the request; it prints its port, and ends when its standard input does. With an argument, a JSON object
with the files cert and key, and ca if clients must show a certificate, it speaks TLS; with a second one, that of the
settings of permessage-deflate, it compresses so."""

import asyncio
import json
import ssl
import sys

import websockets
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory


async def echo(socket):
    async for message in socket:
        await socket.send(message)


async def fragments(socket):
    """Each message comes back in fragments of seven characters."""
    async for message in socket:
        await socket.send([message[i:i + 7] for i in range(0, len(message), 7)])


async def extensions(socket):
    """What was agreed on, and then as echo."""
    await socket.send(str(socket.extensions))
    await echo(socket)


async def request(socket):
    headers = list(socket.request_headers.raw_items())
    await socket.send(json.dumps([socket.path, socket.subprotocol, headers]))
    await socket.wait_closed()


async def ping(socket):
    await (await socket.ping(b"are you there?"))
    await socket.send("pong")
    await socket.wait_closed()


async def close(socket):
    code, reason = (await socket.recv()).split(" ", 1)
    await socket.close(int(code), reason)


PATHS = {"/echo": echo, "/extensions": extensions, "/fragments": fragments, "/request": request, "/ping": ping, "/close": close}


async def serve(socket):
    try:
        await PATHS[socket.path.split("?")[0]](socket)
    except websockets.ConnectionClosed:
        pass
    await socket.wait_closed()
    print(f"{socket.path} closed {socket.close_code} {socket.close_reason}", flush=True)


def tls():
    if len(sys.argv) < 2 or not sys.argv[1]:
        return None
    files = json.loads(sys.argv[1])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files["cert"], files["key"])
    if "ca" in files:
        context.load_verify_locations(files["ca"])
        context.verify_mode = ssl.CERT_REQUIRED
    if "version" in files:
        context.maximum_version = ssl.TLSVersion[files["version"]]
    return context


def compression():
    if len(sys.argv) < 3:
        return {"compression": "deflate"}
    return {"compression": None, "extensions": [ServerPerMessageDeflateFactory(**json.loads(sys.argv[2]))]}


async def main():
    async with websockets.serve(serve, "127.0.0.1", 0, subprotocols=["ocpp1.6"], max_size=2 ** 26, ssl=tls(),
                                **compression()) as server:
        print(f"listening {server.sockets[0].getsockname()[1]}", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())

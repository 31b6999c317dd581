"""A WebSocket server for tests, by Debian's python3-websockets, that does to its clients what servers do: floods them, pings
them, sends them a bomb, is too busy, restarts. What it does to a connection is the path of the request; lines on standard
input restart it. It prints its port, what happens, and ends when its standard input does."""

import asyncio
import http
import socket as sockets
import sys

import websockets

TOTAL = 350_000
SIZES = [1, 125, 126, 1000, 5000, 40_000]
STALL_SECONDS = 0.3

clients = set()
busy = 0


def say(*words):
    print(*words, flush=True)


def pattern(link):
    return bytes((i * i * 31 + (i >> 7) + link * 85) & 255 for i in range(TOTAL))


async def echo(socket):
    async for message in socket:
        await socket.send(message)


async def flood(socket):
    """Says once when it has been stopped for a while, with how much it has got rid of."""
    link = int(socket.path.split("?")[1])
    data, at, stopped = pattern(link), 0, False
    while at < TOTAL:
        piece = data[at:at + SIZES[at % len(SIZES)]]
        message = [piece[:len(piece) // 2], piece[len(piece) // 2:]] if at % 3 == 0 and len(piece) > 1 else piece
        sending = asyncio.ensure_future(socket.send(message))
        done, _ = await asyncio.wait({sending}, timeout=STALL_SECONDS)
        if not done and not stopped:
            stopped = True
            say("stopped", link, at)
        await sending
        at += len(piece)
    await socket.wait_closed()


async def ping(socket):
    await (await socket.ping(b"are you there?"))
    say("pong")
    await echo(socket)


async def bomb(socket):
    """16 MiB of zeros, some 16 KiB on the wire."""
    await socket.send(bytes(2 ** 24))
    await socket.wait_closed()


PATHS = {"/echo": echo, "/busy": echo, "/flood": flood, "/ping": ping, "/bomb": bomb}


async def serve(socket):
    clients.add(socket)
    try:
        await PATHS[socket.path.split("?")[0]](socket)
    except websockets.ConnectionClosed:
        pass
    clients.discard(socket)
    say("closed", socket.close_code, socket.close_reason)


async def request(path, headers):
    global busy
    if path == "/busy" and busy > 0:
        busy -= 1
        return http.HTTPStatus.TOO_MANY_REQUESTS, [("Retry-After", "2")], b"later"
    return None


def listen(port):
    listening = sockets.socket()
    listening.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
    listening.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, 8192)
    listening.bind(("127.0.0.1", port))
    return websockets.serve(serve, sock=listening, process_request=request, compression="deflate", write_limit=4096,
                            ping_interval=None, max_size=2 ** 20)


async def main():
    global busy
    server = await listen(0)
    port = server.sockets[0].getsockname()[1]
    say("listening", port)
    lines = asyncio.get_running_loop()
    while line := (await lines.run_in_executor(None, sys.stdin.readline)).split():
        if line[0] == "busy":
            busy = int(line[1])
        elif line[0] == "abort":
            for one in list(clients):
                one.transport.abort()
        elif line[0] == "stop":
            server.close()
            await server.wait_closed()
        elif line[0] == "crash":
            server.server.close()
            for one in list(clients):
                one.transport.abort()
        elif line[0] == "start":
            server = await listen(port)
        say("done", *line)


asyncio.run(main())

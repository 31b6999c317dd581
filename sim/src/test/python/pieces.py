"""Sends back what comes, in pieces of random sizes: over TCP, TLS, WebSocket with and without TLS (fragments of a
message), by Debian's python3-websockets, and over UDP (datagrams whole). Prints the five ports; ends when its standard input
does. The arguments are the files of a certificate and of its key, and a seed."""

import asyncio
import random
import ssl
import sys

import websockets

chance = random.Random(int(sys.argv[3]))


def pieces(data):
    while data:
        n = chance.choice([1, 2, 7, 100, 1460, 4000, 8192])
        yield data[:n]
        data = data[n:]


async def echo(reader, writer):
    try:
        while data := await reader.read(chance.randint(1, 8192)):
            for piece in pieces(data):
                writer.write(piece)
                await writer.drain()
        writer.close()
    except OSError:
        pass


async def fragments(socket):
    try:
        async for message in socket:
            await socket.send(list(pieces(message)))
    except websockets.ConnectionClosed:
        pass


class Datagrams(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, sender):
        self.transport.sendto(data, sender)


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    here = "127.0.0.1"
    servers = [await asyncio.start_server(echo, here, 0), await asyncio.start_server(echo, here, 0, ssl=context),
               await websockets.serve(fragments, here, 0), await websockets.serve(fragments, here, 0, ssl=context)]
    datagrams, _ = await asyncio.get_running_loop().create_datagram_endpoint(Datagrams, local_addr=(here, 0))
    ports = [server.sockets[0].getsockname()[1] for server in servers] + [datagrams.get_extra_info("sockname")[1]]
    print(*ports, flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


asyncio.run(main())

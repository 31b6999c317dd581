"""Sends back what comes, over TCP, TLS and UDP. Prints the three ports; ends when its standard input does. The
arguments are the files of a certificate and of its key."""

import asyncio
import ssl
import sys


async def echo(reader, writer):
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()
    except OSError:
        pass


class Datagrams(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, sender):
        self.transport.sendto(data, sender)


def port(server):
    return server.sockets[0].getsockname()[1]


async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    loop = asyncio.get_running_loop()
    plain = await asyncio.start_server(echo, "127.0.0.1", 0)
    secure = await asyncio.start_server(echo, "127.0.0.1", 0, ssl=context)
    datagrams, _ = await loop.create_datagram_endpoint(Datagrams, local_addr=("127.0.0.1", 0))
    print("listening", port(plain), flush=True)
    print("secure", port(secure), flush=True)
    print("datagrams", datagrams.get_extra_info("sockname")[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())

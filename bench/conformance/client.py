"""The fuzzing peer turned round: a client that comes to the module's own server, and plays the same cases from there."""
import asyncio, base64, hashlib, os, ssl

from server import FAILED, GUID, Peer, Server, Verdict


class Client(Server):
    """Connects to a port of the module's for each case; what a case calls the server is this client."""

    def __init__(self, cases, port, certificates=None):
        super().__init__(cases)
        self.port = port
        if certificates:
            self.context = ssl.create_default_context(cafile=certificates + "/ca.pem")
            self.context.load_cert_chain(certificates + "/client.pem", certificates + "/client.key")
        self.loop = None

    async def _serve(self):
        self.loop = asyncio.get_running_loop()
        self.listening.set()
        await asyncio.Future()

    def _begin(self, case):
        """Plays a case: nobody has to come here."""
        asyncio.run_coroutine_threadsafe(self._come(case), self.loop)
        return None

    async def _come(self, case):
        writer = None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port, ssl=self.context,
                                                           server_hostname="localhost" if self.context else None)
            key = base64.b64encode(os.urandom(16))
            writer.write(b"GET /%s HTTP/1.1\r\nHost: localhost:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                         b"Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n" % (case.name.encode(), self.port, key))
            head = await reader.readuntil(b"\r\n\r\n")
            accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
            wanted = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" \
                     b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"
            verdict = Verdict(FAILED, "the answer is %r" % head)
            if head == wanted:
                peer = Peer(reader, writer)
                peer.ends = False  # a server ends TCP (RFC 6455, 7.1.1)
                verdict = await self._play(case, peer)
        except Exception as e:  # shown as the case's failure
            verdict = Verdict(FAILED, "%s: %s" % (type(e).__name__, e))
        finally:
            if writer:
                writer.close()
        with self.judged:
            self.verdicts[case.name] = verdict
            self.judged.notify_all()

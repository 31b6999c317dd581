"""The fuzzing server: plays one case on each connection, hears what the client makes of it, and judges."""
import asyncio, base64, hashlib, ssl, threading

import frames
from frames import CLOSE, CONTINUATION, PING, PONG, TEXT, Violation

GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
RAW_MAX = 600
#: How long a client may take to end what it should end, once everything is said.
END_SECONDS = 5

OK, NON_STRICT, FAILED = "OK", "NON-STRICT", "FAILED"


class Peer:
    """One connection, as a case sees it."""

    def __init__(self, reader, writer, deflate=None):
        self.reader, self.writer = reader, writer
        #: deflate.Deflate, where it was agreed on.
        self.deflate = deflate
        self.received = []
        self.raw = bytearray()
        self.violation = None
        self.close_sent = False
        #: What the client's close frame said: its payload; None: none has come.
        self.close_received = None
        self.closed_first = None
        #: Whether the server has said all that it may.
        self.parting = False
        self.ended = False
        #: Whether it is we who end TCP.
        self.ends = True
        self.moved = asyncio.Event()
        self._kind, self._parts, self._deflated = None, [], False
        #: How many messages came compressed.
        self.deflated = 0

    async def send(self, data, chop=None):
        """Writes bytes, in pieces of so many. A client that has gone away shows elsewhere."""
        try:
            for at in range(0, len(data), chop or len(data) or 1):
                if self.parting:
                    return
                self.writer.write(data[at:at + (chop or len(data))])
                await self.writer.drain()
                if chop:
                    await asyncio.sleep(0)
        except OSError:
            pass

    async def send_close(self, data):
        self.closed_first = self.closed_first or "server"
        self.close_sent = True
        await self.send(data)

    def end(self):
        """Ends TCP in this direction, where the other side has not reset it before."""
        if self.parting:
            return
        self.parting = True
        if not self.writer.can_write_eof():
            self.writer.close()
            return
        try:
            self.writer.write_eof()
        except OSError:  # it has: that shows where it is heard
            pass

    async def until(self, condition, seconds):
        """Waits until something is so, or the connection has ended. @return whether it is so"""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while not condition() and not self.ended and loop.time() < deadline:
            self.moved.clear()
            try:
                await asyncio.wait_for(self.moved.wait(), deadline - loop.time())
            except asyncio.TimeoutError:
                break
        return condition()

    def note(self, *event):
        self.received.append(event)
        self.moved.set()

    async def _take(self, count):
        data = await self.reader.readexactly(count)
        self.raw += data[:max(0, RAW_MAX - len(self.raw))]
        return data

    async def listen(self):
        """Hears the client until its close frame, the end of TCP, or a violation."""
        try:
            while self.close_received is None:
                self._hear(await frames.read(self._take, self.deflate is not None))
            await self._part()
        except (asyncio.IncompleteReadError, OSError):
            pass
        except Violation as e:
            self.violation = str(e)
        finally:
            self.closed_first = self.closed_first or "client"
            self.parting = self.ended = True
            self.moved.set()
            self.writer.close()

    def _hear(self, frame):
        if frame.opcode == CLOSE:
            self._hear_close(frame.payload)
        elif frame.opcode in (PING, PONG):
            self.note("ping" if frame.opcode == PING else "pong", frame.payload)
        else:
            self._hear_data(frame)

    def _hear_data(self, frame):
        if (frame.opcode == CONTINUATION) != (self._kind is not None):
            raise Violation("opcode %d in the wrong place" % frame.opcode)
        if self._kind is None:
            self._deflated = frame.deflated
        self._kind = self._kind or ("text" if frame.opcode == TEXT else "binary")
        self._parts.append(frame.payload)
        if frame.fin:
            message = b"".join(self._parts)
            if self._deflated:
                message = self.deflate.decompress(message)
                self.deflated += 1
            if self._kind == "text":
                utf8(message)
            self.note(self._kind, message)
            self._kind, self._parts = None, []

    def _hear_close(self, payload):
        self.closed_first = self.closed_first or "client"
        if len(payload) == 1 or len(payload) > 1 and not valid_code(int.from_bytes(payload[:2], "big")):
            raise Violation("a close frame with %s" % payload.hex())
        utf8(payload[2:])
        self.close_received = payload

    async def _part(self):
        """Both have said it, or say it now; then the server ends TCP, and nothing may come any more."""
        if not self.close_sent:
            await self.send(frames.frame(CLOSE, self.close_received[:2]))
        if self.ends:
            self.end()
        if not self.writer.can_write_eof() and self.ends:
            return
        try:
            rest = await asyncio.wait_for(self.reader.read(64), END_SECONDS)
        except asyncio.TimeoutError:
            raise Violation("TCP stays open behind the closing handshake")
        if rest:
            raise Violation("bytes behind the close frame: " + rest.hex())


def utf8(data):
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        raise Violation("text that is not UTF-8: " + data[:40].hex())


def valid_code(code):
    return code in (1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014) or 3000 <= code <= 4999


class Verdict:
    def __init__(self, result, words, peer=None):
        self.result, self.words, self.peer = result, words, peer

    def details(self):
        if self.peer is None:
            return ""
        events = ", ".join("%s %s" % (e[0], shown(e[-1])) for e in self.peer.received[:20])
        return "    received: %s\n    bytes: %s" % (events or "nothing", self.peer.raw.hex())


def shown(payload):
    return repr(payload) if len(payload) <= 40 else "%d bytes" % len(payload)


def judge(case, peer):
    """What the client made of the case: what it sent, who closed, with which code, and how cleanly."""
    if peer.violation:
        return Verdict(FAILED, peer.violation, peer)
    if not case.outcomes:
        return Verdict(OK, "", peer)
    result = next((name for name, expected in case.outcomes if expected == peer.received), FAILED)
    if result == FAILED:
        return Verdict(FAILED, "what came is not what should come", peer)
    if peer.closed_first != case.closer:
        return Verdict(FAILED, "closed by the %s first, not the %s" % (peer.closed_first, case.closer), peer)
    if peer.close_received is None:
        if case.clean:
            return Verdict(FAILED, "no close frame", peer)
        if case.refused:
            return Verdict(result, "", peer)
        return Verdict(NON_STRICT, "TCP was dropped without a close frame", peer)
    code = int.from_bytes(peer.close_received[:2], "big") if peer.close_received else None
    if code is not None and code not in case.codes:
        return Verdict(FAILED, "closed with %d, not %s" % (code, case.codes), peer)
    return Verdict(result, "", peer)


class Server(threading.Thread):
    """Listens on a free port of the loopback; verdict() gives what became of each connection, in their order."""

    def __init__(self, cases, certificates=None, deflate=False):
        """@param deflate whether clients offer compression; some cases take it"""
        super().__init__(daemon=True)
        self.deflate = deflate
        self.cases = {case.name: case for case in cases}
        self.context = None
        if certificates:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificates + "/server.pem", certificates + "/server.key")
            self.context.load_verify_locations(certificates + "/ca.pem")
            self.context.verify_mode = ssl.CERT_REQUIRED
        self.scheme = "wss" if certificates else "ws"
        self.listening = threading.Event()
        self.verdicts = {}
        self.judged = threading.Condition()

    def run(self):
        asyncio.run(self._serve())

    async def _serve(self):
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, ssl=self.context)
        self.port = server.sockets[0].getsockname()[1]
        self.listening.set()
        await asyncio.Future()

    def url(self, case):
        self.listening.wait()
        with self.judged:
            self.verdicts.pop(case.name, None)
        return self._begin(case)

    def _begin(self, case):
        return "%s://localhost:%d/%s" % (self.scheme, self.port, case.name)

    def verdict(self, case, seconds):
        """@param seconds how long to wait for it"""
        with self.judged:
            self.judged.wait_for(lambda: case.name in self.verdicts, seconds)
            return self.verdicts.get(case.name) or Verdict(FAILED, "no connection, or it does not end")

    async def _connected(self, reader, writer):
        name = "?"
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            name = head.split(b" ")[1][1:].decode()
            case = self.cases[name]
            verdict = await self._run(case, head, Peer(reader, writer, case.deflate() if case.deflate else None))
        except Exception as e:  # shown as the case's failure
            verdict = Verdict(FAILED, "%s: %s" % (type(e).__name__, e))
        finally:
            writer.close()
        with self.judged:
            self.verdicts[name] = verdict
            self.judged.notify_all()

    async def _run(self, case, head, peer):
        offered = [line for line in head.lower().split(b"\r\n") if line.startswith(b"sec-websocket-extensions:")]
        if offered != ([b"sec-websocket-extensions: permessage-deflate; client_max_window_bits"] if self.deflate else []):
            return Verdict(FAILED, "what is offered is %s" % offered)
        await peer.send(answer(head, peer.deflate.header() if peer.deflate else case.headers))
        return await self._play(case, peer)

    async def _play(self, case, peer):
        listening = asyncio.create_task(peer.listen())
        await case.play(peer)
        if case.closer == "server" and not peer.close_sent:
            await peer.until(lambda: peer.received == case.outcomes[0][1]
                             or peer.received in [outcome for _, outcome in case.outcomes[1:]], case.seconds)
            await peer.send_close(frames.close(1000))
        if not await peer.until(lambda: peer.ended, case.seconds if case.closer == "client" else END_SECONDS):
            listening.cancel()
            return Verdict(FAILED, "the connection does not end", peer)
        return judge(case, peer)


def answer(head, headers):
    key = next(line.split(b":")[1].strip() for line in head.split(b"\r\n") if line.lower().startswith(b"sec-websocket-key"))
    accept = base64.b64encode(hashlib.sha1(key + GUID).digest())
    return (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n" + headers + b"\r\n")

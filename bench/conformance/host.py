"""A microcontroller that echoes: it opens a link by AT commands over a UART and sends back each frame it is given."""
import collections, os, re, select, time

#: +WS_DATA as AT+WSDATAFMT=<link>,0,63 has it: opcode, FIN, length of the frame, offset in it, length of the data.
DATA = re.compile(rb"\+WS_DATA:(\d+),(\d+),(\d+),(\d+),(\d+),(\d+),")
FINAL = b"OK", b"ERROR", b"SEND OK"
ALL_FIELDS = 63
#: What AT+WSSEND's longest frame stays below buffer_size.
HEADROOM = 10

Data = collections.namedtuple("Data", "opcode fin length offset payload")


class Silence(Exception):
    """The module says nothing, or nothing that can be understood."""


class Uart:
    """Both directions of a line, neither of which ever waits for the other."""

    def __init__(self, into, out):
        self.into, self.out = into, out
        self.heard = bytearray()
        os.set_blocking(into, False)
        os.set_blocking(out, False)

    def listen(self, seconds):
        ready, _, _ = select.select([self.into], [], [], seconds)
        if ready:
            self._read()

    def _read(self):
        data = os.read(self.into, 1 << 16)
        if not data:
            raise Silence("the line has ended")
        self.heard += data

    def say(self, data):
        data = memoryview(data)
        while data:
            readable, writable, _ = select.select([self.into], [self.out], [], 30)
            if not readable and not writable:
                raise Silence("the module takes nothing")
            if readable:
                self._read()
            if writable:
                data = data[os.write(self.out, data):]


class Host:
    """Speaks AT. What the module says by itself waits in news."""

    def __init__(self, uart, patience):
        self.uart, self.patience = uart, patience
        self.news = collections.deque()
        self.at = 0

    def command(self, line, payload=None):
        """@return whether the answer was good"""
        self.uart.say(line + b"\r\n")
        answer = self._answer()
        if answer == b"OK" and payload is not None:
            self._until(b">")
            self.uart.say(payload)
            answer = self._answer()
        return answer != b"ERROR"

    def _answer(self):
        return self._until(*FINAL)

    def _until(self, *wanted):
        while True:
            token = self._token()
            if token in wanted:
                return token
            self.news.append(token)

    def next(self):
        """The next thing that the module says by itself: Data, or a line."""
        return self.news.popleft() if self.news else self._token()

    def _token(self):
        deadline = time.monotonic() + self.patience
        while True:
            token = self._parse()
            if token:
                return token
            left = deadline - time.monotonic()
            if left <= 0:
                raise Silence("nothing was said for %d s; unread: %r" % (self.patience, bytes(self.uart.heard[self.at:][:200])))
            self.uart.listen(left)

    def _parse(self):
        heard = self.uart.heard
        if heard.startswith(b"\r\n", self.at):
            self.at += 2
        if heard.startswith(b">", self.at):
            return self._used(1, b">")
        head = DATA.match(heard, self.at)
        if head:
            return self._parse_data(head)
        end = heard.find(b"\r\n", self.at)
        if end < 0 or heard.startswith(b"+WS_DATA", self.at):
            return None
        return self._used(end - self.at + 2, bytes(heard[self.at:end]))

    def _parse_data(self, head):
        _, opcode, fin, length, offset, count = map(int, head.groups())
        end = head.end() + count
        if len(self.uart.heard) < end + 2:
            return None
        if self.uart.heard[end:end + 2] != b"\r\n":
            raise Silence("no CR LF behind +WS_DATA but %r" % bytes(self.uart.heard[end:end + 20]))
        data = Data(opcode, fin == 1, length, offset, bytes(self.uart.heard[head.end():end]))
        return self._used(end + 2 - self.at, data)

    def _used(self, count, token):
        self.at += count
        if self.at > 1 << 18 or self.at == len(self.uart.heard):
            del self.uart.heard[:self.at]
            self.at = 0
        return token


class Echo:
    """One link of a host, whose frames go back as they came; those longer than AT+WSSEND takes go in fragments."""

    def __init__(self, host, buffer_size, auth_mode=0, link=0, deflate=False):
        self.host, self.link = host, b"%d" % link
        self.send_max = buffer_size - HEADROOM
        host.command(b"ATE0")
        tls = b",%d,0,0" % auth_mode if auth_mode else b""
        for line in b"AT+WSCFG=%s,7200,7200,%d%s" % (self.link, buffer_size, tls), \
                b"AT+WSDATAFMT=%s,0,%d" % (self.link, ALL_FIELDS), *([b"AT+WSDEFLATE=%s,1" % self.link] if deflate else []):
            if not host.command(line):
                raise Silence("the module refuses %s" % line.decode())

    def run(self, url):
        """Echoes until the connection ends, and leaves the link closed. @return whether it could be opened"""
        if url is None:
            while not self.host.next().startswith(b"+WS_ACCEPTED:" + self.link):
                pass
        elif not self.host.command(b'AT+WSOPEN=%s,"%s"' % (self.link, url.encode())):
            return False
        held, first = bytearray(), 0
        while True:
            event = self.host.next()
            if event == b"+WS_CLOSED:" + self.link:
                return True
            if event == b"+WS_DISCONNECTED:" + self.link:
                self.host.command(b"AT+WSCLOSE=" + self.link)
                return True
            if isinstance(event, Data):
                if event.offset == 0:
                    first = event.opcode
                held += event.payload
                first = self._send(held, first, event.fin, event.offset + len(event.payload) == event.length)

    def _send(self, held, opcode, fin, whole):
        """Sends what is held of a frame, as far as it fills the longest frame, or all if the frame is whole."""
        while len(held) > self.send_max:
            self._send_frame(held[:self.send_max], opcode, False)
            del held[:self.send_max]
            opcode = 0
        if whole:
            self._send_frame(held, opcode, fin)
            held.clear()
            opcode = 0
        return opcode

    def _send_frame(self, payload, opcode, fin):
        """A connection that has ended meanwhile is told of soon. An empty frame is not prompted for."""
        self.host.command(b"AT+WSSEND=%s,%d,%d,60000,%d" % (self.link, len(payload), opcode, fin), bytes(payload) or None)

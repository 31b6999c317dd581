"""The cases: what the server sends, and what must come back. Numbers and contents follow the Autobahn testsuite, so that its
descriptions and other clients' reports can be compared; cases with letters are our own."""
import random

import deflate
import frames
from frames import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, close, fragments, frame
from server import NON_STRICT, OK
from utf8 import COSME, SEQUENCES

HELLO = b"Hello, world!"
KIB, MIB = 1 << 10, 1 << 20
#: Bytes a second that an echo may take: less than a line of 115200 baud lets pass.
SLOWEST = 4000


class Case:
    """A case: a coroutine that sends, the outcomes that are right (the first one strictly; none: any is), and how it ends.

    closer  who begins to close: "server" or "client" (which fails the connection)
    codes   what the client's close frame may say, if it says anything
    clean   whether there must be a close frame of the client's
    headers of the server's answer to the upgrade that a client must refuse
    big     left out of a quick run
    deflate makes the server's end of permessage-deflate; None: none is agreed on
    """

    def __init__(self, name, play, *outcomes, closer="server", codes=(1000,), clean=True, big=False, headers=b"", seconds=10,
                 deflate=None):
        self.name, self.play, self.closer, self.codes, self.clean = name, play, closer, codes, clean
        self.outcomes = list(zip((OK, NON_STRICT), outcomes))
        self.big, self.headers, self.seconds = big, headers, seconds
        self.refused = bool(headers)
        self.deflate = deflate


def says(data, chop=None):
    async def play(peer):
        await peer.send(data, chop)
    return play


def in_turn(*pieces):
    """Each piece by itself, so that it leaves in a segment of its own."""
    async def play(peer):
        for piece in pieces:
            await peer.send(piece)
    return play


def closes(*pieces):
    """The server begins to close, and says some things more."""
    async def play(peer):
        await peer.send_close(b"".join(pieces))
    return play


def echoed(name, opcode, payload, data=None, chop=None, big=False):
    """A message that must come back as it was."""
    kind = "text" if opcode == TEXT else "binary"
    outcome = [(kind, payload)]
    return Case(name, says(frame(opcode, payload) if data is None else data, chop), outcome, big=big,
                seconds=10 + len(payload) / SLOWEST)


def failing(name, play, *outcomes, code=1002, **more):
    """What a client must not put up with (RFC 6455, 7.1.7)."""
    return Case(name, play, *(outcomes or ([],)), closer="client", codes=(code,), clean=False, **more)


def framing():
    chops = {8: 997}
    for group, opcode, byte in (1, TEXT, b"*"), (2, BINARY, b"\xfe"):
        for number, length in enumerate((0, 125, 126, 127, 128, 65535, 65536, 65536), 1):
            yield echoed("1.%d.%d" % (group, number), opcode, byte * length, chop=chops.get(number))
        for letter, length, chop in ("a", 1, None), ("b", 125, 1), ("c", 126, 1), ("d", 127, 3), ("e", 128, 7), \
                ("f", 65535, 1021), ("g", 8192, None), ("h", 8193, None), ("i", 8182, None), ("j", 8183, 4096):
            yield echoed("1.%d.%s" % (group, letter), opcode, byte * length, chop=chop)


def pings():
    def ponged(name, payloads, data=None, chop=None):
        return Case(name, says(data or b"".join(frame(PING, p) for p in payloads), chop), [("pong", p) for p in payloads])

    ten = [b"payload-%d" % i for i in range(10)]
    yield ponged("2.1", [b""])
    yield ponged("2.2", [HELLO])
    yield ponged("2.3", [b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff"])
    yield ponged("2.4", [b"\xfe" * 125])
    yield failing("2.5", says(frame(PING, b"\xfe" * 126)))
    yield ponged("2.6", [b"\xfe" * 125], chop=1)
    yield Case("2.7", closes(frame(PONG), close(1000)), [])
    yield Case("2.8", closes(frame(PONG, b"unsolicited pong payload"), close(1000)), [])
    yield Case("2.9", says(frame(PONG, b"unsolicited") + frame(PING, b"ping")), [("pong", b"ping")])
    yield ponged("2.10", ten)
    yield ponged("2.11", ten, chop=1)
    yield ponged("2.a", [bytes(range(n)) for n in range(126)])
    yield ponged("2.b", [b"%d" % n for n in range(2000)])
    yield failing("2.c", says(frame(PING, b"\xfe" * 65536)))


def after_hello(name, wrong, chop=None, pieces=False):
    """A message, a frame that is wrong, a ping: the message may or may not come back, a pong must not."""
    data = frame(TEXT, HELLO), wrong, frame(PING)
    return failing(name, in_turn(*data) if pieces else says(b"".join(data), chop), [("text", HELLO)], [])


def reserved_bits():
    yield failing("3.1", says(frame(TEXT, HELLO, rsv=1)))
    yield after_hello("3.2", frame(TEXT, HELLO, rsv=2))
    yield after_hello("3.3", frame(TEXT, HELLO, rsv=3), pieces=True)
    yield after_hello("3.4", frame(TEXT, HELLO, rsv=4), chop=1)
    yield failing("3.5", says(frame(BINARY, b"\x00\xff\xfe\xfd\xfc\xfb\x00\xff", rsv=5)))
    yield failing("3.6", says(frame(PING, HELLO, rsv=6)))
    yield failing("3.7", says(frame(CLOSE, rsv=7)))
    yield failing("3.a", says(frame(TEXT, HELLO, fin=False) + frame(CONTINUATION, HELLO, rsv=4)))
    yield failing("3.b", says(frame(TEXT, HELLO, rsv=1)[:2]))


def opcodes():
    for group, first in (1, 3), (2, 11):
        name = "4.%d.%%d" % group
        yield failing(name % 1, says(frame(first)))
        yield failing(name % 2, says(frame(first + 1, b"reserved opcode payload")))
        yield after_hello(name % 3, frame(first + 2), pieces=True)
        yield after_hello(name % 4, frame(first + 3, HELLO), pieces=True)
        yield after_hello(name % 5, frame(first + 4, HELLO), chop=1)


def fragmentation():
    one, two, three, four = (b"fragment%d" % n for n in range(1, 5))
    ping = frame(PING, b"ping payload")

    def chopped(first, make, pieces):
        data = b"".join(pieces)
        return [make("5.%d" % first, says(data)), make("5.%d" % (first + 1), in_turn(*pieces)),
                make("5.%d" % (first + 2), says(data, 1))]

    yield failing("5.1", says(fragments(PING, one + two, 9)))
    yield failing("5.2", says(fragments(PONG, one + two, 9)))
    begin, end = frame(TEXT, one, fin=False), frame(CONTINUATION, two)
    yield from chopped(3, lambda n, play: Case(n, play, [("text", one + two)]), [begin, end])
    yield from chopped(6, lambda n, play: Case(n, play, [("pong", b"ping payload"), ("text", one + two)]), [begin, ping, end])
    for first, fin in (9, True), (12, False):
        yield from chopped(first, failing, [frame(CONTINUATION, b"non-continuation payload", fin), frame(TEXT, HELLO)])
    yield failing("5.15", says(begin + end + frame(CONTINUATION, three, False) + frame(TEXT, four)), [("text", one + two)], [])
    for number, fin in (16, False), (17, True):
        yield failing("5.%d" % number, says(2 * (frame(CONTINUATION, one, fin) + frame(TEXT, two, False) + end)))
    yield failing("5.18", says(begin + frame(TEXT, two)))
    for number, pause in (19, 0.3), (20, 0):
        yield interleaved("5.%d" % number, pause)
    yield Case("5.a", says(begin + frame(PONG, b"unsolicited") + end), [("text", one + two)])
    yield failing("5.b", says(begin + end + frame(CONTINUATION)), [("text", one + two)], [])
    yield failing("5.c", says(begin + frame(BINARY, two, False)))
    yield failing("5.d", says(frame(CLOSE, b"\x03\xe8", fin=False)))


def interleaved(name, pause):
    parts, pinged = [b"fragment%d" % n for n in range(1, 6)], [b"pongme 1!", b"pongme 2!"]

    async def play(peer):
        await peer.send(frame(TEXT, parts[0], False) + frame(CONTINUATION, parts[1], False) + frame(PING, pinged[0]))
        await peer.until(lambda: peer.received, 5)  # at once: before the rest of the message
        await peer.until(lambda: len(peer.received) > 1, pause)
        await peer.send(frame(CONTINUATION, parts[2], False) + frame(CONTINUATION, parts[3], False)
                        + frame(PING, pinged[1]) + frame(CONTINUATION, parts[4]))

    return Case(name, play, [("pong", pinged[0]), ("pong", pinged[1]), ("text", b"".join(parts))])


def text():
    half, rest = b"Hello-\xc2\xb5@\xc3\x9f\xc3\xb6\xc3\xa4", b"\xc3\xbc\xc3\xa0\xc3\xa1-UTF-8!!"
    wrong = COSME + b"\xed\xa0\x80" + b"edited"
    yield echoed("6.1.1", TEXT, b"")
    yield Case("6.1.2", says(frame(TEXT, fin=False) + frame(CONTINUATION, fin=False) + frame(CONTINUATION)),
               [("text", b"")])
    yield Case("6.1.3", says(frame(TEXT, fin=False) + frame(CONTINUATION, b"middle frame payload", False) + frame(CONTINUATION)),
               [("text", b"middle frame payload")])
    yield echoed("6.2.1", TEXT, half + rest)
    yield echoed("6.2.2", TEXT, half + rest, frame(TEXT, half, False) + frame(CONTINUATION, rest))
    yield echoed("6.2.3", TEXT, half + rest, fragments(TEXT, half + rest, 1))
    yield echoed("6.2.4", TEXT, COSME, fragments(TEXT, COSME, 1))
    yield failing("6.3.1", says(frame(TEXT, wrong)), code=1007)
    yield failing("6.3.2", says(fragments(TEXT, wrong, 1)), code=1007)
    beyond = COSME + b"\xf4\x90\x80\x80" + b"edited"
    for number, cuts in (1, (11, 15)), (2, (12, 13)):
        parts = beyond[:cuts[0]], beyond[cuts[0]:cuts[1]], beyond[cuts[1]:]
        yield fails_fast("6.4.%d" % number, frame(TEXT, parts[0], False), frame(CONTINUATION, parts[1], False),
                         frame(CONTINUATION, parts[2]))
        whole = frame(TEXT, beyond)
        yield fails_fast("6.4.%d" % (number + 2), whole[:2 + cuts[0]], whole[2 + cuts[0]:2 + cuts[1]], whole[2 + cuts[1]:])
    long = b"x" * 20000 + b"\xed"
    whole = frame(TEXT, long + b"\xa0\x80" + b"y" * 20000)
    yield fails_fast("6.4.a", whole[:4 + len(long)], whole[4 + len(long):][:1], whole[4 + len(long) + 1:])
    for group, sequences in enumerate(SEQUENCES, 5):
        for number, (valid, octets) in enumerate(sequences, 1):
            name = "6.%d.%d" % (group, number)
            yield echoed(name, TEXT, octets) if valid else failing(name, says(frame(TEXT, octets)), code=1007)
    every = "".join(map(chr, [*range(0xd800), *range(0xe000, 0x110000, 61)])).encode()
    yield echoed("6.a", TEXT, every, fragments(TEXT, every, 1021))


def fails_fast(name, first, second, third):
    """Nothing is wrong with the first part; with the second one everything is, and the third must not be needed."""
    async def play(peer):
        for part, mark in (first, "A"), (second, "B"):
            await peer.send(part)
            if not await peer.until(lambda: peer.close_received is not None, 0.3 if mark == "A" else 2) and not peer.ended:
                peer.note("timeout", mark)
        if not peer.ended and peer.close_received is None:
            await peer.send(third)

    return failing(name, play, [("timeout", "A")], [("timeout", "A"), ("timeout", "B")], code=1007)


def closing():
    async def message(peer):
        await peer.send(frame(TEXT, HELLO))

    def bad(name, *pieces, codes=(1002,)):
        return Case(name, closes(*pieces), [], codes=codes, clean=False)

    yield Case("7.1.1", message, [("text", HELLO)])
    yield Case("7.1.2", closes(close(1000), frame(CLOSE)), [])
    yield Case("7.1.3", closes(close(1000), frame(PING)), [])
    yield Case("7.1.4", closes(close(1000), frame(TEXT, HELLO)), [])
    yield Case("7.1.5", closes(frame(TEXT, b"fragment1", False), close(1000), frame(CONTINUATION, b"fragment2")), [])
    yield message_and_close("7.1.6")
    yield Case("7.3.1", closes(close()), [])
    yield bad("7.3.2", frame(CLOSE, b"a"))
    yield Case("7.3.3", closes(close(1000)), [])
    yield Case("7.3.4", closes(close(1000, b"Hello World!")), [])
    yield Case("7.3.5", closes(close(1000, b"*" * 123)), [])
    yield bad("7.3.6", close(1000, b"*" * 124))
    yield bad("7.5.1", close(1000, COSME + b"\xed\xa0\x80edited"), codes=(1002, 1007))
    for number, code in enumerate((1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999), 1):
        yield Case("7.7.%d" % number, closes(close(code)), [], codes=(1000, code))
    for number, code in enumerate((0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999), 1):
        yield bad("7.9.%d" % number, close(code))
    for number, code in (1, 5000), (2, 65535):
        yield Case("7.13.%d" % number, closes(close(code)), [], codes=(1000, 1002, code), clean=False)
    yield Case("7.a", closes(close(1007, b"no reason but a reason")), [], codes=(1000, 1007))
    yield bad("7.b", close(1000, b"\xf4\x90\x80\x80"), codes=(1002, 1007))
    yield bad("7.c", close(1000, b"half a code point \xe1\xbd"), codes=(1002, 1007))
    yield Case("7.d", closes(frame(PONG) + close(1001) + b"\xff" * 3000), [], codes=(1000, 1001))


def message_and_close(name):
    """What becomes of a message in front of a close frame is the client's affair; the closing handshake is not."""
    async def play(peer):
        await peer.send(frame(TEXT, b"BAsd7&jh23" * 26214) + frame(TEXT, HELLO))
        await peer.send_close(close(1000) + frame(PING))
        await peer.until(lambda: peer.close_received is not None, 10)
        peer.received = []

    return Case(name, play, [])


def limits():
    sizes = 64 * KIB, 256 * KIB, MIB, 4 * MIB, 8 * MIB, 16 * MIB
    for group, opcode, pattern in (1, TEXT, b"BAsd7&jh23"), (2, BINARY, b"\x00\xfe\x00\xfd\x00\xfc\x00\xfb\x00\xfa"):
        def filled(size):
            return (pattern * (size // len(pattern) + 1))[:size]
        for number, size in enumerate(sizes, 1):
            yield echoed("9.%d.%d" % (group, number), opcode, filled(size), big=size > 256 * KIB)
        for number, size in enumerate((64, 256, KIB, 4 * KIB, 16 * KIB, 64 * KIB, 256 * KIB, MIB, 4 * MIB), 1):
            payload = filled(4 * MIB)
            yield echoed("9.%d.%d" % (group + 2, number), opcode, payload, fragments(opcode, payload, size), big=True)
        for number, size in enumerate((64, 128, 256, 512, 1024, 2048), 1):
            yield echoed("9.%d.%d" % (group + 4, number), opcode, filled(MIB), chop=size, big=True)
        for number, size in enumerate((0, 16, 64, 256, 1024, 4096), 1):
            yield round_trips("9.%d.%d" % (group + 6, number), opcode, filled(size), 1000, True)
            yield round_trips("9.%d.%d.a" % (group + 6, number), opcode, filled(size), 20, False)
        for number, size in enumerate((64, 256, KIB, 4 * KIB, 16 * KIB), 1):
            payload = filled(128 * KIB if size > 64 else 16 * KIB)
            yield echoed("9.%d.%d.a" % (group + 2, number), opcode, payload, fragments(opcode, payload, size))


def round_trips(name, opcode, payload, count, big):
    kind = "text" if opcode == TEXT else "binary"

    async def play(peer):
        for n in range(count):
            await peer.send(frame(opcode, payload))
            if not await peer.until(lambda: len(peer.received) > n, 20):
                break

    return Case(name, play, [(kind, payload)] * count, big=big)


def auto_fragmentation():
    payload = b"*" * 65536
    yield echoed("10.1.1", TEXT, payload, fragments(TEXT, payload, 1300))


def compression():
    """Not offered (which the server sees in each request), or not agreed on: so it must not be put up with."""
    yield Case("12.a", says(frame(TEXT, HELLO)), [("text", HELLO)])
    yield failing("12.b", says(frame(TEXT, b"\xf2\x48\xcd\xc9\xc9\x07\x00", rsv=4)))
    yield failing("12.c", says(b""), headers=b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=7\r\n")


def masked(name, opcode):
    plain = frame(opcode, HELLO)
    return failing(name, says(bytes([plain[0], plain[1] | 128]) + b"\0\0\0\0" + HELLO))


def lengths():
    """RFC 6455, 5.1 and 5.2: a server must not mask, and a length has its shortest form."""
    yield masked("14.a", TEXT)
    yield masked("14.b", PING)
    yield failing("14.c", says(b"\x82\x7f" + b"\x80" + bytes(7)))
    yield failing("14.d", says(b"\x82\x7f" + b"\xff" * 8))


def random_messages(seed, count):
    """Messages of any size in any fragments and chops, with pings and pongs among them."""
    for number in range(count):
        chance = random.Random("%s/%d" % (seed, number))
        events, data = [], b""
        for _ in range(chance.randrange(1, 6)):
            opcode = chance.choice((TEXT, BINARY))
            size = int(2 ** (chance.random() * 14))
            payload = bytes(chance.randrange(128 if opcode == TEXT else 256) for _ in range(max(1, size)))
            at, first = 0, True
            while at < len(payload):
                step = max(1, int(len(payload) * chance.random() ** 2))
                data += frame(opcode if first else CONTINUATION, payload[at:at + step], at + step >= len(payload))
                at, first = at + step, False
                if chance.random() < 0.3:
                    data += frame(PONG, b"unsolicited")
            events.append(("text" if opcode == TEXT else "binary", payload))
        yield Case("r.%d" % number, says(data, chance.choice((None, 1 + chance.randrange(3000)))), events)


def noise(seed, count):
    """Frames with any bits set, now and then cut or with a wrong length, and then the end of TCP. Whatever the client makes of
    them, it must not say anything wrong itself, and be there for the next case."""
    for number in range(count):
        chance = random.Random("%s/noise/%d" % (seed, number))
        data = b""
        for _ in range(chance.randrange(1, 12)):
            opcode = chance.choice((TEXT, BINARY, CONTINUATION, PING, PONG, CLOSE, chance.randrange(16)))
            payload = chance.randbytes(int(2 ** (chance.random() * 12)))
            piece = frame(opcode, payload, chance.random() < 0.8, chance.randrange(8) if chance.random() < 0.1 else 0)
            if chance.random() < 0.1:
                at = chance.randrange(len(piece))
                piece = piece[:at] + chance.randbytes(chance.randrange(9)) + piece[at + 1:]
            data += piece
        yield Case("n.%d" % number, says_and_ends(data, chance.choice((None, 1 + chance.randrange(200)))), closer="client")


def says_and_ends(data, chop):
    async def play(peer):
        await peer.send(data, chop)
        peer.end()
    return play


def all_cases(seed):
    for group in (framing, pings, reserved_bits, opcodes, fragmentation, text, closing, limits, auto_fragmentation,
                  compression, lengths):
        yield from group()
    yield from random_messages(seed, 30)
    yield from noise(seed, 30)


def deflate_cases(seed, big):
    """Groups 12 and 13, of a client that offers compression."""
    return deflate.cases(Case, seed, (1000, 4 * MIB) if big else (16, 64 * KIB))

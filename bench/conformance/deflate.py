"""Groups 12 and 13 of the Autobahn testsuite's numbering: messages of many sizes and kinds, compressed by permessage-deflate (RFC
7692) in many settings, whole and in fragments, which must come back as they were. Sizes, fragments and settings are the suite's; its
files are not, so what is sent is made here, of the same kinds; and there are as many messages of a size as a line takes in a moment."""
import random, zlib

from frames import BINARY, TEXT, Violation, fragments

TAIL = b"\x00\x00\xff\xff"
KIB = 1 << 10
MESSAGE_MAX = 1 << 26
#: Length, and what it is fragmented to; 0: it is not.
SIZES = [(size, 0) for size in (16, 64, 256, 1 * KIB, 4 * KIB, 8 * KIB, 16 * KIB, 32 * KIB, 64 * KIB, 128 * KIB)]
SIZES += [(size, 256) for size in (8 * KIB, 16 * KIB, 32 * KIB, 64 * KIB, 128 * KIB)]
SIZES += [(128 * KIB, size) for size in (1 * KIB, 4 * KIB, 32 * KIB)]
#: What the server has of the client, by the second number of group 13: that it forgets its context, the bits of its window; None: it
#: does not say. It does likewise itself.
SETTINGS = (False, None), (True, None), (False, 9), (False, 15), (True, 9), (True, 15), (True, 9)


class Deflate:
    """One connection's compression, a server's end of it."""

    def __init__(self, forget, window):
        self.forget, self.named, self.window = forget, window is not None, window or 15
        self.compressor = self.decompressor = None

    def header(self):
        return ("Sec-WebSocket-Extensions: permessage-deflate%s%s\r\n" % (
            "; server_no_context_takeover; client_no_context_takeover" if self.forget else "",
            "; server_max_window_bits=%d; client_max_window_bits=%d" % (self.window, self.window) if self.named else "")).encode()

    def compress(self, message):
        if self.forget or self.compressor is None:
            self.compressor = zlib.compressobj(wbits=-self.window)
        return (self.compressor.compress(message) + self.compressor.flush(zlib.Z_SYNC_FLUSH))[:-len(TAIL)]

    def decompress(self, payload):
        if self.forget or self.decompressor is None:
            self.decompressor = zlib.decompressobj(wbits=-self.window)
        try:
            message = self.decompressor.decompress(payload + TAIL, MESSAGE_MAX)
        except zlib.error as e:
            raise Violation("a message that cannot be inflated: %s" % e)
        if self.decompressor.unconsumed_tail or self.decompressor.unused_data:
            raise Violation("a message that does not end as it should")
        return message


def words(chance, count):
    return " ".join("".join(chance.choice("enirstadhulcgmobwfkzvpüäßö") for _ in range(chance.randrange(2, 11))) for _ in range(count))


def json(chance):
    names = [words(chance, 1) for _ in range(40)]
    return "[" + ",\n".join('{"id": %d, "name": "%s", "position": [%.4f, %.4f], "tags": ["%s", "%s"]}' % (
        n, chance.choice(names), chance.random() * 180, chance.random() * 90, chance.choice(names), chance.choice(names))
        for n in range(2000)) + "]"


def html(chance):
    vocabulary = words(chance, 500).split()
    return "".join('<div class="%s"><p id="p%d">%s</p></div>\n' % (
        chance.choice(("note", "text", "aside")), n, " ".join(chance.choices(vocabulary, k=20))) for n in range(1200))


def prose(chance):
    vocabulary = words(chance, 3000).split()
    return "".join(" ".join(chance.choices(vocabulary, k=9)).capitalize() + ",\r\n" for _ in range(3500))


def picture(chance):
    return bytes((x * y // 512 + x // 3 + chance.randrange(4)) & 255 for y in range(512) for x in range(512))


def document(chance):
    """Parts that are compressed already, with some plain ones between them."""
    return b"".join(b"%d 0 obj << /Filter /FlateDecode /Length 5000 >> stream\n" % n + chance.randbytes(5000) + b"\nendstream endobj\n"
                    for n in range(45))


#: By the second number of group 12; whether they are text.
KINDS = (json, True), (picture, False), (prose, False), (html, True), (document, False)


def messages(data, text, size, count):
    """Piece by piece of the data, from its beginning again at its end; text is cut between characters."""
    at = 0
    for _ in range(count):
        piece = (data[at:] + data)[:size]
        at = (at + size) % len(data)
        if text:
            piece = piece.decode("utf-8", "ignore").encode()
            piece = piece + b" " * (size - len(piece))
        yield piece


def case(make, name, data, text, size, fragment, setting, limits):
    opcode, kind = (TEXT, "text") if text else (BINARY, "binary")
    todo = list(messages(data, text, size, max(2, min(limits[0], limits[1] // size))))

    async def play(peer):
        for number, message in enumerate(todo, 1):
            payload = peer.deflate.compress(message)
            await peer.send(fragments(opcode, payload, fragment or max(1, len(payload)), rsv=4))
            if not await peer.until(lambda: len(peer.received) >= number, 30):
                break
        if 256 <= size <= 4 * KIB and data[:1] in b"[<" and not peer.deflated:
            peer.violation = "no message came back compressed"

    return make(name, play, [(kind, message) for message in todo], deflate=lambda: Deflate(*setting), seconds=10)


def cases(make, seed, limits):
    """@param limits how many messages a case has at most, and bytes in them (or two messages)"""
    for group, (maker, text) in enumerate(KINDS, 1):
        data = maker(random.Random("%s/deflate/%d" % (seed, group)))
        data = data.encode() if isinstance(data, str) else data
        for number, (size, fragment) in enumerate(SIZES, 1):
            yield case(make, "12.%d.%d" % (group, number), data, text, size, fragment, SETTINGS[0], limits)
    data = json(random.Random(seed + "/deflate")).encode()
    for group, setting in enumerate(SETTINGS, 1):
        for number, (size, fragment) in enumerate(SIZES, 1):
            yield case(make, "13.%d.%d" % (group, number), data, True, size, fragment, setting, limits)

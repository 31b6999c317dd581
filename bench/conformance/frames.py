"""Frames of RFC 6455, 5.2, as bytes: a server's are made, right or wrong; a client's are read, and held to every rule."""
import collections

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
FRAME_MAX = 1 << 26
KEY = b"\x37\xfa\x21\x3d"

#: Whether the frames that are made are a client's, and those that are read a server's.
of_clients = False

Frame = collections.namedtuple("Frame", "opcode fin payload deflated")


class Violation(Exception):
    """The client has sent what RFC 6455 forbids."""


def frame(opcode, payload=b"", fin=True, rsv=0):
    """A server's frame: not masked; or a client's."""
    head = bytes([fin << 7 | rsv << 4 | opcode])
    length, mask = len(payload), 128 if of_clients else 0
    if length < 126:
        head += bytes([mask | length])
    elif length < 65536:
        head += bytes([mask | 126]) + length.to_bytes(2, "big")
    else:
        head += bytes([mask | 127]) + length.to_bytes(8, "big")
    return head + (KEY + unmasked(payload, KEY) if of_clients else payload)


def close(code=None, reason=b""):
    return frame(CLOSE, b"" if code is None else code.to_bytes(2, "big") + reason)


def fragments(opcode, payload, size, fin=True, rsv=0):
    """A message in frames of so many bytes; the reserved bits are the first one's."""
    cuts = range(0, max(1, len(payload)), size)
    return b"".join(frame(CONTINUATION if at else opcode, payload[at:at + size], fin and at == cuts[-1], 0 if at else rsv)
                    for at in cuts)


async def read(take, deflate=False):
    """The peer's next frame. take: a coroutine that gives exactly so many bytes; deflate: whether messages may be compressed."""
    first, second = await take(2)
    opcode, fin, control, length = first & 15, first >> 7, first & 8, second & 127
    deflated = deflate and opcode in (TEXT, BINARY) and bool(first & 0x40)
    if first & 0x70 and not (deflated and first & 0x70 == 0x40):
        raise Violation("reserved bits")
    if opcode not in (CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG):
        raise Violation("opcode %d" % opcode)
    if control and (length > 125 or not fin):
        raise Violation("a control frame that is long or fragmented")
    if bool(second & 128) == of_clients:
        raise Violation("a server's frame with a mask" if of_clients else "a frame without a mask")
    if length > 125:
        least = 126 if length == 126 else 65536
        length = int.from_bytes(await take(2 if length == 126 else 8), "big")
        if not least <= length <= FRAME_MAX:
            raise Violation("a length of %d in too many bytes, or too long" % length)
    key = await take(4) if not of_clients else bytes(4)
    return Frame(opcode, bool(fin), unmasked(await take(length), key), deflated)


def unmasked(payload, key):
    count = len(payload)
    keys = (key * (count // 4 + 1))[:count]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(keys, "big")).to_bytes(count, "big")

"""UTF-8, right and wrong: the groups of Markus Kuhn's UTF-8 decoder stress test, as Autobahn's cases 6.5 to 6.23 have them."""

COSME = "\u03ba\u1f79\u03c3\u03bc\u03b5".encode()


def right(*octets):
    return [(True, bytes.fromhex(o) if isinstance(o, str) else o) for o in octets]


def wrong(*octets):
    return [(False, bytes.fromhex(o) if isinstance(o, str) else o) for o in octets]


def is_whole(octets):
    try:
        octets.decode()
        return True
    except UnicodeDecodeError:
        return False


def lonely(first, last):
    return b"".join(bytes([octet, 0x20]) for octet in range(first, last))


def surrogate(code):
    return chr(code).encode("utf-8", "surrogatepass")


CUT_SHORT = ["c0", "e080", "f08080", "f8808080", "fc80808080", "df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf"]
NON_CHARACTERS = [chr(plane << 16 | end).encode() for plane in range(17) for end in (0xfffe, 0xffff)]

SEQUENCES = [
    # valid sequences, and all prefixes of one
    right(b"hello$world", "hello\u00a2world".encode(), "hello\u20acworld".encode(), "hello\U00024b62world".encode(), COSME),
    [(is_whole(COSME[:n]), COSME[:n]) for n in range(1, len(COSME) + 1)],
    # first and last of a length
    right("00", "c280", "e0a080", "f0908080"),
    wrong("f888808080", "fc8480808080"),
    right("7f", "dfbf", "efbfbf", "f48fbfbf"),
    wrong("f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf"),
    right("ed9fbf", "ee8080", "efbfbd", "f48fbfbf") + wrong("f4908080"),
    # continuation octets alone, first octets alone, last octets missing
    wrong("80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80", "80bf80bf80bf", bytes(range(0x80, 0xbf))),
    wrong(*[lonely(*pair) for pair in ((0xc0, 0xdf), (0xe0, 0xef), (0xf0, 0xf7), (0xf8, 0xfb), (0xfc, 0xfd))]),
    wrong(*CUT_SHORT),
    wrong("".join(CUT_SHORT)),
    wrong("fe", "ff", "fefeffff"),
    # overlong: '/', the longest, NUL
    wrong("c0af", "e080af", "f08080af", "f8808080af", "fc80808080af"),
    wrong("c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf"),
    wrong("c080", "e08080", "f0808080", "f880808080", "fc8080808080"),
    # surrogates, single and in pairs
    wrong(*map(surrogate, (0xd800, 0xdb7f, 0xdb80, 0xdbff, 0xdc00, 0xdf80, 0xdfff))),
    wrong(*[surrogate(high) + surrogate(low) for high in (0xd800, 0xdb7f, 0xdb80, 0xdbff) for low in (0xdc00, 0xdfff)]),
    # what is no character is text all the same
    right(*NON_CHARACTERS),
    right("efbfb9", "efbfba", "efbfbb", "efbfbc", "efbfbd", "efbfbe", "efbfbf"),
]

"""What a machine has written to its disk, in order, and what is on a disk whose power was cut in the middle of that.

The emulator's blklogwrites writes the format of Linux's dm-log-writes: a sector that describes itself, then for each request a
sector with its place, length, flags and length of data, and the data."""
import struct
import zlib

SECTOR = 512
FLUSH = 1
DISCARD = 4


class Writes:
    def __init__(self, path):
        self.path = path
        #: per request: sector, how many, flags, where its data is in the log
        self.requests = []
        with open(path, "rb") as log:
            magic, _, _, size = struct.unpack("<QQQI", log.read(28))
            assert magic == 0x6A736677736872 and size == SECTOR
            at = SECTOR
            while True:
                log.seek(at)
                head = log.read(32)
                if len(head) < 32:
                    break
                sector, count, flags, _ = struct.unpack("<QQQQ", head)
                self.requests.append((sector, count, flags, at + SECTOR))
                at += SECTOR + (0 if flags & DISCARD else count * SECTOR)

    def before(self, position):
        """How many requests are in the log's first so many bytes."""
        return sum(at + count * SECTOR <= position for _, count, _, at in self.requests)

    def cut(self, disk, number, chance):
        """Writes to a disk's file what is on it when the power is cut after so many requests: all up to the last flush, and of those
        after it some, and of the last a part. Returns how many were lost."""
        flushed = max((i + 1 for i in range(number) if self.requests[i][2] & FLUSH), default=0)
        lost = 0
        with open(self.path, "rb") as log, open(disk, "r+b") as out:
            for i, (sector, count, flags, at) in enumerate(self.requests[:number]):
                if flags & DISCARD or not count:
                    continue
                kept = count
                if i >= flushed and chance.random() < 0.5:
                    kept = chance.randrange(count) if i == number - 1 else 0
                    lost += 1
                log.seek(at)
                out.seek(sector * SECTOR)
                out.write(log.read(kept * SECTOR))
        return lost


def chosen(writes, first, last, cuts, chance):
    """Points of a log to cut at, evenly over it, each in the middle of what it does between two flushes where there is one."""
    span = max(1, last - first)
    return sorted(min(last, first + int((n + chance.random()) * span / cuts)) for n in range(cuts))


def values(partition):
    """The integers of an NVS partition by (namespace, key), read without wsat. An entry whose CRC is wrong is an error, but not one of
    zeros: that is an old one, which is wiped before it is called erased."""
    names, found, pages = {}, {}, []
    for start in range(0, len(partition), 4096):
        state, sequence = struct.unpack("<II", partition[start:start + 8])
        if state in (0xFFFFFFFE, 0xFFFFFFFC, 0xFFFFFFF8): # active, full, freeing
            pages.append((sequence, partition[start:start + 4096]))
    for _, page in sorted(pages):
        slot = 0
        while slot < 126:
            state = page[32 + slot // 4] >> slot % 4 * 2 & 3
            entry = page[64 + slot * 32:96 + slot * 32]
            span = 1
            if state == 2 and any(entry):
                namespace, kind, span = entry[:3]
                if zlib.crc32(entry[:4] + entry[8:], 0xFFFFFFFF) != struct.unpack("<I", entry[4:8])[0]:
                    raise AssertionError("an entry's CRC is wrong")
                key = entry[8:24].split(b"\0")[0].decode()
                if namespace == 0:
                    names[entry[24]] = key
                elif kind in (0x01, 0x02, 0x04, 0x08):
                    found[namespace, key] = int.from_bytes(entry[24:24 + kind], "little")
            slot += max(1, span)
    return {(names.get(namespace), key): value for (namespace, key), value in found.items()}

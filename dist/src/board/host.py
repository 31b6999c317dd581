"""The microcontroller: says AT commands on a board's UART, and hears every byte."""
import os
import socket
import threading
import time


# On a busy machine everything takes longer: SLOW=3 waits three times as long.
SLOW = float(os.environ.get("SLOW", "1"))


class Silent(AssertionError):
    """What was waited for did not come."""


def shown(data, most=300):
    return repr(bytes(data[-most:]))[2:-1]


class Host:
    """One end of a UART that is a Unix socket of the emulator's. Bytes are kept from the first one on."""

    def __init__(self, path, patience=30):
        self.socket = socket.socket(socket.AF_UNIX)
        until = time.monotonic() + patience
        while True:
            try:
                self.socket.connect(path)
                break
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        self.heard = bytearray()
        self.total = 0
        self.ended = False # the emulator is gone
        self.came = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        while True:
            try:
                data = self.socket.recv(65536)
            except OSError:
                data = b""
            with self.came:
                self.heard += data
                self.total += len(data)
                self.ended = not data
                self.came.notify_all()
            if not data:
                return

    def say(self, data):
        self.socket.sendall(data if isinstance(data, bytes) else data.encode())

    def expect(self, what, seconds=60):
        """Waits for these bytes and takes them, with all in front of them, which is what it returns."""
        what = what if isinstance(what, bytes) else what.encode()
        seconds *= SLOW
        until = time.monotonic() + seconds
        searched = 0
        with self.came:
            while True:
                at = self.heard.find(what, searched)
                if at >= 0:
                    before = bytes(self.heard[:at])
                    del self.heard[:at + len(what)]
                    return before
                searched = max(0, len(self.heard) - len(what))
                left = until - time.monotonic()
                if self.ended:
                    raise Silent("the emulator has ended before %s came" % shown(what))
                if left <= 0 or not self.came.wait(left):
                    if time.monotonic() >= until:
                        raise Silent("waited %d s for %s, heard %s" % (seconds, shown(what), shown(self.heard) or "nothing"))

    def take(self, length, seconds=60):
        """Waits for so many bytes."""
        seconds *= SLOW
        until = time.monotonic() + seconds
        with self.came:
            while len(self.heard) < length:
                left = until - time.monotonic()
                if left <= 0 or self.ended:
                    raise Silent("waited %d s for %d bytes, heard %d" % (seconds, length, len(self.heard)))
                self.came.wait(left)
            data = bytes(self.heard[:length])
            del self.heard[:length]
            return data

    def quiet(self, seconds):
        """Nothing may come for so long."""
        with self.came:
            self.came.wait_for(lambda: self.heard, seconds)
            if self.heard:
                raise AssertionError("%s came, where nothing should" % shown(self.heard))

    def forget(self):
        with self.came:
            self.heard.clear()

    def ask(self, line, result="\r\nOK\r\n", seconds=60):
        """Says a command, and returns what was said between it (its echo is expected) and its result."""
        self.say(line + "\r\n")
        return self.expect(result, seconds).decode(errors="replace").removeprefix(line + "\r\n")

    def close(self):
        self.socket.close()

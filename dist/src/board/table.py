"""A list of checks, played in the order in which they are written down, and the table that comes of it."""
import argparse
import os
import signal
import sys
import time
import traceback

CHECKS = []


class Skipped(Exception):
    """This machine has not what the check needs."""


def check(function):
    """A check is a function: its name is what it is called by, its result a note for the table, an exception its failure."""
    CHECKS.append(function)
    return function


def arguments(file):
    """What the command line says; file is the option that names what is tested."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--work")
    parser.add_argument("--arch", default="arm64")
    parser.add_argument(file)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("checks", nargs="*")
    return parser.parse_args()


def play(given, boards):
    """Plays the checks that are named, or all. Returns an exit code.

    boards has by a module's name what makes the board for the checks in it; one runs at a time.
    """
    if given.list:
        for function in CHECKS:
            print("%-10s %s" % (function.__name__, function.__doc__))
        return 0
    unknown = set(given.checks) - {function.__name__ for function in CHECKS}
    if unknown:
        print("no check is called %s; see --list" % ", ".join(sorted(unknown)), file=sys.stderr)
        return 2
    board = module = None
    rows = []
    open(os.path.join(given.work, "checks.log"), "w").close()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        for function in CHECKS:
            if given.checks and function.__name__ not in given.checks:
                continue
            if function.__module__ != module:
                if board:
                    board.end()
                module = function.__module__
                board = boards[module]()
            rows.append(_one(board, function))
    except KeyboardInterrupt:
        print("\ninterrupted", file=sys.stderr)
        return 130
    finally:
        if board:
            board.end()
        if rows:
            _table(rows)
    return 1 if any(row[1] == "FAILED" for row in rows) else 0


def _table(rows):
    print("\n%-10s %-7s %6s" % ("check", "", "s"))
    for name, result, seconds, note in rows:
        print("%-10s %-7s %6.0f  %s" % (name, result, seconds, note.strip().splitlines()[-1][:160]))
    print("%d of %d" % (sum(row[1] == "ok" for row in rows), len(rows)), flush=True)


def _one(board, function):
    begun = time.monotonic()
    print("-- %s: %s" % (function.__name__, function.__doc__), flush=True)
    try:
        result, note = "ok", function(board)
    except Skipped as why:
        result, note = "skipped", str(why)
    except Exception as wrong:
        result, note = "FAILED", str(wrong)
        board.note(function.__name__, traceback.format_exc())
        board.post_mortem(function.__name__)
    seconds = time.monotonic() - begun
    print("   %s, %.0f s: %s" % (result, seconds, note), flush=True)
    return function.__name__, result, seconds, note or function.__doc__

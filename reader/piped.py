"""Standard input as a document, and the keyboard that is left where a pipe has its place."""

from __future__ import annotations

import os
import select
import stat
import sys
import time

from reader.documents.opening import LARGEST, Source, source_from_bytes
from reader.errors import ReaderError, SourceError

STDIN = "standard input"
_SILENT = 0.5  # seconds that may pass before something is said


def is_piped() -> bool:
    """Whether something was piped into the program, or a file redirected to it."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISREG(mode)


def read_piped() -> Source:
    """All of standard input, as a document; raises SourceError where there is none to read.

    ctrl+c ends a pipe that does not end by itself: what has come until then is read.
    """
    if sys.stdin is None:
        raise SourceError("there is no standard input to read")
    if sys.stdin.isatty():
        print("reading what you type; ctrl+d on an empty line ends it", file=sys.stderr)
    return source_from_bytes(STDIN, _all_of(sys.stdin.fileno()))


def _all_of(stream: int) -> bytes:
    """The bytes of a stream; how many there are is told while one waits for them."""
    data = bytearray()
    tells = sys.stderr is not None and sys.stderr.isatty() and not os.isatty(stream)
    begun = time.monotonic()
    told = ""
    try:
        while len(data) <= LARGEST:
            if tells and time.monotonic() - begun > _SILENT:
                told = f"reading {STDIN}… {len(data) // 1024:,} KB; ctrl+c shows what has come"
                print(f"\r{told}", end="", file=sys.stderr, flush=True)
                if not select.select([stream], [], [], _SILENT)[0]:
                    continue
            elif tells and not select.select([stream], [], [], _SILENT)[0]:
                continue
            piece = os.read(stream, 1 << 20)
            if not piece:
                break
            data += piece
    except KeyboardInterrupt:
        if not data or not told:
            raise
    finally:
        if told:
            print(f"\r{' ' * len(told)}\r", end="", file=sys.stderr, flush=True)
    return bytes(data)


def take_keyboard_from_terminal() -> None:
    """Let the terminal be standard input, which was something else or was read to its end."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise ReaderError(
            "there is no terminal for the keyboard; “reader text -” prints the text"
        ) from None
    os.dup2(terminal, 0)
    os.close(terminal)

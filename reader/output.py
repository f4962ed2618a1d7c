"""How the commands of the shell say things: data goes to stdout, talk to stderr."""

from __future__ import annotations

import contextlib
import os
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from threading import Timer

SOON = 0.5  # seconds after which work shows how far it is


def one_line(text: str) -> str:
    """A text on one line, without what could command the terminal."""
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", text).strip()


def in_quotes(words: str) -> str:
    """Words on a line, in quotation marks if they have none of their own at an end."""
    line = one_line(words)
    return line if line[:1] in "“„«»" or line[-1:] in "”»" else f"“{line}”"


def short(text: str, most: int = 80) -> str:
    """A text on one line of at most so many characters."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


_STYLES = {"bold": "1", "found": "1;4", "dim": "2"}
_COLOURS = {
    "yellow": "33",
    "green": "32",
    "blue": "34",
    "pink": "95",
    "orange": "38;5;208",
    "purple": "35",
}


def styled(words: str, style: str) -> str:
    """Words that stand out on a terminal ("bold", "found"), step back ("dim"), or are of the colour
    of a highlight; plain where stdout is none, or no colours are wanted."""
    if not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return words
    if style in _COLOURS:
        if "NO_COLOR" in os.environ:
            return words
        return f"\x1b[{_COLOURS[style]}m{words}\x1b[0m"
    return f"\x1b[{_STYLES[style]}m{words}\x1b[0m"


def linked(words: str, address: str) -> str:
    """Words that lead somewhere on a terminal that has links, plain where stdout is none."""
    from reader.text.hyperlinks import hyperlink, takes_hyperlinks

    if not address or not sys.stdout.isatty() or not takes_hyperlinks(os.environ):
        return words
    return hyperlink(words, address)


def talk(words: str) -> None:
    """Say something to the person, beside the data."""
    print(words, file=sys.stderr)


def talk_notices(notices: Sequence[str]) -> None:
    """Say what went not quite as it should, a line each."""
    for notice in notices:
        talk(f"reader: {one_line(notice)}")


def print_json(data: Any) -> None:
    """Print data for programs."""
    import json

    print(json.dumps(data, ensure_ascii=only_ascii(), indent=2))


def only_ascii() -> bool:
    """Whether stdout cannot carry every character, so that JSON has to escape them."""
    return not (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def wrapped(line: str, stream: TextIO) -> str:
    """A line as a terminal shows it, broken between words and indented; whole in a file."""
    import textwrap

    width = columns(stream)
    if len(line) <= width or not width:
        return line
    indent = line[: len(line) - len(line.lstrip(" !·"))]
    lines = textwrap.wrap(
        line[len(indent) :],
        width,
        initial_indent=indent,
        subsequent_indent=" " * len(indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines)


class Progress:
    """How far a long work is, on one line of a terminal; nothing where there is none."""

    shown = 0  # that are on the screen now

    def __init__(self, what: str, units: str = "files") -> None:
        self._what = what
        self._units = units
        self._start = time.monotonic()
        self._shown = ""
        self._quiet = sys.stderr is None or not sys.stderr.isatty()

    def __enter__(self) -> Progress:
        Progress.shown += 1
        return self

    def __exit__(self, *_: object) -> None:
        Progress.shown -= 1
        self._show("")

    def step(self, done: int, of: int) -> None:
        """Show that this many of so many are done."""
        if time.monotonic() - self._start > SOON:
            counted = f" {done:,} of {of:,} {self._units}"
            width = max(0, min(20, columns(sys.stderr) - len(self._what) - len(counted) - 2))
            full = width * done // max(of, 1)
            self._show(f"{self._what} {'━' * full}{'·' * (width - full)}{counted}")

    def say(self, words: str) -> None:
        """Show how far something is of which nobody knows how long it takes."""
        if time.monotonic() - self._start > SOON:
            self._show(f"{self._what} {words}"[: max(1, columns(sys.stderr) - 1)])

    def _show(self, words: str) -> None:
        if words != self._shown and not self._quiet:
            wiped = " " * (len(self._shown) - len(words))
            sys.stderr.write(f"\r{words}{wiped}" + "\r" * (not words))
            sys.stderr.flush()
            self._shown = words


class Reading:
    """How far the reading of documents is, on one line of a terminal; nothing beside the progress
    of a longer work that they are part of. Called as `telling.Listener`."""

    def __init__(self) -> None:
        self._progress: Progress | None = None
        self._timer: Timer | None = None

    def __call__(self, name: str, page: int, of: int) -> None:
        if not name:
            self._end()
        elif of and self._progress is not None:
            self._progress.step(page, of)
        elif not of and not Progress.shown and columns(sys.stderr):
            from threading import Timer

            progress = Progress(f"reading {short(Path(name).name, 40)}", "pages")
            self._progress = progress.__enter__()
            self._timer = Timer(SOON, progress.say, ("…",))
            self._timer.daemon = True
            self._timer.start()

    def _end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        if self._progress is not None:
            self._progress.__exit__()
        self._timer = self._progress = None


def width() -> int:
    """How many cells a line of stdout is to have: as wide as the terminal, or what $COLUMNS says;
    0 where nobody says."""
    asked = os.environ.get("COLUMNS", "")
    return columns(sys.stdout) or (int(asked) if asked.isdecimal() else 0)


def columns(stream: TextIO) -> int:
    """How wide the terminal is; 0 where there is none, 80 where it does not say."""
    if not stream.isatty():
        return 0
    with contextlib.suppress(OSError):
        return os.get_terminal_size(stream.fileno()).columns or 80
    return 80

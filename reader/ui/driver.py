"""Textual's driver for Unix terminals, with a few things done otherwise.

A screen that stands there already (`reader.prepaint`) is taken over: entering the alternate screen
a second time would clear it in some terminals. The thread that reads the keys sleeps until there
is something to read, where the original looks ten times a second; so quitting does not wait for
it, and nothing is done while nobody does anything. The window has a title while the screen is ours.
"""

from __future__ import annotations

import contextlib
import os
import re
import select
import time
from codecs import getincrementaldecoder
from typing import Any

from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key

from reader import prepaint
from reader.ui.window_title import POP, PUSH, setting

# Seconds after an escape character in which the rest of a key's sequence comes. Textual waits for
# 100 ms, which is felt; a terminal sends a sequence at once, also over a slow line.
ESCAPE = 0.04
if "ESCDELAY" not in os.environ:
    setattr(constants, "ESCAPE_DELAY", ESCAPE)  # noqa: B010 - it is declared final
# Seconds in which a line feed may be the enter key, typed while the shell had the terminal.
EARLY = 1.5
_ENTER = "\x1b[?1049h"


class _Terminal:
    """What is drawn goes here. A terminal that is gone takes nothing, and that is no failure: the
    thread that writes would end by it, and who waits for room in its queue would wait for ever."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class TerminalDriver(LinuxDriver):
    """The driver of a terminal."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._file = _Terminal(self._file)  # type: ignore[assignment]
        self._wake: tuple[int, int] | None = None
        self.took_over = False  # a screen that stood there
        self._entering = False
        self._begun = 0.0
        self._title = ""

    def start_application_mode(self) -> None:
        """Enter the alternate screen, unless it stands there already."""
        before, painted = prepaint.taken_over()
        self._begun = time.monotonic()
        self._entering = painted
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._entering = False
        self.took_over = self.took_over or painted
        self.attrs_before = before or self.attrs_before
        if self._title:
            super().write(PUSH + setting(self._title))

    def stop_application_mode(self) -> None:
        """Leave the alternate screen; the window has its own title again."""
        if self._title:
            super().write(POP)
        super().stop_application_mode()

    def name_window(self, title: str) -> None:
        """Give the window of the terminal a title; an empty one gives it back its own."""
        if title == self._title:
            return
        before, self._title = self._title, title
        if not title:
            super().write(POP)
        else:
            super().write(setting(title) if before else PUSH + setting(title))

    def write(self, data: str) -> None:
        """Write to the terminal."""
        if self._entering and data == _ENTER:
            return
        super().write(data)

    def disable_input(self) -> None:
        """Wake the thread that reads the keys: it is to end."""
        if self._wake is not None:
            with contextlib.suppress(OSError):
                os.write(self._wake[1], b"\0")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read keys and pass them on, until the end."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        self._wake = wake = os.pipe()
        waiting: float | None = None
        held = ""  # an escape at the end, until it is clear whether something belongs to it
        try:
            while not self.exit_event.is_set():
                early = bytes(prepaint.typed)  # while a page was fetched, say
                prepaint.typed.clear()
                ready = select.select([self.fileno, wake[0]], [], [], 0 if early else waiting)[0]
                if wake[0] in ready:
                    break
                if early or self.fileno in ready:
                    read = early or os.read(self.fileno, 1 << 14)
                    if not read:  # the terminal is gone
                        break
                    data, held = held + decode(read), ""
                    if data.endswith("\x1b"):
                        data, held = data[:-1], "\x1b"
                    if time.monotonic() - self._begun < EARLY:
                        data = data.replace("\n", "\r")
                    try:
                        self._pass_on(parser, apart(data))
                    except ValueError:  # no terminal sends that; the rest of it is passed over
                        parser = XTermParser(self._debug)
                elif held:
                    held = ""
                    self.process_message(Key("escape", "\x1b"))
                # Something may have begun that ends by nothing following it.
                waiting = constants.ESCAPE_DELAY + 0.002 if early or self.fileno in ready else None
                for event in parser.tick():
                    self.process_message(event)
        finally:
            self._wake = None
            for end in wake:
                os.close(end)

    def _pass_on(self, parser: XTermParser, pieces: list[str]) -> None:
        """Pass on what is in these pieces, with an escape between each two of them."""
        for number, piece in enumerate(pieces):
            if number:
                self.process_message(Key("escape", "\x1b"))
            if piece:  # nothing at all would mean the end
                for event in parser.feed(piece):
                    self.process_message(event)


# Escape, and behind it what neither begins a sequence nor is one with it.
_LONE = re.compile(r"\x1b(?=[^\x1b\[\]\\OPX^_])")


def apart(data: str) -> list[str]:
    """What was read, cut at each escape that came in one packet with the key after it, as a slow
    line brings it; Textual would take it for a circumflex."""
    pieces, begin = [], 0
    for found in _LONE.finditer(data):
        if data[found.start() : found.end() + 1] not in ANSI_SEQUENCES_KEYS:
            pieces.append(data[begin : found.start()])
            begin = found.end()
    return [*pieces, data[begin:]]

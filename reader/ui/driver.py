"""Textual's driver for Unix terminals, with three things done otherwise.

A screen that stands there already (`reader.prepaint`) is taken over: entering the alternate screen
a second time would clear it in some terminals. The thread that reads the keys sleeps until there
is something to read, where the original looks ten times a second; so quitting does not wait for
it, and nothing is done while nobody does anything.
"""

from __future__ import annotations

import contextlib
import os
import select
from codecs import getincrementaldecoder
from typing import Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from reader import prepaint

# Seconds after an escape character in which the rest of a key's sequence comes. Textual waits for
# 100 ms, which is felt; a terminal sends a sequence at once, also over a slow line.
ESCAPE = 0.04
if "ESCDELAY" not in os.environ:
    setattr(constants, "ESCAPE_DELAY", ESCAPE)  # noqa: B010 - it is declared final
_ENTER = "\x1b[?1049h"


class TerminalDriver(LinuxDriver):
    """The driver of a terminal."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._wake: tuple[int, int] | None = None
        self.took_over = False  # a screen that stood there
        self._entering = False

    def start_application_mode(self) -> None:
        """Enter the alternate screen, unless it stands there already."""
        before = prepaint.taken_over()
        self._entering = before is not None
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._entering = False
        if before is not None:
            self.took_over = True
            self.attrs_before = before or self.attrs_before

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
        try:
            while not self.exit_event.is_set():
                ready = select.select([self.fileno, wake[0]], [], [], waiting)[0]
                if wake[0] in ready:
                    break
                if self.fileno in ready:
                    data = decode(os.read(self.fileno, 1 << 14))
                    if not data:  # the terminal is gone
                        break
                    try:
                        for event in parser.feed(data):
                            self.process_message(event)
                    except ValueError:  # no terminal sends that; the rest of it is passed over
                        parser = XTermParser(self._debug)
                # Something may have begun that ends by nothing following it: escape.
                waiting = constants.ESCAPE_DELAY + 0.002 if self.fileno in ready else None
                for event in parser.tick():
                    self.process_message(event)
        finally:
            self._wake = None
            for end in wake:
                os.close(end)

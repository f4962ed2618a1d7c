"""What becomes of a key before it is looked up as a command."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from textual.events import Key

from reader.ui.screens.reading import ReadingScreen
from reader.ui.widgets.chrome import Prompt

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

PATIENCE = 2.0  # seconds in which the widgets of a screen come, or never


async def is_used(app: ReaderApp, key: Key) -> bool:
    """Give a key to who takes it before the commands: an open question, labels, a name; whether it
    was used."""
    await _composed(app)
    close = getattr(app.screen, "close_for", None)
    if close is not None:  # a question that nobody called for
        close(key)
    taken = getattr(app.screen, "taken", None)
    if taken is not None and not key.is_printable:
        # A command is run at once, while what was typed before it waits in the queue of a field.
        await taken()
    screen = app.screen
    prompt = getattr(screen, "prompt", None)
    if isinstance(prompt, Prompt) and prompt.active:
        # At once, not through the queue of a field: of `/whale`, enter and `n` in one packet the
        # `n` is no part of what is searched for.
        return await app._check_bindings(key.key, priority=True) or await prompt.take(key)
    return isinstance(screen, ReadingScreen) and screen.composed and screen.takes(key)


async def _composed(app: ReaderApp) -> None:
    """Wait for the widgets of a text that is just coming up: what is typed is meant for it."""
    end = time.monotonic() + PATIENCE
    while (
        isinstance(app.screen, ReadingScreen)
        and not app.screen.composed
        and time.monotonic() < end
        and not app.leaving
    ):
        await asyncio.sleep(0.001)

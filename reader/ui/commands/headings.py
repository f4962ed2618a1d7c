"""Deciding what is a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui import deciding

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def heading(screen: ReadingScreen) -> None:
    screen.waiting.for_notes(lambda: deciding.start(screen))


def no_heading(screen: ReadingScreen) -> None:
    screen.waiting.for_notes(lambda: deciding.no_heading(screen))


def promote(screen: ReadingScreen) -> None:
    screen.waiting.for_notes(lambda: deciding.shift(screen, -1))


def demote(screen: ReadingScreen) -> None:
    screen.waiting.for_notes(lambda: deciding.shift(screen, 1))


def decisions(screen: ReadingScreen) -> None:
    from reader.ui.decisions import show

    screen.waiting.for_notes(lambda: show(screen))


def all_alike(screen: ReadingScreen) -> None:
    do, screen.all_alike = screen.all_alike, None
    if do is not None:
        do()

"""Asking which file notes are to come in from, and showing what is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.exchange.formats import FORMATS

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.screens.files import Answer

SUFFIXES = tuple({suffix for one in FORMATS if one.reads for suffix in one.suffixes})


def import_notes(app: ReaderApp, done: Callable[[], object]) -> None:
    """Ask for a file of notes, and show what is in it; ``done`` is called when anything came in."""
    from reader.ui.screens.files import FilesScreen
    from reader.ui.screens.import_notes import ImportScreen

    def came(anything: bool | None) -> None:
        if anything:
            done()

    def chosen(answer: Answer | None) -> None:
        if answer is not None:
            app.push_screen(ImportScreen(answer[1]), came)

    folder = app.memory.get("folder")
    start = Path(folder) if isinstance(folder, str) else Path.cwd()
    app.push_screen(FilesScreen(start, {}, "Import notes from", may_hold_notes), chosen)


def may_hold_notes(path: str) -> bool:
    """Whether a file is called as files of notes are."""
    return path.lower().endswith(SUFFIXES)

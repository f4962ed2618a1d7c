"""A note that is being written is kept, too: if the machine dies, the editor opens with it again.

Every editor has a file of its own in the state folder, beside it a lock that the system lets go of
when the program dies; so another window's draft is left alone, and that of a dead one taken up.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import config
from reader.annotations.annotation import new_id
from reader.annotations.files import hold, make_folder, read_json, write_json_atomically
from reader.errors import ReaderError
from reader.text.spans import Span
from reader.text.units import sentence_at

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

TAKEN_UP = "Taken up again: the program ended while you wrote this"


def _folder() -> Path:
    return config.state_folder() / "drafts"


class Draft:
    """What one editor holds, on the disk."""

    def __init__(self, document: str) -> None:
        self._path = _folder() / f"{document}.{new_id()}.json"
        self._lock: int | None = None

    def keep(self, text: str, annotation: str, span: Span | None, words: str) -> None:
        """Write down what is in the editor now, and what it is about.

        ``annotation`` is an id, or empty; ``words`` are those of the passage at ``span``.
        """
        about = {"annotation": annotation, "span": list(span or ()), "words": words}
        with contextlib.suppress(ReaderError, OSError):  # the editor itself still has it
            if self._lock is None:
                make_folder(self._path.parent)
                self._lock = hold(self._path.with_suffix(".lock"))
            write_json_atomically(self._path, {"text": text, **about})

    def drop(self) -> None:
        """The editor was left in order."""
        with contextlib.suppress(OSError):
            self._path.unlink()
        if self._lock is not None:
            _let_go(self._path, self._lock)
            self._lock = None


def _let_go(path: Path, lock: int) -> None:
    with contextlib.suppress(OSError):
        path.with_suffix(".lock").unlink()
    os.close(lock)


def offer(screen: ReadingScreen, document: str) -> None:
    """Open the editor with what was being written when a program was interrupted, one at a time."""
    for path in sorted(_folder().glob(f"{document}.*.json")):
        lock = hold(path.with_suffix(".lock"))
        if lock is None:
            continue  # somebody is writing it
        try:
            kept = _read(path)
            if kept:
                _take_up(screen, kept)
            with contextlib.suppress(OSError):
                path.unlink()
        finally:
            _let_go(path, lock)
        if kept:
            return


def _read(path: Path) -> Mapping[str, Any]:
    with contextlib.suppress(ReaderError):
        kept = read_json(path) or {}
        if str(kept.get("text") or "").strip():
            return kept
    return {}


def _take_up(screen: ReadingScreen, kept: Mapping[str, Any]) -> None:
    from reader.ui.annotating import write_note

    assert screen.reading is not None
    annotation = screen.reading.store.get(str(kept.get("annotation")))
    span = _passage(screen.document.text, kept) if annotation is None else None
    if annotation is None and span is None:
        span = sentence_at(screen.document.text, screen.view.shown.start)
    text = str(kept["text"])
    write_note(screen, span=span, annotation=annotation, draft=text, problem=TAKEN_UP)


def _passage(text: str, kept: Mapping[str, Any]) -> Span | None:
    """Where the words of the draft stand now."""
    words = kept.get("words")
    if not isinstance(words, str) or not words:
        return None
    match kept.get("span"):
        case [int() as start, int() as end] if text[start:end] == words:
            return Span(start, end)
    start = text.find(words)
    return Span(start, start + len(words)) if start >= 0 else None

"""A note that is being written is kept, too: if the machine dies, the editor opens with it again.

One file per document, in the state folder; it goes when the editor is left.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import config
from reader.errors import ReaderError
from reader.text.spans import Span
from reader.text.units import sentence_at

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def _path(document: str) -> Path:
    return config.state_folder() / "drafts" / f"{document}.json"


def keep(document: str, text: str, annotation: str, span: Span | None, words: str) -> None:
    """Write down what is in the editor now, and what it is about.

    ``annotation`` is an id, or empty; ``words`` are those of the passage at ``span``.
    """
    from reader.annotations.files import write_json_atomically

    about = {"annotation": annotation, "span": list(span or ()), "words": words}
    with contextlib.suppress(ReaderError):  # the editor itself still has it
        write_json_atomically(_path(document), {"text": text, **about})


def drop(document: str) -> None:
    """The editor was left in order."""
    with contextlib.suppress(OSError):
        _path(document).unlink()


def offer(screen: ReadingScreen, document: str) -> None:
    """Open the editor with what was being written when the program was interrupted."""
    from reader.annotations.files import read_json
    from reader.ui.annotating import write_note

    try:
        kept = read_json(_path(document)) or {}
    except ReaderError:
        kept = {}
    text = kept.get("text")
    if not isinstance(text, str) or not text.strip() or screen.reading is None:
        return
    annotation = screen.reading.store.get(str(kept.get("annotation")))
    span = _passage(screen.document.text, kept) if annotation is None else None
    if annotation is None and span is None:
        span = sentence_at(screen.document.text, screen.view.shown.start)
    write_note(screen, span=span, annotation=annotation, draft=text)
    screen.say("You were writing this when the program was interrupted.")


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

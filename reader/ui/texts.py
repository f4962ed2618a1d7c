"""The search over all texts: what it leads to, and the way back to its list as it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader.text.terms import Term, query_of

if TYPE_CHECKING:
    from reader.hits import Hit
    from reader.searching import Answer
    from reader.ui.app import ReaderApp


class Listed(NamedTuple):
    """The list as it was left: what was typed, what was found, and the item that was chosen."""

    query: str = ""
    answer: Answer | None = None
    chosen: int = 0


class Texts:
    """The searches over all texts of one run of the program."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._left = Listed()
        self._led: int | None = None  # how many jumps were kept when the list led to a document

    def open(self, listed: Listed | None = None) -> None:
        """Show the list, empty or as it was; what is new in the library is read behind."""
        from reader.ui.screens.texts import TextsScreen

        self._app.indexing.start()
        self._app.push_screen(TextsScreen(listed or Listed()))

    def go(self, hit: Hit, terms: Sequence[Term], listed: Listed) -> None:
        """Open the document of a hit there, with the words as what is searched for in it."""
        self._left, self._led = listed, None
        there = partial(self._arrived, query_of(terms), hit.start)
        self._app.open_path(Path(hit.path), hit.start, there)

    def _arrived(self, query: str, start: int) -> None:
        self._app.reading_screen.search.find_apart(query, start)
        self._led = self._app.jumps.at

    def back(self) -> bool:
        """Show the list as it was, if the last jump that is not taken back came from there; whether
        it did."""
        if self._led is None or self._app.jumps.at != self._led:
            return False
        self._led = None
        self.open(self._left)
        return True

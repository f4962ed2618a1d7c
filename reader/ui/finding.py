"""Searching in the document: as one types, every hit marked, n and N from one to the next."""

from __future__ import annotations

from bisect import bisect_left
from re import Pattern
from typing import TYPE_CHECKING

from reader.text.search import compile_query, find_all, next_match
from reader.text.spans import Span
from reader.ui.widgets.reading_view import Hits

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

# Up to this many code points are searched at once; longer texts behind the typing.
AT_ONCE = 300_000
MOST = 50_000


class Search:
    """The state of the search on one screen."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.query = ""
        self._from = self._place = 0
        self._more = False

    def start(self) -> None:
        """Open the prompt."""
        view = self._screen.view
        self._place = view.place
        self._from = view.place if view.caret is None else view.caret
        self._screen.ask("/", "", self._done, self._typed)

    def find(self, query: str) -> None:
        """Search for something without the prompt."""
        self._from = self._place = self._screen.view.place
        self._typed(query)
        self._done(query)

    def clear(self) -> None:
        """No hits any more."""
        self.query = ""
        self._screen.view.hits = Hits()
        self._screen.view.refresh()

    def step(self, direction: int) -> None:
        """Go to the next hit, or the previous one, round the ends."""
        view = self._screen.view
        spans = view.hits.spans
        if not spans:
            self._screen.say("Nothing searched for yet: / searches.")
            return
        if view.hits.current >= 0:
            at = (view.hits.current + direction) % len(spans)
        elif direction > 0:
            at = bisect_left(spans, view.place, key=lambda span: span.start) % len(spans)
        else:
            at = bisect_left(spans, view.place, key=lambda span: span.start) - 1
        self._show(at)
        self._screen.say(self.count())

    def count(self) -> str:
        """Where among the hits one stands."""
        hits = self._screen.view.hits
        if not self.query:
            return ""
        if not hits.spans:
            return f"“{self.query}” is not in this text."
        total = f"{len(hits.spans)}{'+' if self._more else ''}"
        return f"“{self.query}”: {hits.current + 1} of {total}"

    def _typed(self, query: str) -> None:
        self.query = query
        view = self._screen.view
        text = view.document.text
        try:
            pattern = compile_query(query)
        except ValueError:
            pattern = None
        if pattern is None:
            self.clear()
            self._label()
            return
        if len(text) <= AT_ONCE:
            self._found(query, self._all(pattern, text))
            return
        first = next_match(pattern, text, self._from)
        view.hits = Hits([first] if first else [], 0 if first else -1)
        if first:
            view.go(first.start)
        view.refresh()
        self._screen.run_worker(
            lambda: self._behind(query, pattern, text), thread=True, exclusive=True, group="search"
        )

    def _all(self, pattern: Pattern[str], text: str) -> list[Span]:
        return list(find_all(pattern, text, limit=MOST))

    def _behind(self, query: str, pattern: Pattern[str], text: str) -> None:
        spans = self._all(pattern, text)
        self._screen.app.call_from_thread(self._found, query, spans)

    def _found(self, query: str, spans: list[Span]) -> None:
        if query != self.query:
            return
        self._more = len(spans) >= MOST
        view = self._screen.view
        if spans:
            view.hits = Hits(spans, -1)
            at = bisect_left(spans, self._from, key=lambda span: span.start) % len(spans)
            self._show(at)
        else:
            view.hits = Hits()
            view.refresh()
        self._label()

    def _show(self, at: int) -> None:
        view = self._screen.view
        span = view.hits.spans[at]
        view.hits = Hits(view.hits.spans, at)
        if view.caret is not None and not self._screen.prompt.active:
            view.put_caret(span.start)
        view.go(span.start)
        view.refresh()

    def _label(self) -> None:
        hits = self._screen.view.hits
        if not self._screen.prompt.active:
            return
        if not self.query:
            label = "/"
        elif hits.spans:
            label = f"{hits.current + 1} of {len(hits.spans)}{'+' if self._more else ''} /"
        else:
            label = "no hit /"
        self._screen.prompt.label(label)

    def _done(self, answer: str | None) -> None:
        view = self._screen.view
        if answer is None or not answer.strip():
            self.clear()
            view.go(self._place, row=0)
            return
        if view.caret is not None and view.hits.current >= 0:
            view.put_caret(view.hits.spans[view.hits.current].start)
        self._screen.say(self.count())

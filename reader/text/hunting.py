"""One search through one text: the first hit from a place on, then all of them, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from reader.text.search import slices
from reader.text.spans import Span, Spans

if TYPE_CHECKING:
    import re

    from reader.text.folding import Alphabet

DEADLINE = 1.0  # seconds that a regular expression may take
MOST = 1_000_000  # hits that are kept


class Hunt:
    """What is found of a query, while it is looked for and afterwards.

    ``first`` is the first hit that starts at or after ``start``, else the first of the text, as
    soon as it is known (not for a regular expression). With ``apart`` the query is one over
    many texts (`reader.text.terms`), and any of its words is a hit. ``spans`` are the hits in
    order, all of them when the search is ``complete``. ``wrong`` says what is wrong with a regular
    expression; ``slow`` that it took too long and ``spans`` are those found before. ``more`` tells
    that there are more hits than are kept.
    """

    def __init__(
        self,
        text: str,
        query: str,
        start: int = 0,
        *,
        regular: bool = False,
        apart: bool = False,
        deadline: float = DEADLINE,
    ) -> None:
        self.text = text
        self.query = query
        self.regular = regular
        self.apart = apart
        self.start = start
        self.deadline = deadline
        self.first: Span | None = None
        self.spans = Spans()
        self.complete = self.slow = self.more = False
        self.wrong = ""

    def steps(self, alphabet: Callable[[], Alphabet]) -> Iterator[bool]:
        """Search. What is done between two steps takes a few milliseconds of the interpreter;
        the step that found ``first`` is true."""
        if self.regular:
            yield from self._expression()
        else:
            pattern = self._pattern(alphabet())
            if pattern is not None:
                yield from self._first(slices(pattern, self.text, self.start))
                yield from self._all(slices(pattern, self.text))
        self.complete = True

    def _pattern(self, alphabet: Alphabet) -> re.Pattern[str] | None:
        if self.apart:
            from reader.text.terms import pattern_of, terms_of

            return pattern_of(terms_of(self.query), self.text, alphabet)
        from reader.text.folding import compile_folded

        return compile_folded(self.query, alphabet)

    def _first(self, batches: Iterator[list[Span]]) -> Iterator[bool]:
        for found in batches:
            if found:
                self.first = found[0]
                yield True
                return
            yield False

    def _all(self, batches: Iterator[list[Span]]) -> Iterator[bool]:
        for found in batches:
            self.spans.extend(found)
            if found and self.first is None and not self.regular:
                self.first = found[0]
            if len(self.spans) >= MOST:
                self.more = True
                return
            yield False

    def _expression(self) -> Iterator[bool]:
        from reader.text.expressions import WrongExpressionError, compile_expression, matches

        try:
            expression = compile_expression(self.query)
            yield from self._all(matches(expression, self.text, self.deadline))
        except WrongExpressionError as error:
            self.wrong = str(error)
        except TimeoutError:
            self.slow = True

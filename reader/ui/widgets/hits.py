"""The hits of a search as the reading view draws them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.text.spans import Span


@dataclass(frozen=True)
class Hits:
    """Search hits, sorted: starts and ends in code points, and which one is current."""

    spans: Sequence[Span] = ()
    current: int = -1

    def crossing(self, start: int, end: int) -> Iterable[tuple[Span, bool]]:
        """The hits in ``[start, end)``, each with whether it is the current one."""
        at = bisect_left(self.spans, start, key=lambda span: span.end)
        while at < len(self.spans) and self.spans[at].start < end:
            yield self.spans[at], at == self.current
            at += 1

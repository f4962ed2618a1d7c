"""References to notes at the edges of a passage: "dark1" and "torrents. 2" of an earlier text are
"dark[1]" and "torrents.[2]" now."""

from __future__ import annotations

from reader.annotations.annotation import Target
from reader.text.patterns import lazy
from reader.text.references import references_in
from reader.text.search import compile_query, find_all
from reader.text.spans import Span

_LONGEST = 12  # code points of a reference
_BESIDE = 8  # code points before a word that tell where it stands
# A word at an edge that ends in figures, as those do that a reference was a part of.
_GLUED = lazy(r"[^\W\d_]\d{1,4}\Z|\A[^\W\d_]+\d{1,4}\b")


def with_whole_references(text: str, start: int, end: int) -> Span:
    """A passage that ends behind the reference it ended in, and begins behind that it began in."""
    for found in references_in(text, max(0, start - _LONGEST), start + _LONGEST):
        if found.start < start < found.end < end:
            start = found.end
            while start < end and text[start].isspace():
                start += 1
    for found in references_in(text, max(0, end - _LONGEST), end + _LONGEST):
        if found.start < end < found.end:
            end = found.end
    return Span(start, end)


def glued(target: Target, text: str) -> Span | None:
    """Where a passage stands whose first or last word a reference was a part of, so that the word
    is another one now; None unless that is one place."""
    if not _GLUED.search(target.exact) or target.exact in text:
        return None
    before = target.prefix[-_BESIDE:]
    pattern = compile_query(target.exact, ignore_case=False)
    if pattern is None:
        return None
    found = [one for one in find_all(pattern, text) if text.endswith(before, 0, one.start)]
    return found[0] if len(found) == 1 else None

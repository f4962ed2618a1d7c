"""Counting words in any script."""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.patterns import lazy

# Each ideograph and each kana counts as a word, as word processors count them; the punctuation of
# these scripts only parts words.
_IDEOGRAPHS = lazy(
    "[々〇\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_PUNCTUATION = lazy("[\u3000-\u3004\u3008-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\uff5b-\uff65]")
_SLICE = 1 << 16  # code points that are split at a time: all words of a book take much memory


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """How many words ``text[start:end]`` has: what stands between white space, and each
    ideograph. A word that is cut by an end counts."""
    end = len(text) if end is None else end
    total = 0
    while start < end:
        stop = min(end, start + _SLICE)
        total += _words(text[start:stop])
        if stop < end and _goes_on(text[stop - 1], text[stop]):
            total -= 1
        start = stop
    return total


def _words(piece: str) -> int:
    if piece.isascii():
        return len(piece.split())
    ideographs = len(_IDEOGRAPHS.findall(piece))
    if ideographs or _PUNCTUATION.search(piece):
        piece = _PUNCTUATION.sub(" ", _IDEOGRAPHS.sub(" ", piece))
    return ideographs + len(piece.split())


def _goes_on(before: str, after: str) -> bool:
    """Whether two neighbouring characters stand in one word."""
    return not any(
        one.isspace() or _IDEOGRAPHS.match(one) or _PUNCTUATION.match(one)
        for one in (before, after)
    )


def words_before(text: str, offsets: Sequence[int]) -> list[int]:
    """How many words stand before each of these offsets, which ascend."""
    counts: list[int] = []
    at = total = 0
    for offset in offsets:
        total += count_words(text, at, offset)
        counts.append(total)
        at = offset
    return counts

"""Counting words in any script."""

from __future__ import annotations

from collections.abc import Sequence

from reader.text.patterns import lazy

WORDS, CHARACTERS = "words", "characters"  # what is counted of a text

# In scripts without spaces each character counts as a word, as word processors count ideographs and
# kana; the punctuation of these scripts only parts words, and so do the signs on letters.
_CHARACTERS = lazy(
    "[々〇\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
    "\u0e01-\u0e2e\u0e30\u0e32\u0e33\u0e40-\u0e46"  # Thai
    "\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd\u0ec0-\u0ec6\u0edc-\u0edf"  # Lao
    "\u1000-\u102a\u103f\u1780-\u17b3]"  # Burmese, Khmer
)
_PUNCTUATION = lazy(
    "[\u3000-\u3004\u3008-\u303f\u30fb\uff01-\uff0f\uff1a-\uff20\uff5b-\uff65"
    "\u0e2f\u0e31\u0e34-\u0e3a\u0e47-\u0e4f\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u104a-\u104f\u17b4-\u17da]"
)
_SAMPLE = 400  # code points
_SLICE = 1 << 16  # code points that are split at a time: all words of a book take much memory


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """How many words ``text[start:end]`` has: what stands between white space, and each
    character of a script without spaces. A word that is cut by an end counts."""
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
    characters = len(_CHARACTERS.findall(piece))
    if characters or _PUNCTUATION.search(piece):
        piece = _PUNCTUATION.sub(" ", _CHARACTERS.sub(" ", piece))
    return characters + len(piece.split())


def _goes_on(before: str, after: str) -> bool:
    """Whether two neighbouring characters stand in one word."""
    return not any(
        one.isspace() or _CHARACTERS.match(one) or _PUNCTUATION.match(one)
        for one in (before, after)
    )


def counts_characters(text: str) -> bool:
    """Whether most of what `count_words` counts in a text are characters of scripts without spaces,
    so that a person would call it that; a long text is judged by a sample."""
    text = text[:: 1 + len(text) // _SAMPLE]
    return not text.isascii() and 2 * len(_CHARACTERS.findall(text)) > count_words(text)


def unit_of(text: str) -> str:
    """What is counted of a text: `WORDS` or `CHARACTERS`."""
    return CHARACTERS if counts_characters(text) else WORDS


def words_before(text: str, offsets: Sequence[int]) -> list[int]:
    """How many words stand before each of these offsets, which ascend."""
    counts: list[int] = []
    at = total = 0
    for offset in offsets:
        total += count_words(text, at, offset)
        counts.append(total)
        at = offset
    return counts

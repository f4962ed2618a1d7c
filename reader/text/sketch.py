"""A sketch of a text: a few numbers that tell how much of its wording two texts share.

Words are taken three in a row, with case, punctuation and ways of writing set aside; a sketch is
the smallest hashes of all such rows (bottom-k, Broder 1997). Texts that share most of their rows
share most of these numbers, however long they are. An ideograph and a kana count as a word.
"""

from __future__ import annotations

import unicodedata
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable
from heapq import nsmallest
from zlib import crc32

from reader.text.patterns import lazy

SIZE = 64  # numbers in a sketch: shares are within about 6 % of the true ones
ROW = 3  # words that are hashed together
FEWEST = 10  # rows below which a text is too short to be told by them
_LONGEST = 1 << 19  # code points that are looked at; long texts that begin alike are alike

_SINGLE = "々〇\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = lazy(f"[{_SINGLE}\U00020000-\U0003ffff]|[^\\W_{_SINGLE}\U00020000-\U0003ffff]+")
_BROKEN = lazy("[\u00ad\u200b-\u200d\u2060\ufeff]")  # in words, where they may be broken


def sketch(text: str) -> str:
    """The sketch of a text as a short string of ASCII; empty for a text of a few words.

    Takes about a millisecond for ten thousand characters, and never more than a tenth of a
    second.
    """
    words = _words(text)
    rows = map(" ".join, zip(*(words[skipped:] for skipped in range(ROW)), strict=False))
    hashes = {crc32(row.encode("utf-8", "surrogatepass")) for row in rows}
    if len(hashes) < FEWEST:
        return ""
    return b2a_base64(array("I", nsmallest(SIZE, hashes)).tobytes(), newline=False).decode()


def words_left(old: str, new: str) -> float:
    """The share of the different words of one text that another has, too: from 0 to 1, and 1 where
    there are none. It tells of texts that are too short for a sketch."""
    words = set(_words(old))
    return len(words.intersection(_words(new))) / len(words) if words else 1.0


def _words(text: str) -> list[str]:
    text = text[:_LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _BROKEN.sub("", text))
    return _WORD.findall(text.casefold())


def likeness_to(one: str) -> Callable[[str], float | None]:
    """What tells how much wording another text shares with one, by their sketches.

    From 0 to 1: the share of the rows of words of one that the other has, too. None where either
    has no sketch, or none that is understood. Meant to be asked of thousands of texts.
    """
    first = frozenset(_numbers(one))

    def likeness(other: str) -> float | None:
        second = _numbers(other)
        if not first or not second:
            return None
        if first.isdisjoint(second):
            return 0.0
        smallest = sorted(first.union(second))[:SIZE]
        common = len(first.intersection(second).intersection(smallest)) / len(smallest)
        return 2 * common / (1 + common)

    return likeness


def _numbers(written: str) -> array[int]:
    numbers = array("I")
    try:
        numbers.frombytes(a2b_base64(written))
    except ValueError:
        return array("I")
    return numbers

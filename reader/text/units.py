"""The units of a text: graphemes, words, sentences, paragraphs.

All offsets and spans count code points. Every function looks at a bounded stretch around the
place it is asked about, so its cost does not grow with the text.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from reader.text.patterns import lazy
from reader.text.sentences import sentence_ends
from reader.text.spans import Span

# --- graphemes ---------------------------------------------------------------------------------
#
# Extended grapheme clusters of UAX #29, found by wcwidth. Between two "plain" characters there
# is always a boundary, so a cluster is looked for only between such resting points. A run
# without any (ten thousand combining marks, say) is cut at every multiple of _RUN: rules with
# unlimited memory would make the cost of a key press depend on the length of the run.

_PLAIN = (
    r"[\x00-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027"
    r"\u3001-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff9d]"
)
_PLAIN_PAIR = lazy(f"{_PLAIN}{_PLAIN}")
_REST = lazy(rf"(?<=\n)|(?=\n)|(?<={_PLAIN})(?={_PLAIN})")
_RUN = 256


def _between_rests(text: str, offset: int) -> Span:
    """The stretch around the character at ``offset`` between two resting points."""
    size = len(text)
    for reach in (32, 2 * _RUN):
        window = _REST.finditer(text, max(0, offset - reach), min(size, offset + reach + 1))
        points = [match.start() for match in window]
        index = bisect_right(points, offset)
        begin = points[index - 1] if index else -1
        end = points[index] if index < len(points) else size
        if index and index < len(points):
            break
    cut = offset - offset % _RUN
    for forced in (cut + 2 * _RUN, cut + _RUN):
        if begin < forced - _RUN and forced < end:
            end = forced
    return Span(cut if begin < cut - _RUN else max(begin, 0), end)


def _clusters(text: str, start: int, end: int) -> Iterator[Span]:
    """The graphemes of ``text[start:end]``, both ends being resting points."""
    from wcwidth import iter_graphemes

    for cluster in iter_graphemes(text[start:end]):
        yield Span(start, start + len(cluster))
        start += len(cluster)


def _cluster_at(text: str, offset: int) -> Span:
    for cluster in _clusters(text, *_between_rests(text, offset)):
        if cluster.end > offset:
            return cluster
    raise AssertionError("clusters cover the text")  # pragma: no cover


def graphemes(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The graphemes that begin in ``[start, end)``, in order; ``start`` is snapped down first."""
    end = len(text) if end is None else min(end, len(text))
    at = grapheme_start(text, start)
    while at < end:
        if at + 1 >= len(text) or _PLAIN_PAIR.match(text, at):
            yield Span(at, at + 1)
            at += 1
            continue
        begin, stop = _between_rests(text, at)
        for cluster in _clusters(text, begin, stop):
            if at <= cluster.start < end:
                yield cluster
        at = stop


def grapheme_start(text: str, offset: int) -> int:
    """The start of the grapheme that holds ``offset``; ``offset`` itself on a boundary.

    Offsets outside the text are brought to its nearer end.
    """
    if offset <= 0:
        return 0
    if offset >= len(text):
        return len(text)
    if _PLAIN_PAIR.match(text, offset - 1):
        return offset
    return _cluster_at(text, offset).start


def next_grapheme(text: str, offset: int) -> int:
    """The first grapheme boundary after ``offset``; the end of the text at its end."""
    if offset < 0:
        return 0
    if offset + 1 >= len(text):
        return len(text)
    if _PLAIN_PAIR.match(text, offset):
        return offset + 1
    return _cluster_at(text, offset).end


def previous_grapheme(text: str, offset: int) -> int:
    """The last grapheme boundary before ``offset``; 0 at the start of the text."""
    return grapheme_start(text, min(offset, len(text)) - 1)


# --- words -------------------------------------------------------------------------------------

_WORD_REACH = 1024  # no word is looked for further away than this
_MARK_REACH = 64

_HAN = lazy("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HIRAGANA = lazy("[\u3041-\u3096\u309d-\u309f]")
_KATAKANA = lazy("[\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_BETWEEN_LETTERS = "'’·״׳"
_BETWEEN_DIGITS = ".,"


def _sort_of(character: str) -> str:
    """What a character is to a word.

    One of "letter", "han", "hiragana", "katakana", "space", "end" (of a paragraph), "mark"
    (belongs to what stands before it) and "other".
    """
    if character == "\n":
        return "end"
    if character.isalnum():
        if character < "\u3005":
            return "letter"
        for sort, pattern in (("han", _HAN), ("hiragana", _HIRAGANA), ("katakana", _KATAKANA)):
            if pattern.match(character):
                return sort
        return "mark" if character == "ー" else "letter"
    if character.isspace():
        return "space"
    return "mark" if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"} else "other"


def _sort_at(text: str, index: int) -> str:
    """The sort of the character at ``index``, a mark taking that of its base."""
    for place in range(index, max(index - _MARK_REACH, -1), -1):
        sort = _sort_of(text[place])
        if sort != "mark":
            return "other" if sort == "end" and place < index else sort
    return "letter"


def _joined(text: str, offset: int) -> bool:
    """Whether the characters on both sides of ``offset`` are of one word or one run."""
    if not 0 < offset < len(text):
        return False
    before, after = text[offset - 1], text[offset]
    if "\n" in (before, after):
        return False
    if _sort_of(after) == "mark":
        return True
    left, right = _sort_at(text, offset - 1), _sort_of(after)
    if left == right:
        return left != "han"
    if right == "letter" and offset >= 2:
        return _links(text, offset - 1)
    return left == "letter" and _links(text, offset)


def _links(text: str, index: int) -> bool:
    """Whether the character at ``index`` holds two parts of a word or number together."""
    if not 0 < index < len(text) - 1:
        return False
    before, after = text[index - 1], text[index + 1]
    if text[index] in _BETWEEN_LETTERS:
        return _sort_at(text, index - 1) == "letter" and _sort_of(after) == "letter"
    return text[index] in _BETWEEN_DIGITS and before.isdigit() and after.isdigit()


def is_word(text: str, span: Span) -> bool:
    """Whether a run that ``word_at`` gave is a word, and not white space or punctuation."""
    return any(character.isalnum() for character in text[span.start : span.end])


def word_at(text: str, offset: int) -> Span:
    """The word that holds ``offset``; between words, the run of what stands there.

    A word is a run of letters and digits with their combining marks, and with apostrophes
    inside; a hyphen ends it. A Chinese character is a word by itself, so is a run of hiragana
    or of katakana. At the end of the text it is the last one.
    """
    if not text:
        return Span(0, 0)
    offset = min(max(offset, 0), len(text) - 1)
    start, end = offset, offset + 1
    while start > offset - _WORD_REACH and _joined(text, start):
        start -= 1
    while end < offset + _WORD_REACH and _joined(text, end):
        end += 1
    return snapped(text, start, end)


# --- sentences ---------------------------------------------------------------------------------

_SENTENCE_REACH = 4096


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text[start:end]``, without the white space around them.

    A line end always ends a sentence.
    """
    end = len(text) if end is None else end
    found = []
    for stop in sentence_ends(text, start, end):
        first, last = _trimmed(text, start, stop)
        if first < last:
            found.append(Span(first, last))
        start = stop
    return found


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds ``offset``; in the white space between two, the one before.

    In a paragraph of more than four thousand characters without a full stop the sentence is
    cut on both sides of the place.
    """
    offset = min(max(offset, 0), len(text))
    low, high = _paragraph_around(text, offset, _SENTENCE_REACH)
    found = sentences(text, low, high)
    if not found:
        return Span(low, high)
    index = bisect_right(found, offset, key=lambda span: span.start) - 1
    return snapped(text, *found[max(index, 0)])


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))


# --- paragraphs --------------------------------------------------------------------------------


def paragraph_at(text: str, offset: int) -> Span:
    """The paragraph that holds ``offset``: what stands between two line ends, without them."""
    return _paragraph_around(text, min(max(offset, 0), len(text)), len(text))


def _paragraph_around(text: str, offset: int, reach: int) -> Span:
    low, high = max(0, offset - reach), min(len(text), offset + reach)
    start = text.rfind("\n", low, offset) + 1 or low
    end = text.find("\n", offset, high)
    return Span(start, high if end < 0 else end)


def snapped(text: str, start: int, end: int) -> Span:
    """The smallest span of whole graphemes that holds ``[start, end)``."""
    start, last = grapheme_start(text, start), grapheme_start(text, end)
    return Span(start, last if last >= end else next_grapheme(text, last))

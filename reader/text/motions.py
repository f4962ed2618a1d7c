"""Moving through a text by its units: pure functions ``(text, offset, count) -> offset``.

Offsets count code points. Every result stands on a grapheme boundary in ``[0, len(text)]``; a
motion that finds nothing more ends at the end of the text it was going to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reader.text.spans import Span
from reader.text.units import (
    grapheme_start,
    is_word,
    next_grapheme,
    paragraph_at,
    previous_grapheme,
    sentence_at,
    word_at,
)

_WORD_REACH = 8192  # in a longer stretch without any word, a word motion stops on the way


def _repeat(text: str, offset: int, count: int, step: Callable[[str, int], int]) -> int:
    offset = grapheme_start(text, offset)
    for _ in range(count):
        following = step(text, offset)
        if following == offset:
            break
        offset = following
    return offset


def next_character(text: str, offset: int, count: int = 1) -> int:
    """``count`` graphemes on."""
    return _repeat(text, offset, count, next_grapheme)


def previous_character(text: str, offset: int, count: int = 1) -> int:
    """``count`` graphemes back."""
    return _repeat(text, offset, count, previous_grapheme)


def next_word(text: str, offset: int, count: int = 1) -> int:
    """The start of the next word; punctuation and white space are passed over."""
    return _repeat(text, offset, count, _next_word)


def _next_word(text: str, offset: int) -> int:
    limit = min(len(text), offset + _WORD_REACH)
    while offset < limit:
        offset = word_at(text, offset).end
        if offset < len(text) and is_word(text, word_at(text, offset)):
            return offset
    return offset


def previous_word(text: str, offset: int, count: int = 1) -> int:
    """The start of this word, or from there of the word before."""
    return _repeat(text, offset, count, _previous_word)


def _previous_word(text: str, offset: int) -> int:
    limit = max(0, offset - _WORD_REACH)
    while offset > limit:
        run = word_at(text, offset - 1)
        offset = run.start
        if is_word(text, run):
            return offset
    return offset


def word_end(text: str, offset: int, count: int = 1) -> int:
    """The start of the last grapheme of this word, or from there of the word after."""
    return _repeat(text, offset, count, _word_end)


def _word_end(text: str, offset: int) -> int:
    place = next_grapheme(text, offset)
    limit = min(len(text), place + _WORD_REACH)
    while place < limit:
        run = word_at(text, place)
        if is_word(text, run):
            return previous_grapheme(text, run.end)
        place = run.end
    return place


def next_sentence(text: str, offset: int, count: int = 1) -> int:
    """The start of the next sentence."""
    return _repeat(text, offset, count, _next_sentence)


def _next_sentence(text: str, offset: int) -> int:
    end = max(sentence_at(text, offset).end, next_grapheme(text, offset))
    return _skip_space(text, end)


def previous_sentence(text: str, offset: int, count: int = 1) -> int:
    """The start of this sentence, or from there of the one before."""
    return _repeat(text, offset, count, _previous_sentence)


def _previous_sentence(text: str, offset: int) -> int:
    return _unit_start_before(text, offset, sentence_at)


def next_paragraph(text: str, offset: int, count: int = 1) -> int:
    """The start of the next paragraph that holds anything."""
    return _repeat(text, offset, count, _next_paragraph)


def _next_paragraph(text: str, offset: int) -> int:
    there = _skip_space(text, paragraph_at(text, offset).end)
    return there if there == len(text) else paragraph_at(text, there).start


def previous_paragraph(text: str, offset: int, count: int = 1) -> int:
    """The start of this paragraph, or from there of the one before that holds anything."""
    return _repeat(text, offset, count, _previous_paragraph)


def _previous_paragraph(text: str, offset: int) -> int:
    return _unit_start_before(text, offset, paragraph_at)


def _unit_start_before(text: str, offset: int, unit_at: Callable[[str, int], Span]) -> int:
    """The start of the unit around ``offset``, or around the last thing before it."""
    start = unit_at(text, offset).start
    if start < offset:
        return start
    back = _skip_space_back(text, offset)
    return min(unit_at(text, previous_grapheme(text, back)).start, back)


def _skip_space(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset = next_grapheme(text, offset)
    return offset


def _skip_space_back(text: str, offset: int) -> int:
    while offset > 0 and text[grapheme_start(text, offset - 1)].isspace():
        offset = previous_grapheme(text, offset)
    return offset


# --- growing and shrinking a selection by meaning ----------------------------------------------


def grow(text: str, span: Span, larger: Sequence[Span] = ()) -> Span:
    """The next larger stretch with a meaning: words, sentences, paragraphs, ``larger``, all.

    ``larger`` are spans that the caller knows of, such as sections. The result holds ``span``
    and is larger, unless ``span`` is the whole text.
    """
    start, end = max(span.start, 0), min(span.end, len(text))
    for candidate in _around(text, start, max(end, start), larger):
        grown = Span(min(candidate.start, start), max(candidate.end, end))
        if grown != span and grown.end > grown.start:
            return grown
    return span


def _around(text: str, start: int, end: int, larger: Sequence[Span]) -> Iterator[Span]:
    last = previous_grapheme(text, end) if end > start else start
    first, final = word_at(text, start), word_at(text, last)
    yield Span(  # white space and punctuation at the ends do not grow
        first.start if is_word(text, first) else start,
        final.end if is_word(text, final) else end,
    )
    for unit_at in (sentence_at, paragraph_at):
        yield Span(unit_at(text, start).start, unit_at(text, last).end)
    for candidate in sorted(larger, key=lambda span: span.end - span.start):
        if candidate.start <= start and end <= candidate.end:
            yield candidate
    yield Span(0, len(text))


def shrink(text: str, span: Span, anchor: int, larger: Sequence[Span] = ()) -> Span:
    """The next smaller stretch with a meaning inside ``span`` that holds ``anchor``.

    The way back from ``grow``: of ``larger``, the paragraph, the sentence, the word and the
    grapheme at ``anchor`` the first that lies in ``span`` and is smaller; ``span`` if none is.
    """
    sizes = sorted(larger, key=lambda candidate: candidate.start - candidate.end)
    grapheme = grapheme_start(text, anchor)
    inner = [candidate for candidate in sizes if candidate.start <= anchor < candidate.end]
    inner += [unit_at(text, anchor) for unit_at in (paragraph_at, sentence_at, word_at)]
    inner.append(Span(grapheme, next_grapheme(text, grapheme)))
    for candidate in inner:
        if span.start <= candidate.start < candidate.end <= span.end and candidate != span:
            return candidate
    return span

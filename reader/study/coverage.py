"""What of a text was read: sorted, disjoint spans, and how much they cover."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from reader.text.spans import Span

# The standard pace. An adult reads some 240 words of English a minute (Brysbaert 2019); a word and
# its space are about six characters. Scripts without spaces carry a word in about two.
WORDS_A_MINUTE = 240
CHARACTERS_A_MINUTE = 1400
IDEOGRAPHS_A_MINUTE = 400
SAMPLE = 400  # code points, from all over a text, by which its script is judged


def merge(spans: Iterable[tuple[int, int]]) -> list[Span]:
    """The same coverage as sorted spans that neither touch nor overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(end, merged[-1].end))
        else:
            merged.append(Span(start, end))
    return merged


def add(spans: Sequence[Span], new: Span) -> list[Span]:
    """``spans`` (merged) with one more."""
    low = bisect_left(spans, new.start, key=lambda span: span.end)
    high = bisect_right(spans, new.end, key=lambda span: span.start)
    return [*spans[:low], *merge([*spans[low:high], new]), *spans[high:]]


def covered(spans: Sequence[Span], start: int, end: int) -> int:
    """How many code points of ``[start, end)`` the merged ``spans`` cover."""
    low = bisect_right(spans, start, key=lambda span: span.end)
    total = 0
    for index in range(low, len(spans)):
        span = spans[index]
        if span.start >= end:
            break
        total += max(0, min(end, span.end) - max(start, span.start))
    return total


def minutes(text: str, start: int, end: int) -> float:
    """About how long ``text[start:end]`` takes at the standard pace, judged by a sample of its
    script."""
    if end <= start:
        return 0.0
    sample = text[start : end : 1 + (end - start) // SAMPLE]
    if sample.isascii():
        return (end - start) / CHARACTERS_A_MINUTE
    share = ideographs(sample) / len(sample)
    return (end - start) * (share / IDEOGRAPHS_A_MINUTE + (1 - share) / CHARACTERS_A_MINUTE)


def ideographs(text: str) -> int:
    """How many ideographs and kana a text has."""
    return sum("\u3040" <= character <= "\u9fff" for character in text)


def pace(text: str) -> int:
    """How many code points of a text are read in a minute at the standard pace; 0 for no text."""
    return round(len(text) / minutes(text, 0, len(text))) if text else 0


def seconds_at(text: str, start: int, end: int, pace: float) -> float:
    """How long ``text[start:end]`` takes at ``pace`` words a minute, in any script."""
    return 60 * minutes(text, start, end) * WORDS_A_MINUTE / pace

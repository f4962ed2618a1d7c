"""Where a passage stood, when its words are gone: between the neighbours that are left."""

from __future__ import annotations

from bisect import bisect_left
from itertools import product

from reader.text.alignment import Alignment
from reader.text.runs import Run
from reader.text.spans import Span
from reader.text.units import sentence_at

NEIGHBOURS = 8  # runs on each side of which two are chosen
ALONE = 8  # tokens more between two neighbours that are rather taken than a token alone
SLACK = 12  # tokens by which what stands there may be longer than twice what stood there


def where_it_stood(alignment: Alignment, old: str, new: str, span: Span) -> Span:
    """The passage of the new text that stands where ``span`` stood in the old one; empty where
    nothing does.

    What was rewritten around it as well is cut down to the sentences at its share of that, and for
    what was in one line to the longest line.
    """
    found = _between_neighbours(alignment, old, new, span)
    if "\n" in old[span.start : span.end].strip():
        return found
    lines, start = [], found.start
    for line in new[found.start : found.end].split("\n"):
        lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    return max(lines, key=lambda one: one.end - one.start)


def _between_neighbours(alignment: Alignment, old: str, new: str, span: Span) -> Span:
    first, last = alignment.old.within(*span)
    (was, was_end), (start, end) = _gap(alignment, first, last)
    tokens, is_word = alignment.new, alignment.vocabulary.is_word
    size = max(1, last - first)
    words = [index for index in range(start, end) if is_word[tokens.numbers[index]]]
    if not words:
        return _empty(alignment, old, span, start)
    if end - start > 2 * size + SLACK:
        gone = was_end - was
        begin = start + (first - was) * (end - start) // gone
        finish = max(begin + 1, start + (last - was) * (end - start) // gone)
        low, high = sentence_at(new, tokens.starts[begin]).start, tokens.ends[finish - 1]
        return Span(low, sentence_at(new, high - 1).end)
    # Signs that closed what stands before it, or open what stands behind it.
    if old[span.start : span.start + 1].isalnum():
        start = words[0]
    if old[span.end - 1 : span.end].isalnum():
        end = words[-1] + 1
    low, high = tokens.starts[start], tokens.ends[end - 1]
    if sentence_at(old, span.start).start == span.start:
        low = sentence_at(new, low).start
    if sentence_at(old, span.end - 1).end == span.end:
        high = sentence_at(new, high - 1).end
    return Span(low, high)


def _gap(alignment: Alignment, first: int, last: int) -> tuple[Span, Span]:
    """The old tokens around ``[first, last)`` and the new ones that stand between two neighbours
    which are still in their order; those that leave least between them, where a token alone, which
    may be there by chance, is worth `ALONE` of them."""
    runs = alignment.runs
    at = bisect_left(runs, (first,))
    before = [_cut(run, first) for run in runs[max(0, at - NEIGHBOURS) : at]]
    at = max(0, at - 1)
    while at < len(runs) and runs[at].old + runs[at].length <= last:
        at += 1
    after = [_begun(run, last) for run in runs[at : at + NEIGHBOURS]]
    before.append(Run(0, 0, 0))
    after.append(Run(len(alignment.old), len(alignment.new), 0))
    _, *gap = min(
        (
            two.old
            - one.old
            + two.new
            - one.new
            - 2 * one.length
            + ALONE * ((one.length == 1) + (two.length == 1)),
            Span(one.old + one.length, two.old),
            Span(one.new + one.length, two.new),
        )
        for one, two in product(before, after)
        if one.new + one.length <= two.new
    )
    return gap[0], gap[1]


def _cut(run: Run, end: int) -> Run:
    """A run up to an old token."""
    return run._replace(length=min(run.length, end - run.old))


def _begun(run: Run, start: int) -> Run:
    """A run from an old token on."""
    skipped = max(0, start - run.old)
    return Run(run.old + skipped, run.new + skipped, run.length - skipped)


def _empty(alignment: Alignment, old: str, span: Span, at: int) -> Span:
    """The place before a token, or behind the one before it, and the signs that close that, where
    the span did not begin a line."""
    tokens = alignment.new
    began_line = not old[old.rfind("\n", 0, span.start) + 1 : span.start].strip()
    behind = at > 0 and (at == len(tokens) or not began_line)
    offset = tokens.ends[at - 1] if behind else tokens.starts[at] if at < len(tokens) else 0
    while behind and at < len(tokens) and tokens.starts[at] == offset:
        if alignment.vocabulary.is_word[tokens.numbers[at]]:
            break
        offset, at = tokens.ends[at], at + 1
    return Span(offset, offset)

"""Where the same words may have been put in, or taken out, at one of several places: which one.

Of two equal sentences one may be gone; what is left is then the end of the one and the beginning of
the other to a comparison by words. Like Git's heuristic for diffs, that is where a paragraph or a
sentence begins.
"""

from __future__ import annotations

from collections.abc import Generator
from itertools import count, takewhile

from reader.text.runs import Run
from reader.text.tokens import Tokens

MOST = 64  # tokens by which a place is moved
_ENDS, _IDEOGRAPHIC = ".!?…", "。！？"
_STEP = 1 << 10  # runs in a step


def sliding(
    runs: list[Run], old_text: str, old: Tokens, new_text: str, new: Tokens
) -> Generator[None, None, None]:
    """Move the ends of neighbouring runs between which only one side has anything."""
    for at in range(len(runs) - 1):
        if at % _STEP == _STEP - 1:
            yield
        one, two = runs[at], runs[at + 1]
        gone, come = two.old - one.old - one.length, two.new - one.new - one.length
        if come == 0 and gone > 0:
            by = _shift(old_text, old, two.old - gone, two.old, one.length, two.length)
        elif gone == 0 and come > 0:
            by = _shift(new_text, new, two.new - come, two.new, one.length, two.length)
        else:
            continue
        if by:
            runs[at] = one._replace(length=one.length + by)
            runs[at + 1] = Run(two.old + by, two.new + by, two.length - by)


def _shift(text: str, tokens: Tokens, start: int, end: int, before: int, after: int) -> int:
    """By how many tokens ``[start, end)`` is to be moved, where ``before`` and ``after`` of its
    neighbours may be given up."""
    numbers = tokens.numbers

    def same(n: int) -> bool:
        return numbers[start + n] == numbers[end + n]

    back = sum(1 for _ in takewhile(same, range(-1, -min(before, MOST), -1)))
    ahead = sum(1 for n in takewhile(lambda n: n < min(after - 1, MOST) and same(n), count()))
    if not back and not ahead:
        return 0
    shifts = range(-back, ahead + 1)
    return max(shifts, key=lambda by: (_what_begins(text, tokens, start + by), -abs(by)))


def _what_begins(text: str, tokens: Tokens, at: int) -> int:
    """A paragraph (2), a sentence (1) or none of these (0)."""
    if at == 0:
        return 2
    end = tokens.ends[at - 1]
    between, sign = text[end : tokens.starts[at]], text[end - 1]
    if between.count("\n") > 1:
        return 2
    return int(sign in _IDEOGRAPHIC or (sign in _ENDS and bool(between)))

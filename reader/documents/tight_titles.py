"""Titles set right above their paragraphs, in a text of lines broken at a width.

The title ends where its sense does, with room to spare; the lines below fill the width. One such
line may be anything; where it comes again and again it is how the text is set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.documents.widths import fits, width_of
from reader.text.patterns import lazy

_TITLE = lazy(r"(?:[^\W\d_][.)] )?(?!\W)(?P<words>[^_|]*[\w?!)])$")
_SENTENCE = lazy(r"[.!?…。！？][\"'”’»)\]]*$")
_STOP = lazy(r"[.!?:;,]\s|\d{4}$|\d:\d\d")
_LONGEST = 60  # cells
_SHARE = 0.7  # of the width
_LITTLE = 3  # letters: a small word of so few at the end leads to the next line
_SERIES = 3


def has_tight_titles(lines: Sequence[str], width: int, scale: int) -> bool:
    """Whether several paragraphs have a title in the line above them, with none between."""
    found = 0
    for run in _runs(lines):
        found += len(run) > 2 and is_above_text(run, width, scale)
        if found == _SERIES:
            return True
    return False


def is_above_text(run: Sequence[str], width: int, scale: int) -> bool:
    """Whether the first of neighbouring lines is set as a title, and those below it as prose.

    They fill the width, or one line alone is a sentence longer than the title.
    """
    if len(run) < 2:
        return False
    title, below = run[0].strip(), run[1].strip()
    if not is_title(run[0]) or width_of(title, scale) > min(_LONGEST, _SHARE * width):
        return False
    if not _begins(below) or not fits(title, below, width - 2, scale):
        return False
    if len(run) == 2:
        return len(below) > len(title) and _SENTENCE.search(below) is not None
    pairs = range(1, len(run) - 1)
    early = [fits(run[n].rstrip(), run[n + 1].strip(), width - 2, scale) for n in pairs]
    return not early[0] and 5 * sum(early) <= len(early)


def is_title(line: str) -> bool:
    """Whether a line may be a title by its words: it begins with a capital, or a letter that
    counts, and neither a stop nor a small word ends it."""
    match = _TITLE.match(line.rstrip())
    if match is None or not _begins(words := match["words"]) or _STOP.search(words):
        return False
    last = words.rsplit(None, 1)[-1]
    return not (last.islower() and last.isalpha() and len(last) <= _LITTLE)


def _begins(line: str) -> bool:
    """Whether a sentence may begin with a line."""
    letter = line.lstrip("\"'“‘«„([")[:1]
    return letter.isalnum() and not letter.islower()


def _runs(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """The lines between blank ones."""
    first = 0
    for number, line in enumerate([*lines, ""]):
        if not line or line.isspace():
            if first < number:
                yield lines[first:number]
            first = number + 1

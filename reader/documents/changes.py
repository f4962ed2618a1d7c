"""Which sections of a document an earlier text of it does not have as they are now."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise

from reader.documents.document import Document
from reader.text.likeness import bare

TITLE = 80  # code points of a heading at most
SENTENCE_ENDS = frozenset(".,;:!?…。，；：！？”’\"'")


def changed_sections(old: str, document: Document) -> frozenset[int]:
    """The sections, by their numbers in the outline, in which something is new, or is missing that
    the ``old`` text had there. What only went elsewhere, or is set otherwise, is no change.

    Compared line by line, that is paragraph by paragraph; what is below a section's own children
    counts for these. A section that is gone altogether changed none of the others.
    """
    before, now = old.split("\n"), document.text.split("\n")
    gone = {line: bare(line) for line in set(before).difference(now)}
    come = {line: bare(line) for line in set(now).difference(before)}
    lost, new = set(gone.values()) - {""}, set(come.values()) - {""}
    lost, new = lost - new, new - lost
    starts = [0, *accumulate(len(line) + 1 for line in now)]
    changed = [number for number, line in enumerate(now) if come.get(line) in new]
    replaced = set(changed)
    often = Counter(now)
    at = {line: number for number, line in enumerate(now) if often[line] == 1}
    last = -1  # the last line before that is in both
    gone_section = False
    for line, following in pairwise([*filter(str.strip, before), ""]):
        both = gone.get(line) in lost and gone.get(following) in lost
        gone_section = gone_section or (both and _is_title(line) and not _is_title(following))
        if line in at:
            last, gone_section = at[line], False
        elif not gone_section and gone.get(line) in lost and _next_words(now, last) not in replaced:
            changed.append(max(last, 0))
    numbers = {document.section_at(starts[number]) for number in changed}
    return frozenset(number for number in numbers if number >= 0)


def _is_title(line: str) -> bool:
    """Whether a line may be a heading: short, and no sentence."""
    return len(line) <= TITLE and line.rstrip()[-1:] not in SENTENCE_ENDS


def _next_words(lines: list[str], number: int) -> int:
    """The first line after one that is not empty."""
    number += 1
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number

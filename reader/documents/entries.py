"""Lines that divide a text by what they are: the days of a diary, the questions of an interview,
titles between two rules. They come again and again with text between.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.documents.dates import is_day
from reader.documents.document import BlockKind
from reader.documents.parts import Part
from reader.text.patterns import lazy

_SERIES = 3
_LONGEST = 80  # code points of a title
_QUESTION = 200  # and of a question
_QUESTIONS = 4
_FEW = 2  # parts that begin as speech and say nothing yet: a title in quotes, "[laughs]"
_ENTRIES = 0.1  # of the parts from the first to the last of a diary's days
_ASKED = 0.35  # and of the questions
_SENTENCE_INSIDE = lazy(r"[.!?]\s+[^\W\d_]")
_GOES_ON = frozenset("-–—!.,;…")
_DOTS = frozenset(".·")  # what is left out of a quotation, and no rule
_ASKS = frozenset("?？؟")
_SPEECH = frozenset("\"'“‘«„—–-「『*(<[")


def find_entries(parts: Sequence[Part], start: int, end: int) -> frozenset[int]:
    """The parts ``[start, end)`` that are days of a diary, questions or titles between rules."""
    days = [i for i in range(start, end - 1) if _is_title(parts[i]) and is_day(parts[i].text)]
    if not _divide(days, _SERIES, _ENTRIES):
        days = []
    asked = [index for index in range(start, end - 1) if _is_question(parts[index])]
    speech = sum(part.text[0] in _SPEECH for part in parts[start:end])
    is_speech = speech > _FEW and 10 * speech > end - start
    if not _divide(asked, _QUESTIONS, _ASKED) or is_speech:
        asked = []
    boxed = [index for index in range(start + 1, end - 1) if _is_boxed(index, parts)]
    return frozenset([*days, *asked, *(boxed if len(boxed) >= _SERIES else ())])


def _divide(found: Sequence[int], least: int, share: float) -> bool:
    """Whether there are many of them, with text between."""
    if len(found) < least or len(found) < share * (found[-1] - found[0] + 1):
        return False
    return not any(after == before + 1 for before, after in pairwise(found))


def _is_title(part: Part) -> bool:
    return part.kind is BlockKind.PARAGRAPH and not part.role and len(part.text) <= _LONGEST


def _is_question(part: Part) -> bool:
    text = part.text
    return (
        part.kind is BlockKind.PARAGRAPH
        and not part.role
        and len(text) <= _QUESTION
        and text[-1] in _ASKS
        and text[0].isalpha()
        and not text[0].islower()
        and _SENTENCE_INSIDE.search(text) is None
    )


def _is_boxed(index: int, parts: Sequence[Part]) -> bool:
    """Whether a line stands right between two rules, or below one and is underlined."""
    above, part, below = parts[index - 1], parts[index], parts[index + 1]
    if above.kind is not BlockKind.RULE or not _is_title(part) or part.first != above.last + 1:
        return False
    if not part.text[0].isalnum() or part.text[-1] in _GOES_ON or above.text[0] in _DOTS:
        return False
    ruled = below.kind is BlockKind.RULE and below.first == part.last + 1
    return bool(part.underline) or ruled

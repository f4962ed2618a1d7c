"""`reader outline --explain`: why a line of a plain text is a heading, or is none."""

from __future__ import annotations

from collections.abc import Iterator

from reader.documents.apparatus import TITLE_PAGE
from reader.documents.formats.plain import explain
from reader.documents.headings import Judged, least_taken
from reader.documents.matter import role_of
from reader.documents.parts import Part
from reader.reasons import in_words
from reader.text.wrap import displayed, fit

_SETTINGS = {
    "flat": "one paragraph a line",
    "gapped": "lines broken at a width, wider gaps at headings",
    "even": "lines broken at a width, the same gap everywhere",
}
_WORTH_SAYING = 0.05  # how sure one must be for a line that was not taken to be shown
_REASONS = 5  # said for a line, and as many against
_WEIGHTY = 0.1  # of the logarithm of the odds
_BAR = 10  # cells


def explanation(text: str) -> Iterator[str]:
    """The lines that explain the outline of a text: every heading, and what was nearly one."""
    explained = explain(text)
    judged = [one for one in explained.judged if one.chosen or one.confidence >= _WORTH_SAYING]
    taken = sum(one.chosen for one in explained.judged)
    yield f"Set as: {_SETTINGS[explained.dress]}."
    least = least_taken([one.confidence for one in explained.judged])
    yield (
        f"{taken} of {len(explained.judged)} short paragraphs are taken for headings; the bar says "
        "how sure that is."
    )
    if taken:
        yield (
            f"The line lies at {least:.0%} here: in each text where what is missed and what is "
            "wrong are likely the fewest."
        )
    yield "✓ a heading, · none; + speaks for it, − against it, the weightiest first."
    if explained.front:
        yield "▪ told apart before that: no heading, and not counted."
    for index, role in explained.front.items():
        yield ""
        said = "on the title page" if role == TITLE_PAGE else f"the {role}"
        yield f"▪ {_where(explained.parts[index])}  {said}"
    for one in judged:
        yield ""
        yield from _lines(one, explained.parts[one.part], least)


def near_misses(text: str) -> dict[int, float]:
    """How sure one is of the lines of a text, from 1, that were weighed and not taken for headings
    though something spoke for them."""
    explained = explain(text)
    return {
        explained.parts[one.part].first + 1: one.confidence
        for one in explained.judged
        if not one.chosen and one.confidence >= _WORTH_SAYING
    }


def _lines(judged: Judged, part: Part, least: float) -> Iterator[str]:
    filled = round(judged.confidence * _BAR)
    bar = "█" * filled + "░" * (_BAR - filled)
    role = role_of(part.text) if judged.chosen else ""
    said = f"  {role}" if role else ""
    yield f"{'✓' if judged.chosen else '·'} {_where(part)}  {bar} {judged.confidence:4.0%}{said}"
    if judged.chosen and judged.confidence < least:
        yield "    taken all the same: its series has a gap there, or a number needs its title"
    elif not judged.chosen and judged.confidence >= least:
        yield "    not taken all the same: no line is likely, or the text says how it is divided"
    words = in_words(judged.reasons)
    for sign, weighty in (("+", 1), ("−", -1)):
        reasons = [said for said, share in words if share * weighty > _WEIGHTY]
        if reasons:
            yield f"    {sign} {'; '.join(reasons[:_REASONS])}"


def _where(part: Part) -> str:
    return f"{part.first + 1:>5}  {fit(displayed(' '.join(part.text.split())), 44)}"

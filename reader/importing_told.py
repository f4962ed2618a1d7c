"""What is said of an import: of each work, of each problem, and of all of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from reader.annotations.exchange.incoming import Problem
from reader.batches import Outcome
from reader.importing import Fate, Part, Plan
from reader.matching import By, title_of

_SURE = {
    By.TEXT: "its very text",
    By.LINK: "by its links",
    By.IDENTIFIER: "by its identifier",
    By.PLACE: "by its place",
    By.BEFORE: "as before",
    By.CHOSEN: "as you say",
}


def why(part: Part) -> str:
    """By what a document was taken for that of a work, for a person."""
    if part.by is By.TITLE:
        found, tried = part.confirmed
        return f"by its title, and {found} of {tried} quotes tried stand in it"
    if part.by in _SURE:
        return _SURE[part.by]
    if part.maybe:
        others = ", ".join(f"“{one.title}”" for one in part.maybe[:3])
        return f"no text yet; no quote stands in {others}"
    return "no text yet"


def told(counts: Counter[Fate]) -> str:
    """The fates in words, for a person; empty for none."""
    return ", ".join(
        f"{counts[fate]:,} {_named(fate, counts[fate])}" for fate in Fate if counts[fate]
    )


def _named(fate: Fate, count: int) -> str:
    return "need you" if fate is Fate.OPEN and count != 1 else str(fate)


def problem_line(name: str, problem: Problem) -> str:
    """A problem for a person: where, why, and the first words of the record."""
    where = f"{name}:{problem.line}" if problem.line else name
    words = " ".join(problem.record.split())
    shown = f": “{words[:60]}{'…' if len(words) > 60 else ''}”" if words else ""
    return f"{where}: {problem.what}{shown}"


def title_shown(part: Part) -> str:
    """What a work is called, for a person."""
    by = f" by {', '.join(part.work.authors)}" if part.work.authors else ""
    return f"{title_of(part.work, Path(part.name).name)}{by}"


def summary(planned: Plan, outcome: Outcome | None) -> str:
    """What came in, or would come in, in a sentence."""
    if outcome is None:
        if not planned.changes:
            return "nothing new: all of it is here already"
        return f"{_amount(planned.changes, 'annotation')} would come in or change"
    return f"{came(planned, outcome)}; reader import --undo takes all of it back"


def came(planned: Plan, outcome: Outcome) -> str:
    """What came in."""
    counts = planned.counts
    words = f"{_amount(outcome.annotations, 'annotation')} came in or changed, "
    words += f"in {_amount(outcome.documents, 'document')}"
    number = counts[Fate.OPEN]
    return f"{words}; {number:,} {_named(Fate.OPEN, number)}" if number else words


def taken_back(outcome: Outcome) -> str:
    """That an import was taken back, for a person."""
    left = f"; {outcome.left:,} were changed since and stay" if outcome.left else ""
    return (
        f"{outcome.batch.label[:1].upper()}{outcome.batch.label[1:]} taken back: "
        f"{_amount(outcome.annotations, 'annotation')}{left}"
    )


def _amount(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"

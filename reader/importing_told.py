"""What is said of an import: of each work, of each problem, and of all of it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from reader.annotations.exchange.formats import named
from reader.annotations.exchange.incoming import Problem
from reader.batches import Outcome
from reader.import_plans import Fate, File, Part, Plan, format_of
from reader.matching import By, title_of
from reader.titles import is_another

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
        more = len(part.maybe)
        also = f"; {more} other text{'s' * (more > 1)} of that title" if more else ""
        return f"by its title, and {found} of {tried} quotes tried stand in it{also}"
    if part.by in _SURE:
        return _SURE[part.by]
    if part.maybe:
        others = ", ".join(f"“{one.title}”" for one in part.maybe[:3])
        if any(is_another(*part.work[:2], one.title, one.authors) for one in part.maybe):
            return f"no text yet; {others} has another title and author: --to says that it is"
        return f"no text yet; no quote stands in {others}"
    return "no text yet"


def goes_to(part: Part) -> str:
    """The document that the notes of a work go to; which file that is, where there are several."""
    if not part.has_text:
        return "no text yet"
    name = Path(part.entry.path).name if part.maybe and part.entry.path else ""
    return f"{part.entry.title} ({name})" if name else part.entry.title


def told(counts: Counter[Fate]) -> str:
    """The fates in words, for a person; empty for none."""
    return ", ".join(
        f"{counts[fate]:,} {_named(fate, counts[fate])}" for fate in Fate if counts[fate]
    )


def lines_of(part: Part) -> list[str]:
    """What becomes of a work, for a person: to where it goes, and what of it is elsewhere."""
    lines = []
    for entry in {
        part.entry.id: part.entry,
        **{one.entry.id: one.entry for one in part.going},
    }.values():
        going = [one for one in part.going if one.entry.id == entry.id]
        words = told(Counter(one.fate for one in going))
        if entry.id != part.entry.id:
            lines.append(f"{words}: it is in “{entry.title}”, and stays so")
        elif going:
            to = f" → {goes_to(part)}" if part.has_text else ""
            lines.append(f"{words}{to} ({why(part)})")
    if part.reviews:
        lines.append(f"{_amount(part.reviews, 'review')} of them come along")
    left = Counter(one.left.title for one in part.going if one.left is not None)
    lines += [f"{count:,} of them waited in “{title}”" for title, count in left.items()]
    return lines


def _named(fate: Fate, count: int) -> str:
    return "need you" if fate is Fate.OPEN and count != 1 else str(fate)


def problem_line(name: str, problem: Problem) -> str:
    """A problem for a person: where, why, and the first words of the record."""
    where = f"{name}:{problem.line}" if problem.line else name
    words = " ".join(problem.record.split())
    shown = f": “{words[:60]}{'…' if len(words) > 60 else ''}”" if words else ""
    return f"{where}: {problem.what}{shown}"


def nothing_in(file: File) -> str:
    """That a file of a known format holds nothing to bring in."""
    kind = named(file.imported.format)
    called = kind.called if kind is not None else file.imported.format
    return f"{file.name}: nothing is annotated in it, read as a file of {called}"


def title_shown(part: Part) -> str:
    """What a work is called, for a person."""
    by = f" by {', '.join(part.work.authors)}" if part.work.authors else ""
    return f"{title_of(part.work, Path(part.name).name, format_of(part.incoming))}{by}"


def summary(planned: Plan, outcome: Outcome | None) -> str:
    """What came in, or would come in, in a sentence."""
    if outcome is None:
        if not planned.is_news:
            return "nothing new: all of it is here already"
        return f"{_amount(planned.changes, 'annotation')} would come in or change{_with(planned)}"
    return f"{came(planned, outcome)}; reader import --undo takes all of it back"


def came(planned: Plan, outcome: Outcome) -> str:
    """What came in."""
    counts = planned.counts
    words = f"{_amount(outcome.annotations, 'annotation')} came in or changed, "
    words += f"in {_amount(outcome.documents, 'document')}{_with(planned)}"
    number = counts[Fate.OPEN]
    return f"{words}; {number:,} {_named(Fate.OPEN, number)}" if number else words


def _with(planned: Plan) -> str:
    """The reviews that come along, as the end of a sentence."""
    return f", with {_amount(planned.reviews, 'review')}" if planned.reviews else ""


def taken_back(outcome: Outcome, *, dry_run: bool = False) -> str:
    """That an import was taken back, or would be, for a person."""
    stay = "would stay" if dry_run else "stay"
    left = f"; {outcome.left:,} were changed since and {stay}" if outcome.left else ""
    return (
        f"{outcome.batch.label[:1].upper()}{outcome.batch.label[1:]} "
        f"{'would be ' if dry_run else ''}taken back: "
        f"{_amount(outcome.annotations, 'annotation')} "
        f"in {_amount(outcome.documents, 'document')}{left}"
    )


def _amount(count: int, what: str) -> str:
    return f"{count:,} {what}{'s' * (count != 1)}"

"""What came of a session: how long, how much was read, what was marked, what is open. Pure.

A session has a record in each document that was read in it; all of a group are one recap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from reader.annotations.annotation import Annotation, is_note, is_open_question
from reader.annotations.exchange.markdown import preview_of
from reader.annotations.exchange.wording import words_now
from reader.documents.document import Document
from reader.study.coverage import covered, merge
from reader.study.reading import Placed
from reader.study.session import Session, marked_in, state_of
from reader.text.spans import Span
from reader.text.words import unit_of

ENOUGH = 60.0  # seconds of study from which a pace means something
QUOTED = 90  # code points of a passage in a line
NOTHING = "nothing marked"


class Part(NamedTuple):
    """One document of a session: its records in it, and all annotations of the document where they
    stand. ``document`` has no text where its file is gone."""

    id: str
    document: Document
    sessions: tuple[Session, ...]
    placed: Sequence[Placed]
    source: str = ""


class Mark(NamedTuple):
    """An annotation in a recap; ``section`` the titles around it, outermost first, ``quote`` the
    words that it stands on now, or before which a bookmark does. ``new`` says that it was made in
    the session, and not only changed."""

    annotation: Annotation
    span: Span | None
    section: tuple[str, ...]
    quote: str
    new: bool


class Studied(NamedTuple):
    """What was done in one document. ``active`` in seconds, of which ``reviewed`` went into reviews
    in which so many ``cards`` were answered; ``amount`` of ``unit`` was read; ``finished`` are the
    titles of sections. ``open`` are the questions without an answer that were marked, or stand in
    what was read."""

    id: str
    document: Document
    source: str
    active: float
    amount: int
    unit: str
    finished: tuple[str, ...]
    marks: tuple[Mark, ...]
    open: tuple[Mark, ...]
    reviewed: float = 0.0
    cards: int = 0

    @property
    def title(self) -> str:
        return self.document.metadata.title.strip() or "Untitled"

    @property
    def pace(self) -> int:
        """How much of the unit was read in a minute; 0 where that cannot be said."""
        return pace(self.amount, self.active - self.reviewed)


class Recap(NamedTuple):
    """What came of a session, or of several: ``sessions`` says of how many, ``group`` is the first.
    The times are local, as they were there; ``active`` in seconds."""

    group: str
    started: datetime
    ended: datetime
    active: float
    intervals: int
    state: str
    documents: tuple[Studied, ...]
    sessions: int = 1

    @property
    def reviewed(self) -> float:
        """The seconds of study that went into reviews."""
        return sum(one.reviewed for one in self.documents)

    @property
    def cards(self) -> int:
        """How many cards were answered in them."""
        return sum(one.cards for one in self.documents)

    @property
    def amounts(self) -> dict[str, int]:
        """How much was read, by the unit; only what was."""
        found: Counter[str] = Counter()
        for one in self.documents:
            found[one.unit] += one.amount
        return {unit: amount for unit, amount in found.items() if amount}

    @property
    def pace(self) -> int:
        """How much was read in a minute; 0 where that cannot be said in one unit."""
        amounts = [*self.amounts.values()]
        return pace(amounts[0], self.active - self.reviewed) if len(amounts) == 1 else 0

    @property
    def unit(self) -> str:
        """What was read is counted in this; empty where it is in both."""
        units = {*self.amounts} or {one.unit for one in self.documents}
        return units.pop() if len(units) == 1 else ""

    @property
    def finished(self) -> list[str]:
        return [title for one in self.documents for title in one.finished]

    @property
    def marks(self) -> list[Mark]:
        return [mark for one in self.documents for mark in one.marks]

    @property
    def open(self) -> list[Mark]:
        return [mark for one in self.documents for mark in one.open]


def recap(parts: Iterable[Part]) -> Recap:
    """What came of the sessions whose records these are; ValueError where there is none."""
    ordered = sorted(
        (part for part in parts if part.sessions),
        key=lambda part: min(map(_started, part.sessions)),
    )
    sessions = [session for part in ordered for session in part.sessions]
    if not sessions:
        raise ValueError("a recap is of one session at least")
    first, last = min(sessions, key=_started), max(sessions, key=_ended)
    return Recap(
        first.group,
        _started(first),
        _ended(last),
        sum(session.active for session in sessions),
        _intervals(sessions),
        state_of(one for one in sessions if one.group == last.group),
        tuple(map(_studied, ordered)),
        len({session.group for session in sessions}),
    )


def _intervals(sessions: Iterable[Session]) -> int:
    """How many intervals of work are complete; each document of a session has their number."""
    most: dict[str, int] = {}
    for session in sessions:
        most[session.group] = max(most.get(session.group, 0), session.intervals)
    return sum(most.values())


def _studied(part: Part) -> Studied:
    made = {one for session in part.sessions for one in session.made}
    touched = marked_in(part.sessions)
    read = merge(span for session in part.sessions for span in session.read)
    marks, unanswered = [], []
    for annotation, span in part.placed:
        if annotation.deleted or not is_note(annotation):
            continue
        is_marked = annotation.id in touched
        if not is_marked and not (
            is_open_question(annotation)
            and span is not None
            and covered(read, span.start, max(span.end, span.start + 1))
        ):
            continue
        path = part.document.section_path(span.start) if span else annotation.target.path
        words = words_now(part.document, annotation, span)
        words = words or preview_of(part.document, annotation, span)
        mark = Mark(annotation, span, tuple(path), words, annotation.id in made)
        if is_marked:
            marks.append(mark)
        if is_open_question(annotation):
            unanswered.append(mark)
    finished = dict.fromkeys(title for session in part.sessions for title in session.sections)
    return Studied(
        part.id,
        part.document,
        part.source,
        sum(session.active for session in part.sessions),
        sum(session.words for session in part.sessions),
        _unit(part),
        tuple(finished),
        tuple(marks),
        tuple(unanswered),
        sum(session.reviewed for session in part.sessions),
        sum(session.cards for session in part.sessions),
    )


def _unit(part: Part) -> str:
    """What was counted of a document: older sessions do not say."""
    known = next((session.unit for session in part.sessions if session.unit), "")
    return known or unit_of(part.document.text or part.document.metadata.title)


def _started(session: Session) -> datetime:
    return datetime.fromisoformat(session.started)


def _ended(session: Session) -> datetime:
    return datetime.fromisoformat(session.ended or session.started)


def pace(amount: int, seconds: float) -> int:
    """How much was read in a minute, by the seconds spent reading; 0 where that cannot be said."""
    return round(60 * amount / seconds) if seconds >= ENOUGH else 0


# --- in words ----------------------------------------------------------------------------------


def duration(seconds: float) -> str:
    """How long, for a person: 40 s, 12 min, 1 h 5 min."""
    if seconds < ENOUGH:
        return f"{max(0, int(seconds))} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes or not hours))


def when(recap: Recap) -> str:
    """When it was, without the date where it ended on the day on which it began."""
    same = recap.started.date() == recap.ended.date()
    end = recap.ended.strftime("%H:%M" if same else "%Y-%m-%d %H:%M")
    begin = recap.started.strftime("%Y-%m-%d %H:%M")
    return begin if begin.endswith(end) else f"{begin}–{end}"


def read_in_words(one: Recap | Studied) -> str:
    """How much was read, and how fast; empty where nothing was."""
    amounts = one.amounts if isinstance(one, Recap) else {one.unit: one.amount}
    said = " and ".join(_counted(amount, unit) for unit, amount in amounts.items() if amount)
    return f"{said} read, {one.pace:,} a minute" if said and one.pace else said and f"{said} read"


def reviewed_in_words(one: Recap | Studied) -> str:
    """How many cards were answered in what time; empty where there was no review."""
    if not one.cards and one.reviewed < 1:
        return ""
    cards = _counted(one.cards, "cards") if one.cards else "no card"
    return f"{cards} answered in {duration(one.reviewed)}"


def marked_in_words(marks: Sequence[Mark]) -> str:
    """How many annotations of each kind."""
    kinds = Counter(mark.annotation.kind.value for mark in marks)
    return ", ".join(_counted(count, f"{kind}s") for kind, count in kinds.items()) or NOTHING


def _counted(count: int, plural: str) -> str:
    return f"{count:,} {plural.removesuffix('s') if count == 1 else plural}"


def summary(recap: Recap) -> str:
    """All of it in one line."""
    parts = [f"Studied {duration(recap.active)}", read_in_words(recap), reviewed_in_words(recap)]
    if recap.finished:
        parts.append(f"{_counted(len(recap.finished), 'sections')} finished")
    parts.append(marked_in_words(recap.marks) if recap.marks else "")
    if recap.open:
        parts.append(f"{_counted(len(recap.open), 'questions')} open")
    return " · ".join(filter(None, parts))


def lines(recap: Recap) -> Iterator[str]:
    """All of it for a terminal, a line each, of any length."""
    head = [when(recap), duration(recap.active)]
    head += [_counted(recap.sessions, "sessions")] if recap.sessions > 1 else []
    head += [_counted(recap.intervals, "intervals")] if recap.intervals else []
    yield " · ".join(head)
    several = len(recap.documents) > 1
    for one in recap.documents:
        yield ""
        spent = f"{duration(one.active)}, " if several else ""
        read = f"{spent}{read_in_words(one) or 'nothing read'}"
        yield " · ".join(filter(None, (_line(one.title), read, reviewed_in_words(one))))
        yield from (f"  finished: {_line(title)}" for title in one.finished)
        if one.marks:
            yield f"  marked: {marked_in_words(one.marks)}"
        for mark in one.marks:
            about = mark.annotation.kind.value
            if mark.annotation.kind.value != "bookmark":
                about = f"{mark.annotation.colour.value} {about}"
            yield f"    {about}{'' if mark.new else ', changed'}: {quoted(mark)}"
            yield from (f"      {_line(row)}" for row in mark.annotation.note.split("\n") if row)
        if one.open:
            yield "  left open:"
            yield from (f"    {quoted(mark)}" for mark in one.open)


def quoted(mark: Mark, most: int = QUOTED) -> str:
    """Its words, ``most`` code points of them, and the section that it stands in."""
    words = _line(mark.quote)
    words = words if len(words) <= most else f"{words[: most - 1]}…"
    return f"“{words}”" + (f" — {_line(mark.section[-1])}" if mark.section else "")


def _line(words: str) -> str:
    return " ".join(words.split())


# --- for programs ------------------------------------------------------------------------------


def record_of(recap: Recap) -> dict[str, Any]:
    """The recap as plain data, for JSON; times in seconds and local ISO."""
    return {
        "id": recap.group,
        "sessions": recap.sessions,
        "state": recap.state,
        "started": recap.started.isoformat(timespec="milliseconds"),
        "ended": recap.ended.isoformat(timespec="milliseconds"),
        "active": round(recap.active, 1),
        "reviewed": round(recap.reviewed, 1),
        "cards": recap.cards,
        "read": recap.amounts,
        "unit": recap.unit or None,
        "pace": recap.pace or None,
        "marks": len(recap.marks),
        "intervals": recap.intervals,
        "documents": [_document_record(one) for one in recap.documents],
    }


def _document_record(one: Studied) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "active": round(one.active, 1),
        "reviewed": round(one.reviewed, 1),
        "cards": one.cards,
        "read": {one.unit: one.amount} if one.amount else {},
        "unit": one.unit,
        "pace": one.pace or None,
        "finished": list(one.finished),
        "marked": [_mark_record(mark) for mark in one.marks],
        "open": [_mark_record(mark) for mark in one.open],
    }


def _mark_record(mark: Mark) -> dict[str, object]:
    annotation = mark.annotation
    return {
        "id": annotation.id,
        "kind": annotation.kind.value,
        "colour": annotation.colour.value,
        "quote": mark.quote,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "section": list(mark.section),
        "start": mark.span.start if mark.span else None,
        "new": mark.new,
    }

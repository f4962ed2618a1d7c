"""All sessions of a library, and what came of them. One session has a record in each document that
was read in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import parsed, settings
from reader.catalogue import Entry
from reader.documents.document import Document, Metadata
from reader.documents.opening import read_source
from reader.errors import ReaderError
from reader.library import Library, named
from reader.recognising import as_known
from reader.studied import studied
from reader.study.alive import is_dead
from reader.study.reading import Reading
from reader.study.recap import Part, pace
from reader.study.recovering import recovered
from reader.study.session import Session, marked_in
from reader.study.sessions import sessions_named
from reader.text.words import unit_of

if TYPE_CHECKING:
    from reader.annotations.store import Annotations

Tell = Callable[[str], None]


class Held(NamedTuple):
    """The records of sessions that a document has."""

    entry: Entry
    sessions: tuple[Session, ...]

    @property
    def unit(self) -> str:
        """What is counted of the text. Older sessions do not say it, and no text is opened."""
        known = next((one.unit for one in self.sessions if one.unit), "")
        return known or unit_of(self.entry.title)

    @property
    def amounts(self) -> dict[str, int]:
        """How much was read, by the unit; only what was."""
        amount = sum(one.words for one in self.sessions)
        return {self.unit: amount} if amount else {}


class Group(NamedTuple):
    """A session in all its documents, in the order in which they were begun."""

    id: str
    held: tuple[Held, ...]

    @property
    def sessions(self) -> list[Session]:
        return [session for held in self.held for session in held.sessions]

    @property
    def started(self) -> str:
        return min((one.started for one in self.sessions), key=datetime.fromisoformat)

    @property
    def ended(self) -> str:
        return max((one.ended for one in self.sessions), key=datetime.fromisoformat)

    @property
    def active(self) -> float:
        """Seconds."""
        return sum(one.active for one in self.sessions)

    @property
    def reading(self) -> float:
        """The seconds of them that went into reading."""
        return sum(one.reading for one in self.sessions)

    @property
    def amounts(self) -> dict[str, int]:
        """How much was read, by the unit; only what was."""
        found: Counter[str] = Counter()
        for held in self.held:
            found.update(held.amounts)
        return dict(found)

    @property
    def unit(self) -> str:
        """What was read is counted in this; empty where it is in both."""
        units = {*self.amounts} or {held.unit for held in self.held}
        return units.pop() if len(units) == 1 else ""

    @property
    def pace(self) -> int:
        """How much was read in a minute; 0 where that cannot be said in one unit."""
        amounts = [*self.amounts.values()]
        return pace(amounts[0], self.reading) if len(amounts) == 1 else 0

    @property
    def marks(self) -> int:
        """How many annotations were made or changed."""
        return len(marked_in(self.sessions))


def held_in(library: Library, tell: Tell) -> list[Held]:
    """The sessions of all documents, also those that go on; those whose program is gone are broken,
    and have all their marks. ``tell`` is told what could not be read."""
    found = []
    locks = library.state / "locks"
    for one in studied(library, tell=tell):
        if one.problem:
            tell(one.problem)
        if any(is_dead(session, locks) for session in one.sessions):
            store = library.annotations_of(one.entry)
            found.append(Held(one.entry, tuple(recovered(store, locks))))
        elif one.sessions:
            found.append(Held(one.entry, tuple(one.sessions)))
    return found


def grouped(held: Iterable[Held]) -> list[Group]:
    """The sessions that these records are of, the last one last."""
    groups: dict[str, list[Held]] = {}
    for one in held:
        by_group: dict[str, list[Session]] = {}
        for session in one.sessions:
            by_group.setdefault(session.group, []).append(session)
        for group, sessions in by_group.items():
            groups.setdefault(group, []).append(Held(one.entry, tuple(sessions)))
    found = [Group(group, tuple(sorted(parts, key=_begun))) for group, parts in groups.items()]
    return sorted(found, key=lambda group: (datetime.fromisoformat(group.started), group.id))


def _begun(held: Held) -> datetime:
    return min(datetime.fromisoformat(one.started) for one in held.sessions)


def only(held: Iterable[Held], sessions: Iterable[Session]) -> list[Held]:
    """Of these records those of the given sessions."""
    wanted = {one.id for one in sessions}
    parts = (Held(e, tuple(one for one in mine if one.id in wanted)) for e, mine in held)
    return [part for part in parts if part.sessions]


def parts_of(library: Library, held: Sequence[Held], tell: Tell) -> list[Part]:
    """What a recap of these records is made of: the documents are read, those that are there."""
    return [_part(library, one, tell) for one in held]


def _part(library: Library, held: Held, tell: Tell) -> Part:
    entry = held.entry
    document = Document("", (), metadata=Metadata(entry.title, entry.authors))
    where = entry.path
    if library.is_there(entry):
        try:
            source = as_known(read_source(library.resolve(entry)), entry)
            document, where = parsed.parse(library.state, source), named(library, source)
        except ReaderError as error:
            tell(str(error))
    elif entry.path:
        tell(f"{Path(entry.path).name} is not there any more; what was noted is")
    reading = Reading(document, library.annotations_of(entry))
    reading.refresh()
    return Part(entry.id, reading.document, held.sessions, reading.everything(), where)


def marked_by(
    library: Library, store: Annotations, word: str, live: Iterable[Session] = ()
) -> frozenset[str]:
    """The ids of what was marked in the sessions of one document that a word names; ReaderError
    where it names none. ``live`` are those of this run as they are now, written or not."""
    known = {one.id: one for one in (*recovered(store, library.state / "locks"), *live)}
    try:
        return marked_in(sessions_named(known.values(), word, day_begins()))
    except ReaderError as error:
        raise _elsewhere(library, word) from error


def _elsewhere(library: Library, word: str) -> ReaderError:
    """That the last session that a word names was in other documents; raises a ReaderError of its
    own where there is none."""
    held = held_in(library, lambda problem: None)
    known = [one for part in held for one in part.sessions]
    group = grouped(only(held, sessions_named(known, word, day_begins())))[-1]
    titles = "”, “".join(" ".join(one.entry.title.split()) for one in group.held)
    began = datetime.fromisoformat(group.started)
    return ReaderError(
        f"no session “{word}” in this document; that of {began:%Y-%m-%d %H:%M} was in “{titles}”"
    )


def day_begins() -> int:
    """The hour at which days of study begin."""
    return settings.load().number("study.day_begins")

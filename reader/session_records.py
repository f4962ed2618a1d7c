"""Sessions as plain data, for programs: a session has the same names wherever it is told of."""

from __future__ import annotations

from reader.catalogue import Entry
from reader.config import state_folder
from reader.library import Library
from reader.sessions import Group, Held
from reader.study.recap import pace
from reader.study.running import Running
from reader.study.session import marked_in, state_of


def record(library: Library, group: Group) -> dict[str, object]:
    """A session as plain data: as `record_of` has it, but for what takes to open the texts."""
    return {
        "id": group.id,
        "state": state_of(group.sessions),
        "started": group.started,
        "ended": group.ended,
        "active": round(group.active, 1),
        "reviewed": round(sum(one.reviewed for one in group.sessions), 1),
        "cards": sum(one.cards for one in group.sessions),
        "read": group.amounts,
        "unit": group.unit or None,
        "pace": group.pace or None,
        "marks": group.marks,
        "documents": [_document(library, held) for held in group.held],
    }


def _document(library: Library, held: Held) -> dict[str, object]:
    seconds, amounts = sum(one.reading for one in held.sessions), held.amounts
    return {
        "id": held.entry.id,
        "title": held.entry.title,
        "path": path_of(library, held.entry),
        "active": round(sum(one.active for one in held.sessions), 1),
        "reviewed": round(sum(one.reviewed for one in held.sessions), 1),
        "cards": sum(one.cards for one in held.sessions),
        "read": amounts,
        "unit": held.unit,
        "pace": pace(sum(amounts.values()), seconds) or None,
        "finished": [title for one in held.sessions for title in one.sections],
        "marks": sorted(marked_in(held.sessions)),
    }


def path_of(library: Library, entry: Entry) -> str | None:
    """Where the file of a document is; None for one that has none."""
    return str(library.resolve(entry)) if entry.path else None


def record_of_running(found: Running) -> dict[str, object]:
    """A session that goes on: with its goal, and the folder of the library that it is in."""
    library = Library(found.root, state_folder())
    entries = {entry.id: entry for entry in library.entries()}
    held = [
        Held(entries.get(document, Entry(id=document)), (session,))
        for document, session in found.documents.items()
    ]
    group = Group(found.sessions[0].group, tuple(held))
    goal = {**found.sessions[0].goal._asdict(), "reached": found.reached}
    return {
        **record(library, group),
        "state": found.state,
        "goal": goal,
        "library": str(found.root),
    }

"""What a session of which the program died did not come to write: that it is over, and the marks
that were made after its last word.

A mark is durable when it is made, before the session that it belongs to tells of it. Which run of
the program a session is of stands in its record, and in the journal and the annotation which run
wrote a mark; of a session that does not say it, the marks of its time are taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.annotation import Annotation, is_note
from reader.annotations.logs import RUNNING, SESSION
from reader.study.alive import RUN, is_dead
from reader.study.session import BROKEN, PAUSED, Session, sessions_in

if TYPE_CHECKING:
    from reader.annotations.store import Annotations

LATER = timedelta(seconds=30)  # a session may live on, unwritten, after what its record ends with
_NEVER = datetime.max.replace(tzinfo=UTC)


def recovered(store: Annotations, locks: Path) -> list[Session]:
    """The sessions of a document as they are, in the order in which they began: those whose program
    died are broken, and have all their marks."""
    sessions = sessions_in(store.logged(SESSION))
    return [_broken(one, sessions, store) if is_dead(one, locks) else one for one in sessions]


def broken(store: Annotations, locks: Path, *, but: str = "") -> list[Session]:
    """The sessions of a document that were going on when their program died, as they are to be from
    now on; not those of the group ``but``."""
    records = store.logged(SESSION)
    if not any(one.get("state") in (RUNNING, PAUSED) for one in records):
        return []  # as nearly always: of none of them more has to be known
    sessions = sessions_in(records)
    dead = (one for one in sessions if one.group != but and is_dead(one, locks))
    return [_broken(one, sessions, store) for one in dead]


def _broken(session: Session, sessions: Iterable[Session], store: Annotations) -> Session:
    known = {*session.made, *session.changed}
    began = datetime.fromisoformat(session.started)
    lost = [one for one in _marks(session, sessions, store) if one.id not in known]
    made = [one.id for one in lost if _moment(one.created) >= began]
    changed = [one.id for one in lost if one.id not in made]
    return session._replace(
        state=BROKEN, made=(*session.made, *made), changed=(*session.changed, *changed)
    )


def _marks(session: Session, sessions: Iterable[Session], store: Annotations) -> list[Annotation]:
    """The annotations that were made or changed in a session, in the order of the text."""
    notes = [one for one in store.all() if is_note(one)]
    began = datetime.fromisoformat(session.started)
    run = session.extra.get(RUN)
    if isinstance(run, str) and run:
        # Who changed it after the crash is in the annotation; the journal has who did before.
        journal = store.written_by(run, began)
        return [
            one
            for one in notes
            if one.id in journal or (one.extra.get("by") == run and _moment(one.modified) >= began)
        ]
    begins = (datetime.fromisoformat(one.started) for one in sessions if one.id != session.id)
    following = min((one for one in begins if one > began), default=_NEVER)
    end = min(datetime.fromisoformat(session.ended) + LATER, following)
    return [
        one
        for one in notes
        if any(began <= moment < end for moment in (_moment(one.created), _moment(one.modified)))
    ]


def _moment(text: str) -> datetime:
    """When an annotation says that something was; long ago where it does not say it."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)

"""Sessions on their way to the disk: by a thread, one at a time, so that no key waits for it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.store import Annotations
from reader.errors import ReaderError
from reader.study import running
from reader.study.session import Session, to_record

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


class Draft(NamedTuple):
    """A record that is to be written; ``save`` if the file is to have it, and not the journal
    alone."""

    store: Annotations
    session: Session
    save: bool


class StudyWriter:
    """Writes what it is given; ``failed`` is called in the program's thread with what went
    wrong."""

    def __init__(self, app: ReaderApp, failed: Callable[[str], object]) -> None:
        self._app = app
        self._failed = failed
        self._drafts: SimpleQueue[Draft] = SimpleQueue()
        self._writing = Lock()
        self._known: dict[str, dict[str, Session]] = {}  # by their groups and documents

    def put(self, store: Annotations, session: Session, *, save: bool) -> None:
        """Let this be written when `go` is called next."""
        self._drafts.put(Draft(store, session, save))

    def go(self) -> None:
        """Let a thread write what waits, unless one is at it: then it waits for the next call."""
        if self._drafts.qsize() and not self._writing.locked() and self._app.is_running:
            self._app.run_worker(self._behind, thread=True, group="session", exit_on_error=False)

    def now(self) -> str:
        """Write what waits, the newest of each record; what went wrong, if anything."""
        problem = ""
        with self._writing:
            drafts: dict[str, Draft] = {}
            with suppress(Empty):
                while True:
                    draft = self._drafts.get_nowait()
                    drafts[draft.session.id] = draft
            for store, session, save in drafts.values():
                try:
                    store.log(to_record(session))
                    if save:
                        store.save()
                except ReaderError as error:
                    problem = str(error)
                self._tell(store, session)
        return problem

    def _tell(self, store: Annotations, session: Session) -> None:
        """Say for a prompt how it is now."""
        documents = self._known.setdefault(session.group, {})
        documents[store.document_id] = session
        library = self._app.library
        running.tell(library.state / "locks", library.root, documents)

    def _behind(self) -> None:
        """In a thread."""
        problem = self.now()
        if problem:
            with suppress(RuntimeError):  # the program has ended meanwhile
                self._app.call_from_thread(self._failed, problem)

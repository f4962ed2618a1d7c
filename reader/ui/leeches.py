"""Which annotations of a document are leeches: learned, and forgotten again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.logs import REVIEW
from reader.errors import ReaderError
from reader.study.scheduling import by_card, is_leech, memory_of
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.ui.screens.reading import ReadingScreen


def leeches(store: Annotations, limit: int, retention: int) -> frozenset[str]:
    """The ids of annotations of which a card was forgotten so often; may raise StorageError."""
    learned = {one.id: one.learn for one in store.all() if one.learn}
    if not learned:
        return frozenset()
    return frozenset(
        annotation
        for (annotation, card), reviews in by_card(store.logged(REVIEW)).items()
        if card in learned.get(annotation, ()) and is_leech(memory_of(reviews, retention), limit)
    )


def look_for_leeches(screen: ReadingScreen) -> None:
    """Let the notes pane of a document that is open tell them. The log may be long: a thread."""
    reading = screen.reading
    if reading is None or not reading.store.logged(REVIEW):
        return
    store, settings = reading.store, screen.settings
    limit, retention = settings.number("study.leech"), settings.number("study.retention")

    def work() -> None:
        try:
            found = leeches(store, limit, retention)
        except ReaderError:
            return  # what is wrong is said elsewhere
        tell(screen.app, screen, _take, screen, found)

    screen.run_worker(work, thread=True, group="leeches", exclusive=True)


def _take(screen: ReadingScreen, found: frozenset[str]) -> None:
    if found != screen.notes.leeches:
        screen.notes.leeches = found
        screen.notes.refresh()

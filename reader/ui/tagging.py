"""Tags are completed as they are typed, with those of the whole library, most used first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.filtering import Offer, tag_counts, tag_offers
from reader.ui.completing import Completing
from reader.ui.noting import book_of
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def ask_tags(
    screen: ReadingScreen, there: Sequence[str], done: Callable[[tuple[str, ...] | None], None]
) -> None:
    """Ask for the tags of an annotation that has these; None when given up."""
    book = book_of(screen.app)
    here = Counter(
        tag
        for one, _ in (screen.reading.everything() if screen.reading else ())
        for tag in one.tags
    )

    def offers(text: str) -> Sequence[Offer]:
        known = Counter(dict(book.tags)) | here
        return tag_offers(text, sorted(known.items(), key=lambda item: (-item[1], item[0])))

    def typed(text: str) -> None:
        completing.typed(text)

    def answered(answer: str | None) -> None:
        completing.end()
        if answer is None:
            done(None)
            return
        words = (word.lstrip("#") for word in answer.replace(",", " ").split())
        done(tuple(dict.fromkeys(filter(None, words))))

    screen.ask("Tags, with spaces between:", " ".join(there), answered, typed)
    completing = Completing(screen.prompt, screen.offers, offers)
    if not book.tags:
        _load(screen, lambda: completing.typed(screen.prompt.box.value))


def _load(screen: ReadingScreen, then: Callable[[], None]) -> None:
    """In a thread: the tags of the library."""
    from reader.notebook import pages

    app, book = screen.app, book_of(screen.app)

    def take(tags: list[tuple[str, int]]) -> None:
        book.tags = book.tags or tags
        if screen.prompt.complete is not None:
            then()

    def work() -> None:
        try:
            tags = tag_counts(row for page in pages(app.library) for row in page.rows)
        except ReaderError:
            return  # those of the document are offered
        tell(app, screen, take, tags)

    screen.run_worker(work, thread=True, group="tags", exclusive=True, exit_on_error=False)

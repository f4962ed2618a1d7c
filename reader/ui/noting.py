"""What the notebook knows, for as long as the program runs, and what it does in threads."""

from __future__ import annotations

import contextlib
import gc
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from reader import batches, bulk, following, notebook
from reader.catalogue import Entry
from reader.errors import ReaderError
from reader.filtering import in_order, passing, tag_counts
from reader.notebook import Page, Row
from reader.query import parse
from reader.study.homeless import why_homeless
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.jumps import Jumps
    from reader.ui.screens.notebook import NotebookScreen


@dataclass
class Book:
    """The notebook as it was loaded last, and how it was left.

    ``rows`` are in the order ``sort``; ``tags`` and ``titles`` with how many annotations have each;
    ``counts`` how many a saved filter means. ``opened`` tells which jump led out of it.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)
    entries: dict[str, Entry] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    tags: list[tuple[str, int]] = field(default_factory=list)
    titles: list[tuple[str, int]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    complete: bool = False
    sort: str = "place"
    turned: bool = False
    wanted: str = ""
    chosen: str = ""  # the id of a row
    marked: dict[str, Row] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)  # ids of the batches of this run
    opened: tuple[int, int] | None = None

    def take(self, pages: Iterable[Page]) -> None:
        """Let this be what it holds."""
        self.pages = {page.entry.id: page for page in pages}
        self.entries = {identity: page.entry for identity, page in self.pages.items()}
        rows = [row for page in self.pages.values() for row in page.rows]
        self.tags = tag_counts(rows)
        titles = Counter[str]()
        for page in self.pages.values():
            titles[page.entry.title] += len(page.rows)
        self.titles = titles.most_common()
        self._put(rows)

    def led_here(self, jumps: Jumps) -> bool:
        """Whether the last jump was out of the notebook."""
        return self.opened == (jumps.at, len(jumps.stops))

    def order(self, sort: str) -> None:
        """Let the rows be in another order; the same one again turns it round."""
        self.turned = sort == self.sort and not self.turned
        self.sort = sort
        self._put([row for page in self.pages.values() for row in page.rows])

    def _put(self, rows: list[Row]) -> None:
        rows = in_order(rows, self.sort, self.entries)
        self.rows = rows[::-1] if self.turned else rows


def book_of(app: ReaderApp) -> Book:
    """What is known of the notebook."""
    if app.book is None:
        app.book = Book()
    return app.book


def open_notebook(app: ReaderApp, wanted: str | None = None) -> None:
    """Show the notebook as it was left, or what is wanted of it."""
    from reader.ui.screens.notebook import NotebookScreen

    book = book_of(app)
    book.opened = None
    if wanted is not None:
        book.wanted = wanted
    app.push_screen(NotebookScreen(book))


def open_passage(app: ReaderApp, entry: Entry, row: Row) -> None:
    """Read the document of an annotation at its passage; `jump_back` leads to the notebook."""
    book = book_of(app)

    def shown() -> None:
        screen = app.reading_screen
        screen.make_current(row.id, reveal=True)
        book.opened = app.jumps.at, len(app.jumps.stops)
        reading = screen.reading
        if reading is not None and reading.store.get(row.id) is None:
            screen.say("The annotation is not there any more.")
        elif reading is not None and reading.span_of(row.id) is None:
            annotation = reading.store.get(row.id)
            why = why_homeless(annotation, reading.document) if annotation else ""
            screen.say(f"{why[:1].upper()}{why[1:]}; the notes pane lists it.")

    path = app.library.resolve(entry)
    there = app.is_open(entry)
    app.open_path(path, None if there or row.state else row.start, shown)


class Noting:
    """Works for one screen, and stops when that is gone."""

    def __init__(self, screen: NotebookScreen) -> None:
        self._screen = screen
        self._app = screen.app
        self._library = screen.app.library
        self.changing = False

    def _run(self, work: Callable[[], object], group: str) -> None:
        def guarded() -> None:
            try:
                work()
            except ReaderError as error:
                self._tell(self._screen.say, str(error))

        exclusive = group == "load"
        self._screen.run_worker(guarded, thread=True, group=group, exclusive=exclusive)

    def _gone(self) -> bool:
        return get_current_worker().is_cancelled or not self._screen.is_attached

    def _tell(self, do: Callable[..., object], *what: object) -> None:
        if not self._gone():
            tell(self._app, self._screen, do, *what)

    # --- loading --------------------------------------------------------------------------------

    def load(self) -> None:
        """Show all annotations, the first ones at once; what is known is only brought up."""
        self._run(self._load, "load")

    def _load(self) -> None:
        """Collections of garbage would find none, and would be felt; what is loaded stays."""
        gc.disable()
        try:
            book = self._screen.book
            if book.complete:
                self._bring_up(book)
            else:
                self._load_all(book)
        finally:
            gc.freeze()
            gc.enable()
        self._count()

    def begin(self) -> None:
        """Show the first ones at once, as they were remembered."""
        with contextlib.suppress(ReaderError):  # then all of them say why
            if first := notebook.remembered(self._library):
                self._screen.loaded(first, {}, False)

    def _load_all(self, book: Book) -> None:
        pages: list[Page] = []
        stamps: dict[str, str] = {}
        if book.sort == "place" and not (book.rows or book.turned):
            self._tell(self._screen.loaded, notebook.remembered(self._library), stamps, False)

        def step(done: int, of: int) -> None:
            if done % 20 == 19:
                self._tell(self._screen.reading, done, of)

        for page in notebook.pages(self._library, step=step, signed=stamps):
            if self._gone():
                return
            pages.append(page)
        self._tell(self._screen.loaded, pages, stamps, True)

    def _bring_up(self, book: Book) -> None:
        """Read again what changed."""
        stamps = notebook.stamps(self._library)
        known = book.stamps
        changed = {i for i in stamps.keys() | known.keys() if stamps.get(i) != known.get(i)}
        if not changed:
            return
        news = notebook.pages(self._library, lambda entry: entry.id in changed)
        fresh = {page.entry.id: page for page in news}
        before = [
            fresh.get(i, page) for i, page in book.pages.items() if i in fresh or i not in changed
        ]
        new = [page for i, page in fresh.items() if i not in book.pages]
        self._tell(self._screen.loaded, [*new, *before], stamps, True)

    def _count(self) -> None:
        """How many each saved filter means."""
        book = self._screen.book
        counts = {}
        saved = self._app.settings.filters
        for name in sorted(saved)[:9]:
            try:
                counts[name] = len(passing(book.rows, parse(f"@{name}", saved), book.entries))
            except ReaderError:
                counts[name] = -1
        self._tell(self._screen.counted, counts)

    # --- changing many --------------------------------------------------------------------------

    def change(self, label: str, done: str, rows: Sequence[Row], to: bulk.Change) -> None:
        """Change annotations as one step."""
        self._batch(done, partial(bulk.change, self._library, label, list(rows), to))

    def rename(self, old: str, new: str) -> None:
        """Give a tag another name everywhere."""
        rows = list(self._screen.book.rows)
        self._batch("Retagged", partial(bulk.rename_tag, self._library, rows, old, new))

    def take_back(self, batch: batches.Batch) -> None:
        """Take a batch back."""
        done = f"Taken back ({batch.label}):"
        self._batch(done, partial(following.take_back, self._library, batch), keep=False)

    def _batch(
        self,
        done: str,
        do: Callable[..., batches.Outcome | None],
        *,
        keep: bool = True,
    ) -> None:
        if self.changing:
            self._screen.say("Still changing what was asked for before.")
            return
        self.changing = True

        def step(at: int, of: int) -> None:
            if of > 20 and at % 10 == 0:
                self._tell(self._screen.say, f"{done} … {at:,} of {of:,} documents")

        def work() -> None:
            try:
                outcome = do(step=step)
            finally:
                self.changing = False
            if outcome is not None:
                self._tell(self._screen.changed, outcome, done, keep)

        self._run(work, "change")

"""The statistics: a calendar of a year, what was read, reviewed and marked, of all or of one."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static
from textual.worker import get_current_worker

from reader.accounting import accounts, figures
from reader.bars import Row
from reader.catalogue import Entry
from reader.errors import ReaderError
from reader.stats_drawn import drawn
from reader.studied import cards
from reader.study.scheduling import CardRow
from reader.study.statistics import Account, Statistics
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.scrolled import ScrolledScreen
from reader.ui.threads import tell
from reader.ui.widgets.chrome import Header, HintRow
from reader.ui.widgets.painting import Palette

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

ALL = "All documents"
YEAR = timedelta(weeks=52)
FARTHEST = 50  # years back
BESIDE = 5  # cells of the margins and the scrollbar
# What the rows call a style, and what the palette does; the others have the same name in both.
STYLES = {"heat": "sign-green", "short": "sign-orange", "mark": "strong"}


class StatisticsScreen(ScrolledScreen[None]):
    """Shows the figures of all documents, or of ``shown``; of those up to a day of an earlier year
    where that is asked for."""

    app: ReaderApp
    PLACE = key_places.STATISTICS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.STATISTICS)]
    DEFAULT_CSS = """
    StatisticsScreen { background: $background; }
    StatisticsScreen VerticalScroll {
        height: 1fr; background: $background;
        scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    StatisticsScreen #figures { height: auto; margin: 1 2 1 2; }
    """

    def __init__(self, reading: Entry | None) -> None:
        super().__init__()
        self._reading = reading
        self._shown: Entry | None = None
        self._back = 0  # years
        self._accounts: Sequence[Account] | None = None
        self._cards: Sequence[CardRow] = ()
        self._entries: Sequence[Entry] = ()
        self._found: Statistics | None = None

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        yield Header(palette, id="header")
        with VerticalScroll():
            yield Static("Reading …", id="figures", markup=False)
        yield HintRow(palette, id="hints")

    def on_mount(self) -> None:
        super().on_mount()
        self._app = self.app  # a thread may outlive the screen
        self.query_one(Header).title = "Statistics"
        self.query_one(HintRow).at(self.PLACE)
        self.scroll.focus()
        self.call_after_refresh(self._load)  # the first frame comes first

    def on_resize(self) -> None:
        self._show()

    def settings_changed(self) -> None:
        super().settings_changed()
        self._count()

    def palette_changed(self, palette: Palette) -> None:
        super().palette_changed(palette)
        self._show()

    # --- counting -------------------------------------------------------------------------------

    def _load(self) -> None:
        """Read what there is, then count it."""

        def work() -> None:
            library, settings = self._app.library, self._app.settings
            problems: list[str] = []
            gc.disable()  # collections of garbage would find none, and would be felt
            try:
                known = accounts(library, settings, step=step, tell=problems.append)
                learned = cards(library, settings=settings)
                ids = {account.id for account in known}
                entries = [entry for entry in library.entries() if entry.id in ids]
            except ReaderError as error:
                self._tell(self._instead, str(error))
                return
            except _Closed:
                return
            finally:
                gc.freeze()  # what was read stays, and need not be looked through
                gc.enable()
            self._tell(self._loaded, known, learned, entries, problems)

        def step(done: int, of: int) -> None:
            if get_current_worker().is_cancelled or not self.is_attached:
                raise _Closed
            if done % 20 == 19:
                self._tell(self._instead, f"Reading: {done:,} of {of:,} documents")

        self.run_worker(work, thread=True, group="load")

    def _instead(self, words: str) -> None:
        """Show some words while there are no figures."""
        self.query_one("#figures", Static).update(words)

    def _loaded(
        self,
        known: Sequence[Account],
        learned: Sequence[CardRow],
        entries: Sequence[Entry],
        problems: Sequence[str],
    ) -> None:
        self._accounts, self._cards, self._entries = known, learned, entries
        if problems:
            self.say(problems[0])
        self._count()

    def _count(self) -> None:
        """Count what is to be shown, of 100,000 annotations not while a key waits."""
        if self._accounts is None:
            return
        shown, settings = self._shown, self.app.settings
        known = [one for one in self._accounts if shown is None or one.id == shown.id]
        learned = self._cards
        until = figures((), (), settings).today - self._back * YEAR if self._back else None

        def work() -> None:
            found = figures(known, learned, settings, until=until)
            if not get_current_worker().is_cancelled:
                self._tell(self._counted, found)

        self.run_worker(work, thread=True, group="count", exclusive=True)

    def _counted(self, found: Statistics) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        title = self._shown.title if self._shown else ALL
        rows = drawn(self._found, max(20, self.size.width - BESIDE), title)
        text = Text("\n").join(map(self._styled, rows))
        self.query_one("#figures", Static).update(text)

    def _styled(self, row: Row) -> Text:
        palette = self.app.text_palette
        line = Text(no_wrap=True)
        for words, style in row:
            line.append(words, palette[STYLES.get(style, style)])
        return line

    def say(self, message: str) -> None:
        """One quiet line."""
        self.query_one(HintRow).say(message)

    def _tell(self, do: Callable[..., object], *what: object) -> None:
        tell(self._app, self, do, *what)

    # --- commands -------------------------------------------------------------------------------

    def statistics_switch(self) -> None:
        """Of the document that is read, or of all."""
        if self._shown is None and self._reading is None:
            self.statistics_document()
        else:
            self._of(self._reading if self._shown is None else None)

    def statistics_document(self) -> None:
        """Choose a document."""
        from reader.ui.screens.documents import DocumentsScreen

        def chosen(entry: Entry | None) -> None:
            if entry is not None:
                self._of(entry)

        if self._entries:
            self.app.push_screen(DocumentsScreen("Statistics of", self._entries), chosen)
        else:
            self.say("There is no document yet of which there is something to count.")

    def statistics_earlier(self) -> None:
        """The year before."""
        self._to_year(min(FARTHEST, self._back + 1))

    def statistics_later(self) -> None:
        """The year after."""
        self._to_year(max(0, self._back - 1))

    def _of(self, entry: Entry | None) -> None:
        self._shown = entry
        self.top()
        self._count()

    def _to_year(self, back: int) -> None:
        if back != self._back:
            self._back = back
            self._count()


class _Closed(Exception):  # noqa: N818 - it is no error
    """The screen is not there any more."""


def open_statistics(app: ReaderApp) -> None:
    """Show them over what is there, once."""
    if not isinstance(app.screen, StatisticsScreen):
        app.push_screen(StatisticsScreen(app.entry if app.reads else None))

"""The notebook: every annotation of the library, to find, to go to, and to change many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from reader import batches, bulk
from reader.catalogue import Entry
from reader.errors import ReaderError
from reader.filtering import SORTS, Offer, offers, passing
from reader.notebook import Page, Row
from reader.query import Term, is_name, parse
from reader.ui import key_places, notebook_changes
from reader.ui.commands import bindings
from reader.ui.completing import Completing
from reader.ui.keys import key_of
from reader.ui.noting import Book, Noting, open_passage
from reader.ui.screens.choose import Choice, ChooseScreen
from reader.ui.screens.table_screen import TableScreen
from reader.ui.widgets.chrome import Header, HintRow, Prompt
from reader.ui.widgets.notebook_table import NotebookTable, Preview
from reader.ui.widgets.offers import Offers
from reader.ui.widgets.shelf_table import Tabs
from reader.ui.widgets.table import Table

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

LOOK = 5.0  # seconds between looks at what other programs changed
ALL = "All"
EMPTY = "Nothing is annotated yet: select a passage while reading and press enter."
NOTHING_FOUND = "No annotation is like that; esc shows all again."
# Rows of the screen, and how many of them the preview has then.
PREVIEW = ((32, 11), (22, 8), (14, 4))


class NotebookScreen(TableScreen[None]):
    """Lists the annotations that pass the filter, ``book.wanted``; what is chosen is opened."""

    app: ReaderApp
    table: NotebookTable
    PLACE = key_places.NOTEBOOK
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.NOTEBOOK)]
    DEFAULT_CSS = "NotebookScreen { layers: base over; background: $background; }"

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.book = book
        self._completing: Completing | None = None
        self._last_marked = ""
        self._shown = False

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        self.header = Header(palette, id="header")
        self.tabs = Tabs(palette, id="tabs")
        self.table = NotebookTable(palette, id="table")
        self.preview = Preview(palette, id="preview")
        self.hints = HintRow(palette, id="hints")
        self.prompt = Prompt(id="prompt")
        self.offers = Offers(palette, id="offers")
        yield self.header
        yield self.tabs
        yield self.table
        yield self.preview
        yield self.hints
        yield self.prompt
        yield self.offers

    def on_mount(self) -> None:
        self.header.title = "Notebook"
        self.table.nothing = "Looking …"
        self.table.marked = self.book.marked
        self.hints.at(self.place)
        self.tabs.display = bool(self.app.settings.filters)
        if self.book.rows:
            self.list_rows(chosen=self.book.chosen)
        self.noting = Noting(self)
        if not self.book.rows and not self.app.reads:  # nothing else is to be seen
            self.noting.begin()
        self.call_after_refresh(self.noting.load)  # the first frame comes first
        self.set_interval(LOOK, self._look)

    def on_screen_resume(self) -> None:
        """What was changed meanwhile is to be seen at once."""
        if self.book.complete and self._shown:
            self.noting.load()
        self._shown = True

    def _look(self) -> None:
        if self.app.screen is self and not self.noting.changing:
            self.noting.load()

    def on_resize(self, event: events.Resize) -> None:
        rows = next((rows for least, rows in PREVIEW if event.size.height >= least), 0)
        self.preview.display = rows > 0
        self.preview.styles.height = rows

    # --- what is listed -------------------------------------------------------------------------

    def reading(self, done: int, of: int) -> None:
        """So many documents were read that were not remembered."""
        self.say(f"Reading the annotations: {done:,} of {of:,} documents")

    def loaded(self, pages: Sequence[Page], stamps: Mapping[str, str], complete: bool) -> None:
        """The annotations were loaded, as yet or wholly."""
        chosen = self.table.chosen
        identity = chosen.id if chosen is not None else self.book.chosen
        self.book.take(pages)
        self.book.stamps = dict(stamps)
        self.book.complete = complete
        self.table.nothing = EMPTY if complete else "Looking …"
        there = {row.id: row for row in self.book.rows} if self.book.marked else {}
        gone = [one for one in self.book.marked if one not in there]
        for one in gone:
            del self.book.marked[one]
        if problems := [page for page in pages if page.problem]:
            self.say(f"{problems[0].entry.title}: {problems[0].problem}")
        self.list_rows(chosen=identity)
        if complete:
            self.app.hand_over.end()

    def counted(self, counts: Mapping[str, int]) -> None:
        """So many annotations each saved filter means."""
        self.book.counts = dict(counts)
        self._show_tabs()

    def list_rows(self, *, chosen: str = "") -> None:
        """List what passes the filter; the cursor stays on its annotation."""
        book = self.book
        terms = self._terms()
        rows = passing(book.rows, terms, book.entries) if terms else book.rows
        self.table.rows, self.table.entries = rows, book.entries
        if terms and book.rows:
            self.table.nothing = NOTHING_FOUND
        elif book.complete:
            self.table.nothing = EMPTY
        at = next((at for at, row in enumerate(rows) if row.id == chosen), None) if chosen else None
        self.table.changed()
        self.table.point(min(self.table.cursor, max(0, len(rows) - 1)) if at is None else at)
        self._tell_header()
        self._show_tabs()
        self.show_preview()

    def _terms(self) -> list[Term]:
        """What the filter asks for; a word of it that is wrong, or not written to its end, is told
        above the line and asks for nothing."""
        saved, wanted = self.app.settings.filters, self.book.wanted
        try:
            return parse(wanted, saved)
        except ReaderError as error:
            if self.prompt.active and self._completing is not None:
                self._completing.say(str(error))
        try:
            return parse(wanted.rpartition(" ")[0], saved)
        except ReaderError:
            return []

    def _tell_header(self) -> None:
        book, number = self.book, len(self.table.rows)
        total = len(book.rows)
        of = f"{number:,} of {total:,}" if number != total else f"{total:,}"
        more = "" if book.complete else " …"
        marked = [f"{len(book.marked):,} marked"] if book.marked else []
        wanted = [f"/{book.wanted}"] if book.wanted else []
        counted = f"{of}{more} annotation{'s' * (total != 1)}"
        turned = " ↑" if book.turned else ""
        self.header.facts = [f"by {book.sort}{turned}", *wanted, *marked, counted]
        self.header.refresh()

    def _show_tabs(self) -> None:
        names = self._saved()
        self.tabs.display = bool(names)
        tabs = [(f"0 {ALL}", len(self.book.rows))]
        tabs += [(f"{at} {n}", max(0, self.book.counts.get(n, 0))) for at, n in names.items()]
        now = next((f"{at} {n}" for at, n in names.items() if self.book.wanted == f"@{n}"), "")
        self.tabs.show(tabs, now or ("" if self.book.wanted else f"0 {ALL}"))

    def _saved(self) -> dict[int, str]:
        """The saved filters that have a key."""
        return dict(enumerate(sorted(self.app.settings.filters)[:9], 1))

    @on(Table.Moved)
    def show_preview(self) -> None:
        """The chosen annotation, below."""
        row = self.table.chosen
        self.preview.show(row, self.book.entries[row.document] if row else Entry())
        if row is not None:
            self.book.chosen = row.id

    # --- filter and order -----------------------------------------------------------------------

    def ask_with(
        self,
        label: str,
        value: str,
        done: Callable[[str], None],
        offered: Callable[[str], Sequence[Offer]],
        change: Callable[[str], None] | None = None,
    ) -> None:
        """Ask, and offer what the answer may go on with."""

        def typed(text: str) -> None:
            if self._completing is not None:
                self._completing.typed(text)
            if change is not None:
                change(text)

        self.ask(label, value, done, typed, ended=self._end_completing)
        self._completing = Completing(self.prompt, self.offers, offered, choose=change is None)

    def _end_completing(self) -> None:
        """The question is closed."""
        if self._completing is not None:
            self._completing.end()
            self._completing = None

    @on(Offers.Taken)
    def _offer_taken(self) -> None:
        if self._completing is not None:
            self._completing.take()

    def filter(self) -> None:
        """Filter as the person types."""

        def typed(text: str) -> None:
            self.book.wanted = text.strip()
            self.list_rows(chosen=self.book.chosen if not text else "")

        def done(text: str) -> None:
            self.book.wanted = text.strip()
            try:
                parse(self.book.wanted, self.app.settings.filters)
            except ReaderError as error:
                self.say(str(error))
            self.list_rows()

        value = f"{self.book.wanted} " if self.book.wanted else ""
        self.ask_with("Filter:", value, done, self._offers, typed)

    def _offers(self, text: str) -> Sequence[Offer]:
        return offers(text, self.book.tags, self.book.titles, self.app.settings.filters)

    def notebook_saved(self) -> None:
        """Save the filter, for a key of its own."""
        wanted = self.book.wanted
        if not wanted:
            self.say(f"Nothing is filtered: {key_of('filter')} does, and then it can be saved.")
            return

        def done(answer: str) -> None:
            name = answer.strip().removeprefix("@")
            if not name:
                return
            saved = self.app.settings.filters
            try:
                parse(f"@{name}", {**saved, name: wanted})
            except ReaderError as error:
                self.say(str(error))
                return
            if not is_name(name):
                self.say(f"“{name}” can be no name of a filter: letters, digits and hyphens.")
                return
            self.app.tuning.set_filter(name, wanted)
            self.say(f"Saved: @{name} stands for {wanted}")
            self.noting.load()

        self.ask("Save the filter as:", "", done)

    def show_filter(self, number: int) -> None:
        """Show what a saved filter means, 0 for all."""
        names = self._saved()
        if number and number not in names:
            some = "1 filter is" if len(names) == 1 else f"{len(names)} filters are"
            self.say(f"{some} saved; {key_of('notebook_saved')} saves one.")
            return
        self.book.wanted = f"@{names[number]}" if number else ""
        self.list_rows()

    @on(Tabs.Chosen)
    def _tab_chosen(self, event: Tabs.Chosen) -> None:
        self.show_filter(int(event.tab.partition(" ")[0]))

    def on_key(self, event: events.Key) -> None:
        """A digit shows a saved filter."""
        if not self.prompt.active and event.character and event.character in "0123456789":
            event.stop()
            self.show_filter(int(event.character))
            return
        super().on_key(event)

    def sort(self) -> None:
        """Choose an order."""
        keys = {name[0]: name for name in SORTS}

        def chosen(key: str | None) -> None:
            if key is not None:
                self.book.order(keys[key])
                self.list_rows(chosen=self.book.chosen)

        choices = [Choice(key, name, now=name == self.book.sort) for key, name in keys.items()]
        self.app.push_screen(ChooseScreen("Sort by", choices), chosen)

    # --- one annotation -------------------------------------------------------------------------

    def notebook_open(self) -> None:
        """Read its document at its passage."""
        row = self.table.chosen
        if row is None:
            return
        entry = self.book.entries[row.document]
        if not entry.path:
            self.say("Its text is not kept here; what was marked and noted is below.")
        elif not self.app.library.is_there(entry):
            self.say(f"Its document is not there any more: {entry.path}")
        else:
            open_passage(self.app, entry, row)

    @on(Table.Chosen)
    def _chosen(self) -> None:
        self.notebook_open()

    # --- several --------------------------------------------------------------------------------

    def notebook_mark(self) -> None:
        """Mark it, or let it go, and go on to the next one."""
        row = self.table.chosen
        if row is None:
            return
        if self.book.marked.pop(row.id, None) is None:
            self.book.marked[row.id] = row
        self._last_marked = row.id
        self.table.refresh()
        self.table.move(1)
        self._tell_header()

    def notebook_mark_to(self) -> None:
        """Mark all from the one that was marked last to this one."""
        rows, here = self.table.rows, self.table.cursor
        from_ = next((at for at, row in enumerate(rows) if row.id == self._last_marked), 0)
        low, high = sorted((from_, here))
        self.book.marked.update((row.id, row) for row in rows[low : high + 1])
        self.table.refresh()
        self._tell_header()

    def notebook_mark_all(self) -> None:
        """Mark all that are shown; where they are, none."""
        shown = {row.id: row for row in self.table.rows}
        if shown.keys() <= self.book.marked.keys():
            for identity in shown:
                del self.book.marked[identity]
        else:
            self.book.marked.update(shown)
        self.table.refresh()
        self._tell_header()

    def meant(self) -> list[Row]:
        """Those that are marked, else the chosen one."""
        if self.book.marked:
            return list(self.book.marked.values())
        return [self.table.chosen] if self.table.chosen is not None else []

    notebook_tags = notebook_changes.notebook_tags
    notebook_colour = notebook_changes.notebook_colour
    notebook_delete = notebook_changes.notebook_delete
    notebook_learn = notebook_changes.notebook_learn
    notebook_forget = notebook_changes.notebook_forget
    notebook_rename = notebook_changes.notebook_rename
    notebook_undo = notebook_changes.notebook_undo
    notebook_export = notebook_changes.notebook_export

    def changed(self, outcome: batches.Outcome, done: str, keep: bool) -> None:
        """A step was done, or taken back."""
        if keep:
            self.book.done.append(outcome.batch.id)
            self.book.marked.clear()
        back = f" · {key_of('notebook_undo')} takes it back" if keep and outcome.annotations else ""
        self.say(bulk.told(outcome, done) + back)
        self.noting.load()

    # --- leaving --------------------------------------------------------------------------------

    def as_it_begins(self) -> bool:
        """Look as when the program begins with it; whether that can be done."""
        book = self.book
        changed = book.wanted or book.marked or book.turned or book.sort != "place"
        if len(self.app.screen_stack) > 2 or changed or self.prompt.active or not book.complete:
            return False
        self.table.point(0)
        self.hints.hush()
        return True

    def leave_notebook(self) -> None:
        """Back to where it was opened, or out of the program."""
        self.notebook()

    notebook_page_down = TableScreen.page_down

    def back(self) -> None:
        """Out of the innermost: the marks, the filter, the screen."""
        if self.app.stop_loading():
            pass
        elif self.book.marked:
            self.book.marked.clear()
            self.table.refresh()
            self._tell_header()
        elif self.book.wanted:
            self.book.wanted = ""
            self.list_rows(chosen=self.book.chosen)
        else:
            self.notebook()

    def notebook(self) -> None:
        """Back to where it was opened, or out of the program."""
        if len(self.app.screen_stack) > 2:
            self.dismiss(None)
        else:
            self.app.exit()

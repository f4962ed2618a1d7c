"""The library: every document, to open one, and to put them in order."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from reader import gathering, shelf
from reader.annotations.annotation import now
from reader.catalogue import NO_TEXT, Entry
from reader.shelf import ALL, ORDERS, Card, Order, card_of
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.choose import Choice, ChooseScreen
from reader.ui.screens.table_screen import TableScreen
from reader.ui.shelving import Shelving
from reader.ui.widgets.chrome import Header, HintRow, Prompt
from reader.ui.widgets.shelf_table import Details, ShelfTable, Tabs, details, one_line
from reader.ui.widgets.table import Table

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

LOOK = 30.0  # seconds between looks into the folders that are watched
LOW = 18  # rows below which the details are left out
EMPTY = "Nothing on the shelf yet: a adds a file or a folder by its path, f looks for them."
NOTHING_FOUND = "No document has all of these words; esc shows all again."


class LibraryScreen(TableScreen[None]):
    """Lists the documents; the answer is nothing, what is chosen is opened.

    ``adding`` is put on the shelf at once. What is shown: `cards` the whole shelf, `table.cards`
    those of the tab that pass the filter, in order.
    """

    app: ReaderApp
    table: ShelfTable
    PLACE = key_places.LIBRARY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.LIBRARY)]
    DEFAULT_CSS = "LibraryScreen { background: $background; }"

    def __init__(self, adding: Sequence[Path] = ()) -> None:
        super().__init__()
        self.cards: list[Card] = []
        self.tab = ALL
        self.wanted = ""
        self.order, self.turned = ORDERS[0], False
        self._adding = adding
        self._forgotten: list[Entry] = []
        self._then = ""  # the path of a document to be chosen when it is there

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        self.header = Header(palette, id="header")
        self.tabs = Tabs(palette, id="tabs")
        self.table = ShelfTable(palette, id="table")
        self.details = Details(palette, id="details")
        self.hints = HintRow(palette, id="hints")
        self.prompt = Prompt(id="prompt")
        yield self.header
        yield self.tabs
        yield self.table
        yield self.details
        yield self.hints
        yield self.prompt

    def on_mount(self) -> None:
        remembered = self.app.memory.get("library")
        if isinstance(remembered, dict):
            names = {order.name: order for order in ORDERS}
            self.order = names.get(str(remembered.get("order")), self.order)
            self.turned = remembered.get("turned") is True
        self.header.title = "Library"
        self.table.nothing = "Looking …"
        self.hints.at(self.place)
        if self.app.shelf:
            self.show_cards(self.app.shelf, False)
        self.shelving = Shelving(self)
        self.shelving.load()
        self.set_interval(LOOK, self.shelving.look)
        if self._adding:
            self.call_after_refresh(self.add, self._adding)

    def on_resize(self, event: events.Resize) -> None:
        self.details.display = event.size.height >= LOW

    # --- what is listed -------------------------------------------------------------------------

    def show_cards(self, cards: list[Card], complete: bool) -> None:
        """The shelf was loaded, as yet or wholly."""
        self.cards = shelf.ordered(cards, self.order, turned=self.turned)
        self.table.nothing = EMPTY if complete else "Looking …"
        if complete:
            self.app.shelf = self.cards
        self.list_cards()

    def list_cards(self, *, stay: bool = True) -> None:
        """List what the tab and the filter leave; the cursor stays on its document if asked."""
        before = self.table.chosen if stay else None
        tabs = shelf.tabs(self.cards)
        if self.tab not in (name for name, _ in tabs):
            self.tab = ALL
        cards = shelf.filtered(shelf.in_tab(self.cards, self.tab), self.wanted)
        if self.wanted and not cards:
            self.table.nothing = NOTHING_FOUND
        elif self.cards:
            self.table.nothing = "No document here; tab shows the others."
        self.table.cards = cards
        at = 0
        if self._then:
            at = next((i for i, card in enumerate(cards) if card.entry.path == self._then), 0)
            self._then = ""
        elif before is not None:
            same = before.entry.id or before.entry.path
            places = (i for i, c in enumerate(cards) if same in (c.entry.id, c.entry.path))
            at = next(places, min(self.table.cursor, max(0, len(cards) - 1)))
        self.table.changed()
        self.table.point(at)
        self.tabs.show(tabs, self.tab)
        turned = " ↑" if self.order.down == self.turned else " ↓"
        number = f"{len(cards):,} document{'s' * (len(cards) != 1)}"
        wanted = [f"/{self.wanted}"] if self.wanted else []
        self.header.facts = [*wanted, number, f"by {self.order.name}{turned}"]
        self.header.refresh()
        self.show_details()

    @on(Table.Moved)
    def show_details(self) -> None:
        """The chosen document, below."""
        card = self.table.chosen
        lines = details(card, shelf.place_shown(self.app.library, card.entry)) if card else []
        self.details.show(lines)

    def changed(self, entries: Sequence[Entry]) -> None:
        """Some documents are no longer what their cards say."""
        news = {entry.id: entry for entry in entries}
        places = {entry.path: entry for entry in entries}
        cards = []
        for card in self.cards:
            old = card.entry
            new = news.get(old.id) if old.id else places.get(old.path)
            if new is None:
                cards.append(card)
            elif not new.off_the_shelf:
                same = (new.path, new.displaced) == (old.path, old.displaced)
                there = card.there if same else True
                cards.append(card_of(new, there=there, tempo=self.app.tempo.factor))
        self.show_cards(cards, True)

    # --- tabs, filter, order --------------------------------------------------------------------

    def next_tab(self) -> None:
        self._step_tab(1)

    def previous_tab(self) -> None:
        self._step_tab(-1)

    def _step_tab(self, step: int) -> None:
        names = [name for name, _ in self.tabs.tabs]
        if names:
            self.show_tab(names[(names.index(self.tab) + step) % len(names)])

    @on(Tabs.Chosen)
    def _tab_chosen(self, event: Tabs.Chosen) -> None:
        self.show_tab(event.tab)

    def show_tab(self, tab: str) -> None:
        """Show one part of the shelf."""
        self.tab = tab
        self.list_cards(stay=False)

    def filter(self) -> None:
        """Filter as the person types; enter reads what is chosen, tab goes on in the list."""

        def typed(text: str) -> None:
            self.wanted = text
            self.list_cards(stay=False)

        def done(text: str) -> None:
            if text != self.wanted:
                typed(text)
            if text.strip():
                self.open_document()

        self.ask("Filter:", self.wanted, done, typed)

    def sort(self) -> None:
        """Choose an order; the present one turns round."""

        def chosen(key: str | None) -> None:
            order = next((order for order in ORDERS if order.key == key), None)
            if order is not None:
                self._sort_by(order)

        choices = [Choice(o.key, o.name, now=o == self.order) for o in ORDERS]
        self.app.push_screen(ChooseScreen("Sort by", choices), chosen)

    def _sort_by(self, order: Order) -> None:
        self.turned = order == self.order and not self.turned
        self.order = order
        self.app.memory["library"] = {"order": order.name, "turned": self.turned}
        self.show_cards(self.cards, True)

    # --- a document -----------------------------------------------------------------------------

    def open_document(self) -> None:
        """Read the chosen document."""
        card = self.table.chosen
        if card is None:
            return
        if card.entry.format == NO_TEXT and not card.entry.path:
            self.say("Only its notes are here; they find their places when its text is opened.")
        elif not card.entry.path:
            self.say("It came through a pipe and is not kept; what you noted on it is.")
        elif not card.there:
            self.say("Its file is not there any more. r shows where it is now.")
        else:
            self.app.open_path(self.app.library.resolve(card.entry))

    @on(Table.Chosen)
    def _chosen(self) -> None:
        self.open_document()

    def _change(self, entry: Entry, *names: str) -> None:
        """Take over a change at once, and write it."""
        self.changed([entry])
        self.shelving.keep([entry], *names)

    def _chosen_entry(self) -> Entry | None:
        card = self.table.chosen
        return shelf.identified(card.entry) if card else None

    def document_tags(self) -> None:
        """Edit the tags of the chosen document."""
        self._edit("Tags:", "tags", "#")

    def collections(self) -> None:
        """Edit the collections of the chosen document."""
        self._edit("Collections (commas between):", "collections", "/")

    def _edit(self, label: str, field: str, sign: str) -> None:
        entry = self._chosen_entry()
        if entry is None:
            return

        def done(answer: str) -> None:
            parts = (
                answer.split(",") if field == "collections" else answer.replace(",", " ").split()
            )
            names = (" ".join(part.split()).lstrip(sign) for part in parts)
            values = tuple(dict.fromkeys(filter(None, names)))
            tags = field == "tags"
            new = entry._replace(tags=values) if tags else entry._replace(collections=values)
            self._change(new, field)

        between = ", " if field == "collections" else " "
        self.ask(label, between.join(getattr(entry, field)), done)

    def forget(self) -> None:
        """Take the chosen document off the shelf."""
        entry = self._chosen_entry()
        if entry is None:
            return
        if self.app.is_open(entry):
            self.say("You are reading it; open another one first.")
            return
        self._forgotten.append(entry)
        self._change(entry._replace(forgotten=now()), "forgotten")
        kept = "its notes and its file stay" if entry.annotations else "its file stays"
        self.say(f"Forgotten: {entry.title} ({kept}). u brings it back.")

    def bring_back(self) -> None:
        """Put what was forgotten last back on the shelf."""
        if not self._forgotten:
            self.say("Nothing was forgotten here. Opening a document brings it back, too.")
            return
        entry = self._forgotten.pop()
        there = shelf.is_there(self.app.library, entry)
        self.cards.append(card_of(entry, there=there, tempo=self.app.tempo.factor))
        self._then = entry.path
        self._change(entry, "forgotten")
        self.say(f"Back on the shelf: {entry.title}")

    def relocate(self) -> None:
        """Show where the file of the chosen document is now."""
        entry = self._chosen_entry()
        if entry is None or not entry.path:
            return
        from reader.ui.screens.files import FilesScreen

        def chosen(answer: tuple[bool, list[Path]] | None) -> None:
            if answer is None:
                return
            path = self.app.library.place_of(answer[1][0])
            at = (c.entry for c in self.cards if c.entry.path == path and not c.entry.displaced)
            other = next(at, None)
            if other is not None and other.id != entry.id:
                self.say(f"That file is another document here: {other.title}")
                return
            self._then = path
            # The person says so, whatever the text is like.
            here = entry.moved_to(path)._replace(sketch="")
            self._change(here, "path", "places", "displaced", "sketch")
            self.say(f"{entry.title} is now read from {path}")

        start = self.app.library.resolve(entry).parent
        self.app.push_screen(FilesScreen(start, {}, f"Where is {entry.title} now?"), chosen)

    # --- adding ---------------------------------------------------------------------------------

    def add_path(self) -> None:
        """Add a file or a folder by its path; a page of the web is shown."""
        from reader.documents.links import is_page

        def done(answer: str) -> None:
            if not answer.strip():
                return
            if is_page(answer):
                self.app.open_address(answer.strip())
                return
            path = Path(os.path.expandvars(answer.strip())).expanduser()
            if path.exists():
                self.add([path.absolute()])
            else:
                self.say(f"{path}: there is no such file or folder")

        self.ask("Add (tab completes):", "", done, paths=True)

    def add(self, paths: Sequence[Path]) -> None:
        """Put files on the shelf; of a folder, ask whether it is to be watched."""
        folders = [path for path in paths if path.is_dir()]
        if not folders:
            self.shelving.add(paths)
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                self.shelving.add(paths, watched=key == "w")

        now_only = Choice("o", "Add what is in it now")
        also_later = Choice("w", "Watch it: add also what comes later")
        title = f"Add {folders[0].name}"
        self.app.push_screen(ChooseScreen(title, [now_only, also_later]), chosen)

    def on_paste(self, event: events.Paste) -> None:
        """A file that is dropped on the terminal is put on the shelf."""
        paths = gathering.paths_in(event.text)
        if paths and not self.prompt.active:
            event.stop()
            self.add(paths)

    def gathered(self, words: str, paths: Sequence[Path], refused: Sequence[str]) -> None:
        """What was to be added is on the shelf, but for what was ``refused``: of several all are
        named, where one finds room in the row."""
        if len(refused) > 1:
            named = [Choice("·", one_line(why)) for why in refused]
            self.app.push_screen(ChooseScreen(words, named))
        else:
            self.say(words)
        if len(paths) == 1 and paths[0].is_file():
            self._then = self.app.library.place_of(paths[0])
        self.tab = ALL
        self.shelving.load()

    def find_files(self) -> None:
        """Look for files on the disk."""
        from reader.ui.screens.files import FilesScreen

        def chosen(answer: tuple[bool, list[Path]] | None) -> None:
            if answer is not None and answer[0]:
                self.app.open_path(answer[1][0])
            elif answer is not None:
                self.add(answer[1])

        root = self.app.library.root
        known = {str(root / card.entry.path): card.entry.title for card in self.cards}
        folder = self.app.memory.get("folder")
        start = Path(folder) if isinstance(folder, str) else Path.cwd()
        self.app.push_screen(FilesScreen(start, known), chosen)

    def import_notes(self) -> None:
        """Bring notes of other programs in."""
        from reader.ui.importing import import_notes

        import_notes(self.app, self.shelving.load)

    def watched(self) -> None:
        """Look at the watched folders, and give one up."""
        folders = self.app.library.folders()
        if not folders:
            self.say("No folder is watched. a adds one.")
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                folder = folders[int(key) - 1]
                self.shelving.unwatch(folder)
                self.say(f"No longer watched: {folder}. Its documents stay on the shelf.")

        choices = [Choice(str(n), str(folder)) for n, folder in enumerate(folders[:9], 1)]
        self.app.push_screen(ChooseScreen("Watched; choose one to give it up", choices), chosen)

    # --- leaving --------------------------------------------------------------------------------

    def back(self) -> None:
        """Out of the innermost: adding, the filter, the screen."""
        if self.shelving.gathering:
            self.shelving.stop()
        elif self.app.stop_loading():
            pass
        elif self.wanted:
            self.wanted = ""
            self.list_cards()
        else:
            self.leave_library()

    def leave_library(self) -> None:
        """Back to the document, or out of the program if there is none."""
        if self.app.reads:
            self.dismiss(None)
        else:
            self.app.exit()

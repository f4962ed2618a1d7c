"""Notes of other programs come in: first what would come in and where it would go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from reader import batches, following
from reader.annotations.exchange.incoming import Problem
from reader.catalogue import Entry
from reader.errors import ReaderError
from reader.import_planning import Planner
from reader.import_plans import OWN, File, Part, Plan
from reader.importing import apply, read_file
from reader.importing_told import came, taken_back
from reader.merging import Brought, brought_in
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.keys import key_of
from reader.ui.screens.table_screen import TableScreen
from reader.ui.threads import tell
from reader.ui.widgets.chrome import Header, HintRow, Prompt
from reader.ui.widgets.import_table import ImportTable, Item, details
from reader.ui.widgets.shelf_table import Details
from reader.ui.widgets.table import Table

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

LOW = 18  # rows of a screen below which there is room for a line of details


class ImportScreen(TableScreen[bool]):
    """Shows what is in files, and lets it come in; the answer is whether anything did."""

    app: ReaderApp
    table: ImportTable
    PLACE = key_places.IMPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.IMPORT)]
    DEFAULT_CSS = "ImportScreen { background: $background; }"

    def __init__(self, paths: Sequence[Path]) -> None:
        super().__init__()
        self._paths = paths
        self._files: list[File] = []
        self._edited: list[tuple[str, Brought]] = []
        self._batches: list[batches.Batch] = []  # by which edited files came back
        self._planner: Planner | None = None
        self._busy = True
        self._done: batches.Outcome | None = None
        self._came = False  # whether anything of it is in the library

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        self.header = Header(palette, id="header")
        self.table = ImportTable(palette, id="table")
        self.details = Details(palette, id="details")
        self.hints = HintRow(palette, id="hints")
        self.hints.folds = True
        self.prompt = Prompt(id="prompt")
        yield self.header
        yield self.table
        yield self.details
        yield self.hints
        yield self.prompt

    def on_mount(self) -> None:
        names = ", ".join(path.name for path in self._paths)
        self.header.title = f"Import notes: {names}"
        self.table.nothing = "Looking …"
        self.hints.at(self.PLACE)
        self._reader = self.app  # for threads: a screen that was taken away knows it no more
        self._work(self._look)

    def on_resize(self) -> None:
        self.details.styles.height = 2 if self._low else 4
        self._details()

    # --- in a thread ----------------------------------------------------------------------------

    def _work(self, work: Callable[[], None]) -> None:
        """Do something in a thread; what goes wrong is said."""
        self._busy = True
        app = self._reader

        def guarded() -> None:
            try:
                work()
            except ReaderError as error:
                tell(app, self, self._failed, str(error))

        app.run_worker(guarded, thread=True, group="import", exit_on_error=True)

    def _failed(self, problem: str) -> None:
        self._busy = False
        self.table.nothing = problem
        self.table.refresh()
        self.say(problem)

    def _step(self, what: str, done: int, of: int) -> None:
        """Say how far it is, now and then."""
        if done % 25 == 0 or done == of:
            tell(self._reader, self, self._far, f"{what} {done:,} of {of:,}")

    def _far(self, words: str) -> None:
        self.header.facts = [words]
        self.header.refresh()

    def _look(self) -> None:
        library = self._reader.library
        for path in self._paths:
            file = read_file(path)
            if file.imported.format == OWN:
                try:
                    brought = brought_in(library, path, dry_run=True)
                    self._edited.append((str(path), brought))
                    continue
                except ReaderError:
                    pass  # another library exported it
            self._files.append(file)
        self._planner = planner = Planner(library, self._step)
        plan = planner.plan(self._files)
        tell(self._reader, self, self._show, plan)

    # --- what is shown --------------------------------------------------------------------------

    def _show(self, plan: Plan) -> None:
        self._busy = False
        items: list[Item] = [*plan.parts, *self._edited]
        for file in plan.files:
            if file.problem:
                words = file.problem.removeprefix(f"{file.name}: ")
                items.append((file.name, Problem(0, words)))
            items += [(file.name, problem) for problem in file.imported.problems]
        self.table.items = items
        self.table.nothing = "There are no notes in it."
        self._changed()

    def _changed(self) -> None:
        plan = self._plan
        works = len(plan.parts)
        problems = len(self.table.items) - works - len(self._edited)
        facts = [f"{problems} could not be read"] if problems else []
        changes = plan.changes + sum(len(one.edits) for _, one in self._edited)
        facts += [f"{works} work{'s' * (works != 1)}", f"{changes:,} new"]
        self.header.facts = facts
        self.header.refresh()
        self.table.changed()
        self._details()

    @property
    def _plan(self) -> Plan:
        parts = [item for item in self.table.items if isinstance(item, Part)]
        return Plan(tuple(self._files), tuple(parts))

    @property
    def _low(self) -> bool:
        return self.size.height < LOW

    @on(Table.Moved)
    def _details(self) -> None:
        item = self.table.chosen
        lines = details(item) if item else []
        self.details.show(lines[1:] if self._low else lines)

    # --- commands -------------------------------------------------------------------------------

    @on(Table.Chosen)
    def import_take(self) -> None:
        """Let all of it come in that is wanted; when that is done, close."""
        if self._busy:
            self.say("Still looking …")
        elif self._done is not None:
            self.back()
        elif not self._plan.is_news and not any(one.edits for _, one in self._edited):
            self.say("Nothing of it is new here.")
        else:
            self._came = True  # also for who does not wait for the end
            self._work(partial(self._take, self._plan))

    def _take(self, plan: Plan) -> None:
        library = self._reader.library
        edited = 0
        self._batches = []
        for name, brought in self._edited:
            if brought.edits:
                done = brought_in(library, Path(name))
                following.follow(library, [done.entry.id])
                edited += len(done.edits)
                self._batches += [done.batch] if done.batch else []
        outcome = apply(library, plan, self._step)
        tell(self._reader, self, self._taken, plan, outcome, edited)

    def _taken(self, plan: Plan, outcome: batches.Outcome, edited: int) -> None:
        self._busy = False
        self._done = outcome
        words = came(plan, outcome)
        if not plan.is_news:
            words = f"{edited} edited notes came back"
        refused = "".join(f" · {title}: {reason}" for title, reason in outcome.refused)
        self.header.facts = ["all of it is in the library"]
        self.header.refresh()
        self.say(
            f"{words} · {key_of('import_undo')} takes it back, {key_of('back')} closes{refused}"
        )

    def import_undo(self) -> None:
        """Take back what just came in."""
        done = self._done
        if done is None or self._busy:
            self.say("Nothing came in yet.")
            return

        def work() -> None:
            outcome = following.take_back(self._reader.library, done.batch)
            for batch in self._batches:
                back = following.take_back(self._reader.library, batch)
                if outcome is not None and back is not None and not done.batch.documents:
                    outcome = back
            self._batches = []
            self._planner = planner = Planner(self._reader.library, self._step)
            plan = planner.plan(self._files)
            tell(self._reader, self, self._back_again, outcome, plan)

        self._work(work)

    def _back_again(self, outcome: batches.Outcome | None, plan: Plan) -> None:
        self._done = None
        self._show(plan)
        if outcome is not None:
            self.say(taken_back(outcome))

    def import_switch(self) -> None:
        """Let a work stay out, or come in after all."""
        item = self.table.chosen
        if isinstance(item, Part) and self._done is None and not self._busy:
            self.table.items[self.table.cursor] = item._replace(wanted=not item.wanted)
            self.table.move(1)
            self._changed()

    def import_document(self) -> None:
        """Choose the document that the notes of a work go to."""
        item, planner = self.table.chosen, self._planner
        if not isinstance(item, Part) or planner is None or self._done or self._busy:
            return
        from reader.ui.screens.documents import DocumentsScreen

        at = self.table.cursor

        def chosen(entry: Entry | None) -> None:
            if entry is not None:
                self._work(partial(self._send, planner, at, item, entry))

        title = "The notes go to"
        self.app.push_screen(DocumentsScreen(title, planner.documents(), item.maybe), chosen)

    def _send(self, planner: Planner, at: int, part: Part, entry: Entry) -> None:
        new = planner.part(part.name, part.work, part.incoming, entry)
        tell(self._reader, self, self._sent, at, new)

    def _sent(self, at: int, part: Part) -> None:
        self._busy = False
        self.table.items[at] = part
        self._changed()
        self.say(part.trouble or f"The notes go to {part.entry.title}.")

    def import_page_down(self) -> None:
        """A page on."""
        self.table.page(1)

    def import_page_up(self) -> None:
        """A page back."""
        self.table.page(-1)

    def back(self) -> None:
        """Close."""
        self.dismiss(self._came)

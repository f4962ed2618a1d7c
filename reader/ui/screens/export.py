"""Export: choose a format and what goes out, look at it, choose where it goes, or copy it.

A file of Markdown that was exported before is brought up; what would change in it is shown first.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from reader import settings
from reader.annotations.exchange.markdown import composed
from reader.annotations.exchange.outputs import MARKDOWN, Output, output_named, outputs, written
from reader.annotations.logs import REVIEW, SESSION
from reader.annotations.selection import (
    EVERYTHING,
    PLACE,
    SORTS,
    Selection,
    selected,
    selection_of,
)
from reader.errors import ReaderError, StorageError
from reader.exporting import Material, save
from reader.merging import Export, Plan, difference, export_of, planned, remarks, summary, write
from reader.sessions import marked_by
from reader.study.reading import Placed
from reader.study.sessions import LAST
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.place import PlaceScreen
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

SHOWN = 20_000  # characters of what is written, in the preview
FILTERS = "all; or: color:yellow kind:question #tag section:… since:7d"
THIS_SESSION = f"session:{LAST}"  # in the filter
KEYS = "123456789abcdefghijklmnoprstuvwxyz"  # of the formats in their list; q closes it


class ExportScreen(PlaceScreen[str | None]):
    """Shows what would be written; the answer is what was done, None when given up."""

    DEFAULT_CSS = """
    ExportScreen { align: center middle; background: $background 40%; }
    ExportScreen > Vertical {
        width: 92%; max-width: 110; height: 90%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    ExportScreen VerticalScroll { height: 1fr; background: $background; padding: 0 1; }
    ExportScreen Horizontal { height: 1; }
    ExportScreen .label { width: auto; padding-right: 1; }
    ExportScreen Input { width: 1fr; height: 1; border: none; padding: 0; background: $background; }
    ExportScreen Input:focus { border: none; }
    ExportScreen #hint { height: auto; color: $foreground 70%; }
    """

    app: ReaderApp
    PLACE = key_places.EXPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.EXPORT)]

    def __init__(self, material: Material, path: Path, document: Path | None) -> None:
        super().__init__()
        self._material = material
        self._path = path
        self._document = document
        self._output = output_named(MARKDOWN)
        self._wanted: Selection = EVERYTHING
        self._sort, self._in_sentences = PLACE, False
        self._placed: list[Placed] = []
        self._has_session = False
        self._export: Export | None = None  # of Markdown, which merges
        self._made: str | bytes | None = None  # None while it is being made
        self._turn = 0
        self._problem = ""
        self._confirmed: Plan | Path | None = None

    def compose(self) -> ComposeResult:
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static("", id="preview", markup=False)
            # In a browser the person is elsewhere, and a file here would be of no use to them.
            web = self.app.is_web
            name = self._path.name if web else str(self._path)
            with Horizontal():
                yield Static("Download as:" if web else "Write to:", classes="label", markup=False)
                yield Input(name, id="path", compact=True, select_on_focus=False)
            with Horizontal():
                yield Static("Only:", classes="label", markup=False)
                yield Input("", FILTERS, id="only", compact=True, select_on_focus=False)
            yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        super().on_mount()
        there = self.app.studying.sessions() or self._material.store.logged(SESSION)
        self._has_session = bool(there)
        self.query_one("#path").focus()
        self._make()

    # What is made

    def _make(self) -> None:
        """Make it anew, as is asked for now."""
        material = self._material
        self._confirmed, self._export, self._made, self._problem = None, None, None, ""
        self._turn += 1
        try:
            self._placed = selected(material.document, material.placed, self._wanted)
        except ReaderError as error:
            self._took(self._turn, error)
            return
        if self._output.name == MARKDOWN:
            self._export = export_of(
                material.library,
                material.entry,
                material.store,
                material.document,
                self._placed,
                material.source,
                sort=self._sort,
                context=self._in_sentences,
            )
            self._took(self._turn, composed(self._export.pieces))
            return
        app, turn, output, placed = self.app, self._turn, self._output, tuple(self._placed)
        ordered = output.is_ordered
        sort, context = (self._sort, self._in_sentences) if ordered else (PLACE, False)

        def work() -> None:  # a template of a person may take long
            made: str | bytes | ReaderError
            try:
                made = written(
                    output,
                    material.document,
                    placed,
                    source=material.source,
                    document_id=material.entry.id,
                    links=settings.load().flag("export.links"),
                    sort=sort,
                    context=context,
                    reviews=material.store.logged(REVIEW),
                )
            except ReaderError as error:
                made = error
            tell(app, self, self._took, turn, made)

        self._show("…")
        self.run_worker(work, thread=True, group="export", exit_on_error=False)

    def _took(self, turn: int, made: str | bytes | ReaderError) -> None:
        if turn != self._turn:
            return
        if isinstance(made, ReaderError):
            self._problem = str(made)
            self._show("")
        else:
            self._made = made
            self._show(made if isinstance(made, str) else f"{len(made):,} bytes, which are no text")
        self._hint()

    def _show(self, text: str) -> None:
        text = text[max(0, text.find("<body>")) :] if self._output.suffix == ".html" else text
        rest = f"\n… and {len(text) - SHOWN:,} characters more" if len(text) > SHOWN else ""
        self.query_one("#preview", Static).update(Text(text[:SHOWN] + rest))
        count, total = len(self._placed), len(self._material.placed)
        amount = f"{count} annotation{'' if count == 1 else 's'}"
        how = [f"{count} of {total} annotations" if count != total else amount]
        if self._output.is_ordered:
            how += [f"by {self._sort}"] if self._sort != PLACE else []
            how += ["in their sentences"] if self._in_sentences else []
        title = f"Export as {_called(self._output)}: {', '.join(how)}"
        self.query_one(Vertical).border_title = title

    def _hint(self, warning: str = "") -> None:
        do = "download" if self.app.is_web else "write"
        line = f"enter {do} · " + self.hint_line(
            ("export_format", "format"),
            ("export_field", "filter"),
            *([("export_session", "session")] if self._has_session else []),
            ("export_sort", "sort"),
            ("export_context", "sentences"),
            ("export_copy", "copy"),
            ("export_page_down", "page"),
            ("back", "close"),
        )
        warning = warning or self._problem
        self.query_one("#hint", Static).update(f"{warning}\n{line}" if warning else line)

    # What is asked for

    def export_format(self) -> None:
        """Choose the format, or a template."""
        from reader.ui.screens.choose import Choice, ChooseScreen

        known = outputs(self._material.library.root)[: len(KEYS)]
        names = [one.name for one in known]
        choices = [
            Choice(KEYS[number], one.called, now=one.name == self._output.name)
            for number, one in enumerate(known)
        ]

        def chosen(key: str | None) -> None:
            if key is not None:
                self._take_format(known[KEYS.index(key)])

        at = names.index(self._output.name) if self._output.name in names else 0
        self.app.push_screen(ChooseScreen("Export as", choices, at=at), chosen)

    def _take_format(self, output: Output) -> None:
        before, self._output = self._output, output
        field = self.query_one("#path", Input)
        if field.value.endswith(before.suffix):
            field.value = field.value.removesuffix(before.suffix) + output.suffix
        self._path = self._path.with_name(self._path.name.removesuffix(before.suffix))
        self._path = self._path.with_name(self._path.name + output.suffix)
        self._make()

    def export_field(self) -> None:
        """To what is to go out, or back to where it goes."""
        there = self.query_one("#only", Input)
        self.set_focus(self.query_one("#path", Input) if there.has_focus else there)

    def export_sort(self) -> None:
        """Sort by place, time, colour or tag."""
        if self._can_order():
            self._sort = SORTS[(SORTS.index(self._sort) + 1) % len(SORTS)]
            self._make()

    def export_context(self) -> None:
        """Show short highlights within their sentences, or alone."""
        if self._can_order():
            self._in_sentences = not self._in_sentences
            self._make()

    def _can_order(self) -> bool:
        if not self._output.is_ordered:
            self._hint(f"{_called(self._output)} has its own order, and quotes as they are.")
        return self._output.is_ordered

    @on(Input.Changed, "#only")
    def _filtered(self, event: Input.Changed) -> None:
        try:
            wanted = selection_of(event.value, marked_in=self._marked_in)
        except ReaderError as error:
            self._problem = str(error)
            self._hint()
            return
        if wanted != self._wanted or self._problem:
            self._wanted = wanted
            self._make()

    def export_session(self) -> None:
        """Only what was marked in the session that runs, or ran last; or again all."""
        field = self.query_one("#only", Input)
        words = field.value.split()
        if THIS_SESSION in words:
            field.value = " ".join(word for word in words if word != THIS_SESSION)
        else:
            field.value = " ".join([*words, THIS_SESSION])

    def _marked_in(self, word: str) -> frozenset[str]:
        live = self.app.studying.sessions()
        return marked_by(self.app.library, self._material.store, word, live)

    def export_page_down(self) -> None:
        """A page on."""
        self._page(1)

    def export_page_up(self) -> None:
        """A page back."""
        self._page(-1)

    def _page(self, direction: int) -> None:
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_relative(y=direction * (scroll.size.height - 1), animate=False)

    def export_copy(self) -> None:
        """Copy it to the clipboard of the terminal."""
        if self._problem or not isinstance(self._made, str):
            self._hint(self._problem or "That is no text to copy.")
            return
        self.app.copy_to_clipboard(self._made)
        self.dismiss("Copied the export to the clipboard.")

    @on(Input.Changed, "#path")
    def _changed(self) -> None:
        if self._confirmed is not None:
            self._confirmed = None
            self._show(self._made if isinstance(self._made, str) else "")
        self._hint()

    @on(Input.Submitted)
    def _write(self) -> None:
        typed = self.query_one("#path", Input).value.strip()
        if self._problem or self._made is None:
            self._hint(self._problem or "It is still being made.")
            return
        if self.app.is_web:
            self._download(typed, self._made)
            return
        path = Path(os.path.expandvars(typed)).expanduser()
        if not typed:
            self._hint("Type where to write the file.")
            return
        try:
            if path.is_dir():
                path = path / self._path.name
            if self._document and path.exists() and path.samefile(self._document):
                self._hint("That is the document itself: type another name.")
                return
            if self._export is None:
                self._replace(path, self._made)
                return
            plan = self._confirmed or self._plan(self._export, path)
            if not isinstance(plan, Plan):
                return
            self._confirmed = None
            write(self._export, plan)
        except (ReaderError, OSError) as error:
            self._hint(f"Not written: {error}")
            return
        said = summary(plan)
        self.dismiss(f"{path}: {said}" if said else f"Exported to {path}")

    def _replace(self, path: Path, made: str | bytes) -> None:
        """Write another format than Markdown; what is there is replaced at the second time."""
        try:
            save(path, made, replace=self._confirmed == path)
        except FileExistsError:
            self._confirmed = path
            self._hint(f"{path} exists. Enter again replaces it; or type another name.")
            return
        self.dismiss(f"Exported to {path}")

    def _plan(self, export: Export, path: Path) -> Plan | None:
        """What is to be written; None where the person is to see first what it changes."""
        try:
            plan = planned(export, path)
        except StorageError:
            self._confirmed = planned(export, path, force=True)
            self._hint(f"{path} exists. Enter again replaces it; or type another name.")
            return None
        if plan.merged is None:
            return plan
        lines = difference(plan)
        if not lines:
            return plan
        self._confirmed = plan
        self.query_one("#preview", Static).update(_coloured(lines[2:]))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        said = [f"The file exists: above is what changes in it ({summary(plan)})."]
        self._hint("\n".join([*said, *(f"{remark}." for remark in remarks(plan))]))
        return None

    def _download(self, name: str, made: str | bytes) -> None:
        name = re.sub(r"[^\w. -]+", "-", Path(name.strip()).name) or self._path.name
        if isinstance(made, str):
            self.app.deliver_text(io.StringIO(made), save_filename=name)
        else:
            self.app.deliver_binary(io.BytesIO(made), save_filename=name)
        self.dismiss(f"Downloaded as {name}")


def _called(output: Output) -> str:
    return "Markdown" if output.name == MARKDOWN else output.called


def _coloured(lines: list[str]) -> Text:
    """A diff; its signs say what is new and what goes, the colours the same again."""
    styles = {"+": "green", "-": "red", "@": "bold"}
    return Text("\n").join(Text(line, styles.get(line[:1], "")) for line in lines)

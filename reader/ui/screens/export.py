"""Export: look at the Markdown, choose where it goes, or copy it.

A file that was exported before is brought up; what would change in it is shown first.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from reader.errors import ReaderError, StorageError
from reader.merging import Export, Plan, difference, planned, remarks, summary, write
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.place import PlaceScreen


class ExportScreen(PlaceScreen[str | None]):
    """Shows what would be written; the answer is what was done, None when given up."""

    DEFAULT_CSS = """
    ExportScreen { align: center middle; background: $background 40%; }
    ExportScreen > Vertical {
        width: 92%; max-width: 110; height: 90%;
        background: $panel; border: round $primary; padding: 0 1;
    }
    ExportScreen VerticalScroll { height: 1fr; background: $background; padding: 0 1; }
    ExportScreen #label { height: 1; padding-top: 0; }
    ExportScreen Input { height: 1; border: none; padding: 0; background: $background; }
    ExportScreen Input:focus { border: none; }
    ExportScreen #hint { height: auto; color: $foreground 70%; }
    """

    PLACE = key_places.EXPORT
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.EXPORT)]

    def __init__(
        self, markdown: str, path: Path, summary: str, document: Path | None, export: Export
    ) -> None:
        super().__init__()
        self._markdown = markdown
        self._path = path
        self._summary = summary
        self._document = document
        self._export = export
        self._confirmed: Plan | None = None

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = f"Export as Markdown: {self._summary}"
            with VerticalScroll(can_focus=False):
                yield Static(self._markdown, id="markdown", markup=False)
            # In a browser the person is elsewhere, and a file here would be of no use to them.
            web = self.app.is_web
            yield Static("Download as:" if web else "Write to:", id="label", markup=False)
            name = self._path.name if web else str(self._path)
            yield Input(name, compact=True, select_on_focus=False)
            yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).focus()
        self._hint()

    def _hint(self, warning: str = "") -> None:
        do = "download" if self.app.is_web else "write"
        line = f"enter {do} · " + self.hint_line(
            ("export_copy", "copy"), ("export_page_down", "page"), ("back", "close")
        )
        self.query_one("#hint", Static).update(f"{warning}\n{line}" if warning else line)

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
        """Copy the Markdown to the clipboard of the terminal."""
        self.app.copy_to_clipboard(self._markdown)
        self.dismiss("Copied the export to the clipboard.")

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._confirmed is not None:
            self._confirmed = None
            self.query_one("#markdown", Static).update(Text(self._markdown))
        self._hint()

    @on(Input.Submitted)
    def _write(self, event: Input.Submitted) -> None:
        if self.app.is_web:
            self._download(event.value)
            return
        path = Path(os.path.expandvars(event.value.strip())).expanduser()
        if not event.value.strip():
            self._hint("Type where to write the file.")
            return
        try:
            if path.is_dir():
                path = path / self._path.name
            if self._document and path.exists() and path.samefile(self._document):
                self._hint("That is the document itself: type another name.")
                return
            plan = self._confirmed or self._plan(path)
            if plan is None:
                return
            self._confirmed = None
            write(self._export, plan)
        except (ReaderError, OSError) as error:
            self._hint(f"Not written: {error}")
            return
        said = summary(plan)
        self.dismiss(f"{path}: {said}" if said else f"Exported to {path}")

    def _plan(self, path: Path) -> Plan | None:
        """What is to be written; None where the person is to see first what it changes."""
        try:
            plan = planned(self._export, path)
        except StorageError:
            self._confirmed = planned(self._export, path, force=True)
            self._hint(f"{path} exists. Enter again replaces it; or type another name.")
            return None
        if plan.merged is None:
            return plan
        lines = difference(plan)
        if not lines:
            return plan
        self._confirmed = plan
        self.query_one("#markdown", Static).update(_coloured(lines[2:]))
        self.query_one(VerticalScroll).scroll_home(animate=False)
        said = [f"The file exists: above is what changes in it ({summary(plan)})."]
        self._hint("\n".join([*said, *(f"{remark}." for remark in remarks(plan))]))
        return None

    def _download(self, name: str) -> None:
        name = re.sub(r"[^\w. -]+", "-", Path(name.strip()).name) or self._path.name
        self.app.deliver_text(io.StringIO(self._markdown), save_filename=name)
        self.dismiss(f"Downloaded as {name}")


def _coloured(lines: list[str]) -> Text:
    """A diff; its signs say what is new and what goes, the colours the same again."""
    styles = {"+": "green", "-": "red", "@": "bold"}
    return Text("\n").join(Text(line, styles.get(line[:1], "")) for line in lines)

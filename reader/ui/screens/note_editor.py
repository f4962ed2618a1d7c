"""Writing a note: Markdown in place, or in the person's own editor."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.markup import escape
from textual.widgets import Static, TextArea

from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.place import PlaceScreen


def edit_outside(text: str, command: str) -> str:
    """The text after the person edited it with ``command``; OSError if that cannot run."""
    handle, name = tempfile.mkstemp(prefix="reader-note-", suffix=".md")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        subprocess.run([*shlex.split(command), name], check=True)
        return path.read_text(encoding="utf-8")
    finally:
        path.unlink(missing_ok=True)


PATIENCE = 2.0  # seconds in which what was typed is taken, or never
DRAFT = 2.0  # seconds between looks at whether there is something new to keep as a draft


class NoteEditor(PlaceScreen[str | None]):
    """Edits a note. Leaving keeps what was typed; only `note_discard` gives it up (None).

    ``drafted`` is called with what is in the editor, every now and then while it changes.
    """

    DEFAULT_CSS = """
    NoteEditor { align: center bottom; background: $background 30%; }
    NoteEditor > Vertical {
        width: 100%; height: 60%; max-height: 18;
        background: $panel; border: round $primary; padding: 0 1;
    }
    NoteEditor #quote {
        height: auto; max-height: 4; padding-bottom: 1;
        color: $foreground 70%; text-style: italic;
    }
    NoteEditor TextArea { height: 1fr; border: none; padding: 0; background: $panel; }
    NoteEditor TextArea:focus { border: none; }
    NoteEditor #hint { height: 1; color: $foreground 70%; }
    """

    PLACE = key_places.EDITOR
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.EDITOR)]

    def __init__(
        self,
        quote: str,
        note: str,
        problem: str = "",
        drafted: Callable[[str], None] = lambda text: None,
    ) -> None:
        super().__init__()
        self._drafted = drafted
        self._draft = note
        self._quote = quote
        self._note = note
        self._early = ""
        self._problem = problem

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(self._problem) or "Note (Markdown)"
            yield Static(f"“{self._quote}”" if self._quote else "", id="quote", markup=False)
            area = TextArea(self._note, show_line_numbers=False, tab_behavior="focus")
            area.move_cursor(area.document.end)
            yield area
            yield Static(
                self.hint_line(
                    ("back", "keep"), ("note_outside", "in $EDITOR"), ("note_discard", "discard")
                )
                + " · ctrl+z undo",
                id="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.focus()
        area.insert(self._early)
        self.set_interval(DRAFT, self._keep_draft)

    @property
    def text(self) -> str:
        """What is in the editor now."""
        return self.query_one(TextArea).text if self.is_mounted else self._note + self._early

    def _keep_draft(self) -> None:
        if self.text != self._draft:
            self._draft = self.text
            self._drafted(self._draft)

    def on_key(self, event: events.Key) -> None:
        """What was typed before the editor had the keys belongs into the note as well."""
        if event.is_printable and event.character and not isinstance(self.focused, TextArea):
            event.stop()
            if self.is_mounted:
                self.query_one(TextArea).insert(event.character)
            else:
                self._early += event.character

    async def taken(self) -> None:
        """Wait until all that was typed is in the note."""
        for queue in (self, *self.query(TextArea)):
            done = asyncio.Event()
            if queue.call_later(done.set):
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(done.wait(), PATIENCE)

    def back(self) -> None:
        """Close and keep what is written."""
        self.dismiss(self.text)

    def note_keep(self) -> None:
        """The same."""
        self.back()

    def note_discard(self) -> None:
        """Close and leave the note as it was."""
        self.dismiss(None)

    def note_outside(self) -> None:
        """Write on in $VISUAL or $EDITOR."""
        if self.app.is_web:
            self.notify("An editor of your own needs a terminal; go on writing here.")
            return
        area = self.query_one(TextArea)
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        try:
            with self.app.suspend():
                text = edit_outside(area.text, command)
        except (OSError, subprocess.CalledProcessError, UnicodeDecodeError, ValueError) as error:
            self.notify(f"{command} could not edit the note: {error}", severity="error")
            return
        self.app.refresh()
        area.text = text.rstrip("\n")
        area.move_cursor(area.document.end)

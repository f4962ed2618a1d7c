"""What the screens that are a table have in common: moving in it, asking, telling."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from textual import events
from textual.widgets import Input

from reader.ui.screens.modal import Answer
from reader.ui.screens.place import PlaceScreen
from reader.ui.widgets.chrome import HintRow, Prompt
from reader.ui.widgets.table import Table


class TableScreen(PlaceScreen[Answer]):
    """A subclass makes `table`, `hints` and `prompt`, with the ids of these names."""

    ALLOW_SELECT = False
    AUTO_FOCUS = "#table"
    table: Table
    hints: HintRow
    prompt: Prompt
    _complete_paths = False
    _retyped: Callable[[str], None] | None = None

    # --- asking and telling ---------------------------------------------------------------------

    @property
    def place(self) -> str:
        return "prompt" if self.prompt.active else self.PLACE

    def say(self, message: str) -> None:
        """One quiet line."""
        self.hints.say(message)

    def ask(
        self,
        label: str,
        value: str,
        done: Callable[[str], None],
        change: Callable[[str], None] | None = None,
        *,
        paths: bool = False,
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask on the last row; ``paths`` are completed by tab. Nothing is done when given up, but
        for what is ``ended`` with the question."""

        def answered(answer: str | None) -> None:
            self.hints.display = True
            self.table.focus()
            ended()
            if answer is not None:
                done(answer)
            elif change is not None:
                change("")

        self.hints.hush()
        self.hints.display = False
        self._complete_paths, self._retyped = paths, change
        self.prompt.ask(label, value, answered, change)

    def action_command(self, name: str) -> None:
        self.hints.hush()
        super().action_command(name)

    def on_key(self, event: events.Key) -> None:
        """While a question is open: the arrows move in the list, tab completes a path,
        or goes to the list."""
        if not self.prompt.active:
            return
        if event.key in ("up", "down"):
            event.stop()
            self.table.move(1 if event.key == "down" else -1)
        elif event.key == "tab":
            event.stop()
            event.prevent_default()
            if self._complete_paths:
                self._complete()
            elif (
                self._retyped is not None
            ):  # what it was changed to stays, and the list has the keys
                typed = self.prompt.box.value
                self.prompt.cancel()
                self._retyped(typed)

    def _complete(self) -> None:
        box = self.prompt.query_one(Input)
        longer, names = completed(box.value)
        box.value = longer
        box.cursor_position = len(longer)
        if len(names) > 1:
            self.prompt.label(f"{'  '.join(names[:6])}{' …' * (len(names) > 6)}\u2003Add:")

    # --- moving ---------------------------------------------------------------------------------

    def line_down(self) -> None:
        self.table.move(1)

    def line_up(self) -> None:
        self.table.move(-1)

    def page_down(self) -> None:
        self.table.page(1)

    def page_up(self) -> None:
        self.table.page(-1)

    def half_page_down(self) -> None:
        self.table.page(0.5)

    def half_page_up(self) -> None:
        self.table.page(-0.5)

    def top(self) -> None:
        self.table.point(0)

    def bottom(self) -> None:
        self.table.point(self.table.count - 1)

    def notebook(self) -> None:
        """The annotations of all documents."""
        from reader.ui.noting import open_notebook

        open_notebook(self.app)  # type: ignore[arg-type]  # the one program there is

    def review(self) -> None:
        """What is due, of all documents or of a tag."""
        from reader.ui.reviews import begin

        begin(self.app)  # type: ignore[arg-type]  # the one program there is

    def statistics(self) -> None:
        """What was read, studied and marked."""
        from reader.ui.screens.statistics import open_statistics

        open_statistics(self.app)  # type: ignore[arg-type]  # the one program there is

    def suspend(self) -> None:
        """Back to the shell."""
        self.app.action_suspend_process()


def completed(typed: str) -> tuple[str, list[str]]:
    """A path as far as it is certain how it goes on, and the names that it may go on with."""
    head, _, start = typed.rpartition("/")
    folder = Path(os.path.expandvars(f"{head}/" if "/" in typed else ".")).expanduser()
    try:
        with os.scandir(folder) as entries:
            found = sorted(
                f"{entry.name}/" if entry.is_dir() else entry.name
                for entry in entries
                if entry.name.startswith(start) and (start or not entry.name.startswith("."))
            )
    except OSError:
        return typed, []
    if not found:
        return typed, []
    return typed[: len(typed) - len(start)] + _common(found), found


def _common(words: list[str]) -> str:
    """What all these, which are sorted, begin with."""
    first, last = words[0], words[-1]
    same = next(
        (i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first)
    )
    return first[:same]

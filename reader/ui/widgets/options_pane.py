"""The list of the settings, and what is said of the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.strip import Strip

from reader.settings import BY_NAME, Settings
from reader.text.wrap import cells, fit, folded
from reader.ui.keys import BY_NAME as COMMANDS
from reader.ui.keys import keys_of
from reader.ui.options import Item, items, source_words, value_words, words_of
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette

NAME = 13  # cells of the name of a setting, and of the keys of a command
SOURCED = 56  # cells from which the row says where a value comes from


class OptionsPane(ListPane):
    """``settings`` gives the values, ``problems`` what is wrong with the file."""

    TITLE = "Settings"
    RULE_LEFT = True

    def __init__(
        self,
        palette: Palette,
        settings: Callable[[], Settings],
        problems: Callable[[], Sequence[str]],
    ) -> None:
        super().__init__(palette, id="options")
        self._settings = settings
        self._problems = problems
        self.items: list[Item] = []

    def take(self) -> None:
        """List anew what there is; the cursor stays on its line, if that is still there."""
        before = self.chosen
        self.items = items(self._problems(), self.filter)
        self.changed()
        at = self.items.index(before) if before in self.items else 0
        if self.size:
            self.point(at)
        else:  # not laid out yet: nothing to scroll in
            self.cursor = next((i for i in range(len(self.items)) if self.selectable(i)), 0)

    @property
    def chosen(self) -> Item | None:
        """The line under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def selectable(self, index: int) -> bool:
        return self.items[index].kind in ("setting", "key")

    def heights(self, width: int) -> Sequence[int]:
        return [
            len(folded(item.name, width - 2, 4)) + 1
            if item.kind == "problem"
            else 2
            if item.kind == "title" and index
            else 1
            for index, item in enumerate(self.items)
        ]

    def draw(self, index: int, width: int) -> list[Row]:
        item = self.items[index]
        if item.kind == "problem":
            lines = folded(item.name, width - 2, 4)
            return [
                [("! " if not number else "  ", "error"), (line, "error")]
                for number, line in enumerate(lines)
            ]
        if item.kind == "title":
            title: Row = [(fit(item.name, width), "heading")]
            return [[], title] if index else [title]
        if item.kind == "key":
            command = COMMANDS[item.name]
            keys = fit(keys_of(command) or "–", NAME - 1) + " "
            return [[(keys, "here"), (fit(words_of(command), width - NAME), "")]]
        setting, settings = BY_NAME[item.name], self._settings()
        value = value_words(setting, settings.values[item.name])
        source = source_words(setting, settings)
        right = source if width >= SOURCED else ("*" if source else "")
        room = width - NAME - cells(right) - 1
        return [
            [
                (fit(words_of(setting), NAME - 1) + " ", ""),
                (fit(value, room) + " ", "here" if source else "strong"),
                (right, "muted"),
            ]
        ]

    def empty_text(self) -> str:
        return f"Nothing is called “{self.filter}”. / for other words, esc for all."


class OptionHelp(Drawn):
    """What is said of the chosen line: a few rows of text with the names of their styles."""

    DEFAULT_CSS = "OptionHelp { height: 4; }"

    def __init__(self, palette: Palette) -> None:
        super().__init__(palette, id="about")
        self._texts: Sequence[tuple[str, str]] = ()

    def show(self, *texts: tuple[str, str]) -> None:
        """Say these, each from a row of its own on."""
        self._texts = [text for text in texts if text[0]]
        self.refresh()

    def row(self, y: int, width: int) -> Strip:
        rows = [
            (line, style)
            for text, style in self._texts
            for line in folded(text, max(4, width - 3), self.size.height)
        ]
        text, style = rows[y] if y < len(rows) else ("", "panel")
        return Strip([Segment("  " + fit(text, width - 2), self.palette[style])], width)

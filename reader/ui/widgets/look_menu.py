"""The look of the text: a short list beside it that stays open while things are changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from reader.settings import Settings
from reader.text.wrap import cells, fit
from reader.ui.keys import BY_NAME, shown
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette

WIDTH = 38


class Item(NamedTuple):
    """A line of the list: the commands that change something, what, and its setting.

    ``value`` is the one of several values that the line stands for, if it does.
    """

    commands: tuple[str, ...]
    text: str
    setting: str
    value: str = ""
    unit: str = ""


ITEMS = (
    Item(("look_justify",), "Justify", "reading.justify"),
    Item(("look_hyphenate",), "Hyphenate", "reading.hyphenate"),
    Item(("look_paragraphs",), "Paragraphs", "reading.paragraphs"),
    Item(("look_line_focus",), "Focus on a line", "reading.focus", "line"),
    Item(("look_paragraph_focus",), "Focus on a paragraph", "reading.focus", "paragraph"),
    Item(("look_ruler",), "Ruler", "reading.ruler"),
    Item(("look_columns",), "Columns", "reading.columns"),
    Item(("look_wider", "look_narrower"), "Width", "reading.width", unit="cells"),
    Item(("look_more_margin", "look_less_margin"), "Margin", "reading.margin", unit="cells"),
    Item(("look_faster", "look_slower"), "Pace of scrolling", "reading.pace", unit="wpm"),
)


class LookMenu(Drawn):
    """The list. ``run`` runs a command; ``settings`` gives those of the document."""

    DEFAULT_CSS = f"""
    LookMenu {{
        layer: over; dock: right; display: none;
        width: {WIDTH}; max-width: 100%; height: {len(ITEMS) + 2}; margin: 1 0;
    }}
    """

    def __init__(
        self,
        palette: Palette,
        settings: Callable[[], Settings],
        run: Callable[[str], None],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(palette, id=id)
        self._settings = settings
        self._run = run

    @property
    def open(self) -> bool:
        """Whether it is shown."""
        return bool(self.display)

    def toggle(self) -> None:
        """Show it, or take it away."""
        self.display = not self.display
        self.refresh()

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        if not 1 <= y <= len(ITEMS):
            text = " Look of the text · esc closes" if y == 0 else ""
            return Strip([Segment(fit(text, width), palette["panel-muted"])], width)
        item = ITEMS[y - 1]
        keys = " ".join(shown(BY_NAME[name].keys.split(",")[0]) for name in item.commands)
        value = self._value(item) + " "
        left = f" {keys:<4}"
        room = max(0, width - cells(left) - cells(value))
        return Strip(
            [
                Segment(left, palette["panel-key"]),
                Segment(fit(item.text, room), palette["panel"]),
                Segment(fit(value, width - cells(left) - room), palette["panel"]),
            ],
            width,
        )

    def _value(self, item: Item) -> str:
        value = self._settings().values[item.setting]
        if item.value:
            return "● on" if value == item.value else "○ off"
        if isinstance(value, bool):
            return "● on" if value else "○ off"
        return f"{value} {item.unit}".strip()

    def on_click(self, event: events.Click) -> None:
        """As if the first key of the line were pressed."""
        event.stop()
        if 1 <= event.y <= len(ITEMS):
            self._run(ITEMS[event.y - 1].commands[0])

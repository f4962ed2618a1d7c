"""The look of the text: a short list beside it that stays open while things are changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.strip import Strip

from reader.settings import Settings
from reader.text.wrap import cells, fit
from reader.ui.key_names import shown
from reader.ui.keys import BY_NAME, keys_now
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette

WIDTH = 36  # cells of a line of the list


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

    DEFAULT_CSS = """
    LookMenu {
        layer: over; dock: bottom; display: none; width: 1fr; height: auto; margin-bottom: 1;
    }
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

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A title, and as many rows as the lines take side by side."""
        return 1 + -(-len(ITEMS) // self._abreast(width))

    @staticmethod
    def _abreast(width: int) -> int:
        return max(1, width // WIDTH)

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        if y == 0:
            text = " Look of the text · esc closes"
            return Strip([Segment(fit(text, width), palette["panel-muted"])], width)
        segments = [segment for item in self._items(y, width) for segment in self._line(item)]
        return Strip(segments).crop(0, width).extend_cell_length(width, palette["panel"])

    def _items(self, y: int, width: int) -> tuple[Item, ...]:
        """The lines on a row: they go down first, then right."""
        rows = -(-len(ITEMS) // self._abreast(width))
        return ITEMS[y - 1 :: rows]

    def _line(self, item: Item) -> list[Segment]:
        palette = self.palette
        keys = " ".join(shown(key) for name in item.commands for key in keys_now(BY_NAME[name])[:1])
        value = self._value(item)
        left = f" {keys:<4}"
        text = fit(item.text, WIDTH - cells(left) - cells(value) - 3)
        return [
            Segment(left, palette["panel-key"]),
            Segment(f"{text} {value}  ", palette["panel"]),
        ]

    def _value(self, item: Item) -> str:
        value = self._settings().values[item.setting]
        if item.value:
            return "● on" if value == item.value else "○ off"
        if isinstance(value, bool):
            return "● on" if value else "○ off"
        unit = item.unit.removesuffix("s") if value == 1 else item.unit
        return f"{value} {unit}".strip()

    def on_click(self, event: events.Click) -> None:
        """As if the first key of the line were pressed."""
        event.stop()
        items = self._items(event.y, self.size.width) if event.y else ()
        for item in items[event.x // WIDTH : event.x // WIDTH + 1]:
            self._run(item.commands[0])

"""A few lines above the prompt: what the words typed so far may mean."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from reader.text.wrap import cells, fit
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette


class Offers(Drawn):
    """Lines to choose from while something is typed; each a text and a word beside it."""

    DEFAULT_CSS = """
    Offers { layer: over; dock: bottom; display: none; width: 1fr; height: auto; margin-bottom: 1; }
    """

    class Taken(Message):
        """A click on one of them."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._lines: Sequence[tuple[str, str]] = ()
        self.chosen = -1

    def show(self, lines: Sequence[tuple[str, str]], *, choose: bool = True) -> None:
        """Offer these, the first one chosen; without lines, or room, nothing is shown."""
        self._lines = lines
        self.chosen = 0 if lines and choose else -1
        self.display = bool(lines) and self.screen.size.height > len(lines) + 3
        self.refresh(layout=True)

    def move(self, step: int) -> None:
        """Choose another one."""
        if self._lines and self.chosen >= 0:
            self.chosen = (self.chosen + step) % len(self._lines)
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A row for each line."""
        return len(self._lines)

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        if y >= len(self._lines):  # fewer than before, and not laid out anew yet
            return Strip([Segment(" " * width, palette["panel"])], width)
        text, detail = self._lines[y]
        over = ("cursor",) if y == self.chosen else ()
        right = f"  {fit(detail, min(cells(detail), width // 3))} "
        left = fit(f" {text}", width - cells(right))
        return Strip(
            [
                Segment(left, palette.sum(("panel", *over))),
                Segment(right, palette.sum(("panel-muted", *over))),
            ],
            width,
        )

    def on_click(self, event: events.Click) -> None:
        """Take the line that was clicked."""
        event.stop()
        if self.chosen >= 0 and event.y < len(self._lines):
            self.chosen = event.y
            self.post_message(self.Taken())

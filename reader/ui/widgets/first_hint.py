"""What somebody who never saw the program needs to know, above the row of keys, once."""

from __future__ import annotations

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from reader.text.wrap import cells
from reader.ui.key_names import shown
from reader.ui.key_places import READ
from reader.ui.keys import BY_NAME, keys_in
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette

WORDS = (
    ("pick", "marks a sentence"),
    ("annotate", "writes a note"),
    ("help", "all keys"),
    ("back", "hides this"),
)
MINUTES = 5.0  # after which it goes by itself


class FirstHint(Drawn):
    """It takes rows of its own, two at the most, so that it covers nothing."""

    DEFAULT_CSS = "FirstHint { height: auto; width: 1fr; display: none; }"

    def __init__(self, palette: Palette, *, wanted: bool) -> None:
        super().__init__(palette, id="first")
        self.wanted = wanted

    def on_mount(self) -> None:
        if self.wanted:
            self.set_timer(MINUTES * 60, self.go)

    def go(self) -> bool:
        """Go away for ever; whether it was there."""
        was, self.wanted = self.wanted, False
        self.display = False
        return was

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def _rows(self, width: int) -> list[list[tuple[str, str]]]:
        """Keys and words in as few rows as they need, those that do not fit in two left out."""
        rows: list[list[tuple[str, str]]] = [[]]
        used = 1
        for name, words in WORDS:
            key = "".join(map(shown, keys_in(READ, BY_NAME[name])[:1]))
            piece = f"{key} {words}   "
            if used + cells(piece.rstrip()) > width and rows[-1]:
                rows.append([])
                used = 1
            rows[-1] += [(key, "label"), (piece[len(key) :], "text")]
            used += cells(piece)
        return rows[:2]

    def row(self, y: int, width: int) -> Strip:
        rows = self._rows(width)
        pieces = [(" ", "text"), *(rows[y] if y < len(rows) else [])]
        segments = [Segment(text, self.palette[name]) for text, name in pieces]
        return Strip(segments).crop(0, width).extend_cell_length(width, self.palette["text"])

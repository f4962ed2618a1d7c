"""A picture, as large as the screen lets it be."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from reader.text.wrap import fit
from reader.ui import graphics, key_places, raster
from reader.ui.commands import bindings
from reader.ui.screens.place import PlaceScreen
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.painting import Palette

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


class PictureScreen(PlaceScreen[None]):
    """Shows one picture until it is closed; ``words`` are what it shows."""

    app: ReaderApp
    DEFAULT_CSS = "PictureScreen { background: $background; }"
    PLACE = key_places.PICTURE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.PICTURE)]

    def __init__(self, picture: raster.Picture, words: str, way: str) -> None:
        super().__init__()
        self._picture = picture
        self._words = words
        self._way = way
        self._sent = False

    def compose(self) -> ComposeResult:
        width, height = self._picture.size
        facts = f"{self._picture.format} {width}x{height}"
        line = self.hint_line(("back", "close"))
        yield Canvas(self.app.text_palette, self._picture, self._way, (self._words, facts), line)

    def on_mount(self) -> None:
        super().on_mount()
        self._send()

    def on_resize(self) -> None:
        self._send()

    def on_screen_resume(self) -> None:
        """Another screen was over this one."""
        self._send()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self.back()

    def back(self) -> None:
        """Close; a picture in pixels is taken away."""
        if self._sent and self._way == graphics.KITTY:
            self._write(graphics.FORGET)
        super().back()

    def _send(self) -> None:
        """After the frame is out, draw the picture in pixels over its empty cells."""
        if self._way != graphics.BLOCKS:
            self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        if self.app.screen is not self:
            return
        canvas = self.query_one(Canvas)
        columns, rows = canvas.cells(canvas.size)
        x, y = canvas.corner(canvas.size)
        pixels = graphics.drawn(self._way, canvas.flat, columns, rows)
        before = graphics.FORGET if self._sent and self._way == graphics.KITTY else ""
        self._write(f"{before}\x1b7\x1b[{y + 1};{x + 1}H{pixels}\x1b8")
        self._sent = True

    def _write(self, sequence: str) -> None:
        driver = self.app._driver
        if driver is not None:
            driver.write(sequence)


class Canvas(Drawn):
    """The picture between what it shows and the keys: in half blocks, or cells left free."""

    DEFAULT_CSS = "Canvas { width: 1fr; height: 1fr; }"

    def __init__(
        self,
        palette: Palette,
        picture: raster.Picture,
        way: str,
        told: tuple[str, str],
        hints: str,
    ) -> None:
        super().__init__(palette)
        self._way = way
        self._told = told
        self._hints = hints
        self._pixels = picture.size
        ground = palette[""].bgcolor
        known = ground is not None and not ground.is_default
        triplet = ground.get_truecolor() if known and ground is not None else (0, 0, 0)
        self.flat = raster.on(picture.image, (triplet[0], triplet[1], triplet[2]))
        self._rows: list[list[Segment]] = []

    def cells(self, size: Size) -> tuple[int, int]:
        """The cells that the picture takes, columns and rows."""
        width, height = graphics.cell_size()
        return raster.fitted(self._pixels, size.width, max(1, size.height - 2), height / width)

    def corner(self, size: Size) -> tuple[int, int]:
        """The cell at which it begins."""
        columns, rows = self.cells(size)
        return (size.width - columns) // 2, 1 + max(0, size.height - 2 - rows) // 2

    def before_rows(self, size: Size) -> None:
        columns, rows = self.cells(size)
        if self._way != graphics.BLOCKS:
            self._rows = []
        elif self.palette[""].color is None or self.app.has_class("colourless"):
            self._rows = raster.shades(self.flat, columns, rows, self.palette[""])
        else:
            self._rows = raster.half_blocks(self.flat, columns, rows)

    def row(self, y: int, width: int) -> Strip:
        palette = self.palette
        if y == 0:
            words, facts = self._told
            room = width - len(facts) - 3
            text = f" {fit(words, room)} {facts} " if room > 0 else fit(f" {words}", width)
            return Strip([Segment(fit(text, width), palette["panel"])], width)
        if y == self.size.height - 1:
            return Strip([Segment(fit(f" {self._hints}", width), palette["panel"])], width)
        left, top = self.corner(self.size)
        number = y - top
        if not 0 <= number < len(self._rows):
            return Strip([Segment(" " * width, palette[""])], width)
        drawn = Strip([Segment(" " * left, palette[""]), *self._rows[number]])
        return drawn.adjust_cell_length(width, palette[""])

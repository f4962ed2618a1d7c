"""A widget that draws its rows itself, and keeps them until it is refreshed."""

from __future__ import annotations

from typing import Self

from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from reader.ui.widgets.painting import Palette


class Drawn(Widget):
    """The Line API without the way round through styles: `row` gives a strip, as wide as told.

    Textual asks every widget for its lines whenever one of them changed; what was drawn is
    kept, so that a new header does not draw the text again. CSS padding and borders do not
    apply.
    """

    ALLOW_SELECT = False
    _kept: dict[int, Strip] | None = None
    _kept_size: Size | None = None

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.palette = palette

    @property
    def in_use(self) -> bool:
        """Whether this has the keys, on the screen that lies on top."""
        return self.has_focus and self.app.screen is self.screen

    def row(self, y: int, width: int) -> Strip:
        """Draw row ``y``, in ``width`` cells."""
        raise NotImplementedError

    def before_rows(self, size: Size) -> None:
        """Called before rows are drawn anew, with the present size."""

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Forget the rows of ``regions`` (all without any), so that they are drawn again."""
        if not regions:
            self._kept = None
        elif self._kept is not None:
            for region in regions:
                for y in range(region.y, region.bottom):
                    self._kept.pop(y, None)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the compositor asks for: the rows of ``crop``."""
        size = self.size
        if self._kept is None or size != self._kept_size:
            self._kept, self._kept_size = {}, size
        kept = self._kept
        rows = range(crop.y, crop.bottom)
        missing = [y for y in rows if y not in kept]
        if missing:
            self.before_rows(size)
            for y in missing:
                kept[y] = self._filtered(self.row(y, size.width))
        strips = [kept[y] for y in rows]
        if crop.x or crop.right < size.width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips

    def _filtered(self, strip: Strip) -> Strip:
        """Textual's line filters, but for the one that our own colours do not need."""
        for line_filter in self.app.get_line_filters():
            if line_filter.enabled and not isinstance(line_filter, ANSIToTruecolor):
                strip = strip.apply_filter(line_filter, self.background_colors[1])
        return strip

"""What holds the text and the panes."""

from __future__ import annotations

from textual.containers import Horizontal
from textual.geometry import Region
from textual.strip import Strip


class Body(Horizontal):
    """Holds text and panes, which cover it as soon as they are laid out."""

    BLANK = True

    def render_lines(self, crop: Region) -> list[Strip]:
        covered = any(child.display and child.size for child in self.children)
        return [] if covered else super().render_lines(crop)

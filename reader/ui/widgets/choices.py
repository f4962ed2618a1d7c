"""A short list of lines, one of which is chosen."""

from __future__ import annotations

from textual.style import Style
from textual.widgets import OptionList

CHOSEN = "option-list--option-highlighted"


class Choices(OptionList):
    """An option list whose chosen line is reversed where there are no colours.

    Textual tells it by its background, and leaves "reverse" out of the styles of its lines.
    """

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        style = super().get_visual_style(*component_classes, partial=partial)
        if CHOSEN in component_classes and self.app.has_class("colourless"):
            return style + Style(reverse=True)
        return style

"""What a click on the text means: an annotation, the next of several there, or a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.spans import Span
from reader.ui.following import follow_link, link_at

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def click(screen: ReadingScreen, offset: int, *, on: bool) -> None:
    """A click at an offset, ``on`` its character or beside the text."""
    found = screen.reading.at(offset) if screen.reading else []
    ids = [annotation.id for annotation in found]
    if screen.view.current in ids and len(ids) > 1:
        chosen = ids[(ids.index(screen.view.current) + 1) % len(ids)]
    else:
        chosen = ids[0] if ids else ""
    screen.make_current(chosen)
    screen.popup.close()
    screen.view.choose_link(None)
    link = link_at(screen.document, Span(offset, offset + 1)) if on else None
    if link is not None and not ids:
        follow_link(screen, link)
    screen.keys_changed()

"""Following links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.spans import Span
from reader.ui.following import follow_link, link_at, links_shown

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def follow(screen: ReadingScreen) -> None:
    view = screen.view
    here = view.selection
    if here is None and view.caret is not None:
        here = Span(view.caret, view.caret + 1)
    link = link_at(screen.document, here) if here is not None else None
    shown = links_shown(screen.document, view.shown)
    if link is not None:
        follow_link(screen, link)
    elif view.selection is not None:
        screen.say("No link in the selection.")
    elif not shown:
        screen.say("No link here.")
    elif len(shown) == 1:
        follow_link(screen, shown[0])
    else:
        by_place = {Span(link.start, link.end): link for link in shown}
        screen.picker.start(
            lambda span: follow_link(screen, by_place[span]),
            "Which link? Type its label · esc back",
            list(by_place),
        )

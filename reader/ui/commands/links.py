"""Following links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.links import is_page
from reader.text.spans import Span
from reader.ui.following import follow_link, go_back_to_text, link_at, links_shown

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def follow(screen: ReadingScreen) -> None:
    view = screen.view
    here = view.selection
    if here is None and view.caret is not None:
        here = Span(view.caret, view.caret + 1)
    link = link_at(screen.document, here) if here is not None else view.link
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


def popup_go(screen: ReadingScreen) -> None:
    if screen.popup.said is not None:
        screen.popup.said.go()


def popup_read(screen: ReadingScreen) -> None:
    said = screen.popup.said
    if said is not None and said.enter == "web" and is_page(said.copied):
        go_back_to_text(screen)
        screen.app.open_address(said.copied)


def popup_copy(screen: ReadingScreen) -> None:
    said = screen.popup.said
    if said is not None:
        screen.app.copy_to_clipboard(said.copied)
        go_back_to_text(screen)
        screen.say(f"Copied {len(said.copied)} characters.")


def popup_close(screen: ReadingScreen) -> None:
    go_back_to_text(screen)

"""Moving in the text while a card is asked: methods of the screen of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.ui.screens.review import ReviewScreen


def line_down(screen: ReviewScreen) -> None:
    """One line down."""
    screen.view.scroll_rows(1)


def line_up(screen: ReviewScreen) -> None:
    """One line up."""
    screen.view.scroll_rows(-1)


def half_page_down(screen: ReviewScreen) -> None:
    """Half a page down."""
    _page(screen, 0.5)


def half_page_up(screen: ReviewScreen) -> None:
    """Half a page up."""
    _page(screen, -0.5)


def review_page_down(screen: ReviewScreen) -> None:
    """One page down."""
    _page(screen, 1)


def review_page_up(screen: ReviewScreen) -> None:
    """One page up."""
    _page(screen, -1)


def _page(screen: ReviewScreen, pages: float) -> None:
    height = screen.view.depth
    screen.view.scroll_rows(int(pages * (height - 2 if height > 6 else height)))

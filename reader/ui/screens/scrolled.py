"""What the screens that show a long text have in common: scrolling in it."""

from __future__ import annotations

from textual.containers import VerticalScroll

from reader.ui.screens.modal import Answer
from reader.ui.screens.place import PlaceScreen


class ScrolledScreen(PlaceScreen[Answer]):
    """A subclass has one `VerticalScroll`."""

    @property
    def scroll(self) -> VerticalScroll:
        """What is scrolled."""
        return self.query_one(VerticalScroll)

    def line_down(self) -> None:
        """Scroll by a line."""
        self._by(1)

    def line_up(self) -> None:
        """And back."""
        self._by(-1)

    def page_down(self) -> None:
        """Scroll by a page."""
        self._by(self._page)

    def page_up(self) -> None:
        """And back."""
        self._by(-self._page)

    def half_page_down(self) -> None:
        """Scroll by half a page."""
        self._by(self._page // 2)

    def half_page_up(self) -> None:
        """And back."""
        self._by(-self._page // 2)

    def top(self) -> None:
        """To the beginning."""
        self.scroll.scroll_home(animate=False)

    def bottom(self) -> None:
        """To the end."""
        self.scroll.scroll_end(animate=False)

    @property
    def _page(self) -> int:
        return max(1, self.scroll.size.height - 1)

    def _by(self, rows: int) -> None:
        self.scroll.scroll_relative(y=rows, animate=False)

"""A stock ScrollView that prints one line everywhere: what Textual itself takes for a page."""

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tests.benchmarks.programs import WORDS

LINES = 100_000


class Constant(ScrollView, can_focus=True):
    """Prints a line that was made once: nothing of the cost is that of making lines."""

    def on_mount(self) -> None:
        text = WORDS["stock_scroll"]
        self.virtual_size = Size(len(text), LINES)
        self._line = Strip([Segment(text)])

    def render_line(self, y: int) -> Strip:
        return self._line


class StockScroll(App[None]):
    """The ScrollView alone, without animation."""

    def compose(self) -> ComposeResult:
        self.animation_level = "none"
        yield Constant()


if __name__ == "__main__":
    StockScroll().run()

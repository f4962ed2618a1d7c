"""The smallest Textual app there is: one Static."""

from textual.app import App, ComposeResult
from textual.widgets import Static

from tests.benchmarks.programs import WORDS


class Minimal(App[None]):
    """One Static."""

    def compose(self) -> ComposeResult:
        yield Static(WORDS["minimal"])


if __name__ == "__main__":
    Minimal().run()

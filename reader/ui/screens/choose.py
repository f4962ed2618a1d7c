"""A short list to choose from, one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.markup import escape
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.text.wrap import cells, folded
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.place import PlaceScreen
from reader.ui.widgets.choices import Choices
from reader.ui.widgets.chrome import HintRow

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

BESIDE = 12  # cells of a line beside the text of the choice: border, padding, key, sign
ROWS = 3  # that a choice takes at most


class Choice(NamedTuple):
    """One line of the list: its key, its text and how it is drawn; ``now`` is how it is now."""

    key: str
    text: str
    sample: Style | str = ""
    now: bool = False


class ChooseScreen(PlaceScreen[str | None]):
    """Ask for one of a few things; the answer is its key, None when given up.

    The cursor stands on the choice number ``at``; ``keys`` are told below in place of those of
    every list.
    """

    DEFAULT_CSS = """
    ChooseScreen { align: center middle; background: $background 40%; }
    ChooseScreen > Vertical {
        width: auto; max-width: 90%; height: auto; max-height: 100%;
        background: $panel; padding: 0 2; border: round $primary;
    }
    ChooseScreen OptionList {
        width: auto; height: auto; max-height: 12; background: $panel; border: none; padding: 0;
    }
    ChooseScreen OptionList:focus { border: none; }
    ChooseScreen HintRow { dock: bottom; }
    """

    app: ReaderApp
    PLACE = key_places.CHOOSE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.CHOOSE)]

    def __init__(self, title: str, choices: list[Choice], *, at: int = 0, keys: str = "") -> None:
        super().__init__()
        self._keys = keys
        self._at = at
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = escape(self._title)
            # The choices may be shorter than what they are about.
            box.styles.min_width = min(cells(self._title) + 6, self.app.size.width * 9 // 10)
            options = Choices(
                *(
                    Option(self._line(choice, self.app.size.width * 9 // 10 - BESIDE), id=f"k{i}")
                    for i, choice in enumerate(self._choices)
                )
            )
            options.highlighted = self._at
            yield options
        hints = HintRow(self.app.text_palette)  # over that of the text, whose keys do not apply
        hints.at(self.PLACE)
        hints.message = self._keys
        yield hints

    @staticmethod
    def _line(choice: Choice, width: int) -> Text:
        """A choice whose text takes more rows where it is wider than ``width`` cells."""
        line = Text(no_wrap=True, overflow="ellipsis")
        line.append(f" {choice.key} ", style="bold")
        rows = "\n    ".join(folded(choice.text, max(1, width), ROWS))
        line.append(f" {rows} ", style=choice.sample)
        line.append(" ●" if choice.now else "  ")
        return line

    def on_key(self, event: events.Key) -> None:
        """A character is the choice of that key; `q`, where it is none, closes."""
        if any(choice.key == event.character for choice in self._choices):
            event.stop()
            self.dismiss(event.character)
        elif event.character == "q":
            self.back()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[event.option_index].key)

    def choose_this(self) -> None:
        """Take the one under the cursor."""
        self.query_one(OptionList).action_select()

    def choose_down(self) -> None:
        """One line down."""
        self.query_one(OptionList).action_cursor_down()

    def choose_up(self) -> None:
        """One line up."""
        self.query_one(OptionList).action_cursor_up()


class AskedScreen(ChooseScreen):
    """What is asked without having been called for, as at opening: what answers nothing is for the
    text below, and closes it."""

    OWN: ClassVar[frozenset[str]] = frozenset({"enter", "up", "down", "escape", "q"})

    def close_for(self, key: events.Key) -> None:
        """Close for a key that is not for the question; who sends it sends it on."""
        answers = any(choice.key == key.character for choice in self._choices)
        if not answers and key.key not in self.OWN and self.is_mounted:
            self.dismiss(None)
